package io.writ.crypto.vectors;

import io.writ.crypto.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the published vectors. What each is expected to give is written down beside it and never
 * asked of the verifier; keys, ids and times are fixed, so that the files are the same every time.
 */
final class ArtifactVectors {
  private ArtifactVectors() {}

  static Path directory() {
    return RepositoryFiles.root().resolve("docs/spec/vectors/artifact");
  }

  static List<VectorFile> all() {
    return List.of(
        EnvelopeVectors.file(),
        AlgorithmVectors.file(),
        ClaimVectors.file(),
        ChainVectors.file(),
        ConstraintVectors.file(),
        SubsumptionVectors.file(),
        EnvironmentVectors.file(),
        QuorumVectors.demanded(),
        QuorumVectors.own(),
        QuorumVectors.approvals(),
        QuorumVectors.hybrid(),
        ProofVectors.file(),
        ProofVectors.strict(),
        HandoverVectors.file(),
        RevocationVectors.artifacts(),
        RevocationVectors.stale(),
        RevocationVectors.lists(),
        StatusVectors.artifacts(),
        StatusVectors.stale(),
        StatusVectors.lists(),
        RequestVectors.file());
  }

  /** Writes all files. */
  static void write() {
    try {
      Files.createDirectories(directory());
      for (VectorFile file : all()) {
        Files.writeString(directory().resolve(file.name() + ".json"), file.toJson());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
