package io.writ.cli;

import io.writ.core.artifact.StatusReference;
import picocli.CommandLine.Option;

/** Where a root's status stands. */
final class StatusOptions {
  @Option(
      names = "--status-list",
      required = true,
      paramLabel = "URI",
      description = "The Token Status List that says whether the root is still valid.")
  private String uri = "";

  @Option(
      names = "--status-index",
      required = true,
      paramLabel = "N",
      description = "The root's place in it, from 0.")
  private int index;

  StatusReference read() throws Failure {
    if (index < 0) {
      throw new Failure(Exit.USAGE, "--status-index [" + index + "] must be at least [0]");
    }
    return new StatusReference(uri, index);
  }
}
