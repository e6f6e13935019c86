package io.writ.cli;

import io.writ.core.artifact.Quorum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whose co-signatures a root demands of itself, beyond what a runtime demands. */
final class QuorumOptions {
  @Option(
      names = "--quorum",
      required = true,
      paramLabel = "K",
      description = "Demand co-signatures of K of the --cosigner keys.")
  private int k;

  @Option(
      names = "--cosigner",
      required = true,
      paramLabel = "JWK",
      description = "A co-signer's public key; may be repeated.")
  private List<Path> cosigners = new ArrayList<>();

  Quorum read() throws IOException, Failure {
    Set<String> of = new LinkedHashSet<>();
    for (Path cosigner : cosigners) {
      if (!of.add(KeyFiles.readPublic(cosigner).thumbprint())) {
        throw new Failure(
            Exit.USAGE, "--cosigner [" + cosigner + "] is a key that is there twice; keep one");
      }
    }
    if (k < 1 || k > of.size()) {
      throw new Failure(
          Exit.USAGE,
          "--quorum [" + k + "] must be from [1] to the [" + of.size() + "] keys of --cosigner");
    }
    return new Quorum(k, of);
  }
}
