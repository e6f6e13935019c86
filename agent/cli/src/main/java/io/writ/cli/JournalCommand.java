package io.writ.cli;

import picocli.CommandLine.Command;

/** {@code writ journal}: what is done with whole journals. */
@Command(
    name = "journal",
    description = "Exports journals for other tools; deletes what is old of them.",
    mixinStandardHelpOptions = true)
final class JournalCommand {}
