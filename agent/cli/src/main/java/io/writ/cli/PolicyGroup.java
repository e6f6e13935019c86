package io.writ.cli;

import picocli.CommandLine.Command;

/** {@code writ policy}: what runtimes may do. */
@Command(
    name = "policy",
    description = "Learns, checks, compares and signs policies.",
    mixinStandardHelpOptions = true)
final class PolicyGroup {}
