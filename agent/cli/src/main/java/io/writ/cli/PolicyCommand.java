package io.writ.cli;

import picocli.CommandLine.Command;

/** {@code writ policy}: what runtimes may do. */
@Command(
    name = "policy",
    description = "Learns, compares, explains, tests, checks and lays out policies.",
    mixinStandardHelpOptions = true)
final class PolicyCommand {}
