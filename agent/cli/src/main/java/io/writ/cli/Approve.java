package io.writ.cli;

import io.writ.core.jws.Rejected;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code writ approve}: a co-signature for one call, once. */
@Command(
    name = "approve",
    description = {
      "Co-signs an artifact's root for one call only and prints the artifact, one line of JSON.",
      "Nothing in the artifact is verified; what is signed is said on standard error."
    },
    mixinStandardHelpOptions = true)
final class Approve implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private CosignatureOptions options = new CosignatureOptions();

  @ArgGroup(exclusive = false, multiplicity = "1")
  private CallOptions approved = new CallOptions();

  Approve(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure, Rejected {
    return options.sign(terminal, approved);
  }
}
