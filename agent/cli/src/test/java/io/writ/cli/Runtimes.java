package io.writ.cli;

import io.writ.config.TrustFile;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.jws.Rejected;
import io.writ.crypto.Signatures;
import java.nio.file.Path;
import java.time.Instant;

/** Runtimes as the agent has them, to which tests present what commands printed. */
final class Runtimes {
  private final ArtifactVerifier verifier;

  private Runtimes(ArtifactVerifier verifier) {
    this.verifier = verifier;
  }

  /** The runtime of a trust file. */
  static Runtimes of(Path trust) throws Exception {
    return new Runtimes(
        new ArtifactVerifier(
            new Signatures(),
            TrustFile.read(trust).terms(null, Environment.UNKNOWN),
            Instant.EPOCH));
  }

  /** What the runtime says: {@code valid}, or why not. */
  String present(String artifact) {
    try {
      verify(artifact);
      return "valid";
    } catch (Rejected e) {
      return e.reason() + ": " + e.detail();
    }
  }

  VerifiedArtifact verify(String artifact) throws Rejected {
    return verifier.verify(artifact, Session.NOW);
  }
}
