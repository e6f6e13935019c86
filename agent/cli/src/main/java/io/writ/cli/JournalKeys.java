package io.writ.cli;

import io.writ.core.jws.PublicKey;
import io.writ.crypto.Signatures;
import io.writ.replay.SealTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The keys that an auditor knows of the journals that a command reads. */
final class JournalKeys {
  @Option(
      names = "--journal-key",
      paramLabel = "JWK",
      description =
          "A public key that may have sealed them, in any of their key epochs; repeat for more."
              + " Without one the key that a journal names is taken, which proves less.")
  private List<Path> keys = new ArrayList<>();

  @Option(
      names = "--retention-key",
      paramLabel = "JWK",
      description =
          "A public key that may have pruned them; repeat for more. Without it pruned records are"
              + " missing ones.")
  private List<Path> retention = new ArrayList<>();

  /** What makes their checkpoints and prunings count; with a retention key of one's own. */
  SealTrust trust(PublicKey... own) throws IOException, Failure {
    Set<PublicKey> pruning = read(retention);
    pruning.addAll(List.of(own));
    return new SealTrust(new Signatures(), read(keys), pruning);
  }

  private static Set<PublicKey> read(List<Path> files) throws IOException, Failure {
    Set<PublicKey> read = new LinkedHashSet<>();
    for (Path file : files) {
      read.add(KeyFiles.readPublic(file));
    }
    return read;
  }
}
