package io.writ.cli;

import picocli.CommandLine.Command;

/** {@code writ trust}: what trust files pin. */
@Command(
    name = "trust",
    description = "Reads and changes trust files.",
    mixinStandardHelpOptions = true)
final class Trust {}
