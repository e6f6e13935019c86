package io.writ.cli;

import picocli.CommandLine.Command;

/** {@code writ journal}: what is done with whole journals. */
@Command(
    name = "journal",
    description =
        "Exports journals, erases data subjects from them, confirms arguments, deletes what is old.",
    mixinStandardHelpOptions = true)
final class JournalCommand {}
