package io.writ.cli;

import io.writ.core.jws.Rejected;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code writ cosign}: one more signature towards a quorum. */
@Command(
    name = "cosign",
    description = {
      "Co-signs an artifact's root and prints the artifact, one line of JSON.",
      "Nothing in the artifact is verified; what is signed is said on standard error."
    },
    mixinStandardHelpOptions = true)
final class Cosign implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private CosignatureOptions options = new CosignatureOptions();

  Cosign(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Failure, Rejected {
    return options.sign(terminal, null);
  }
}
