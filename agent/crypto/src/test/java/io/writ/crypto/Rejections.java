package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import java.time.Instant;
import org.junit.jupiter.api.function.Executable;

/** Asserts a rejection by its reason and its whole message. */
final class Rejections {
  private Rejections() {}

  static void assertRejected(String presented, Reason reason, String message) {
    assertRefused(() -> Forge.verify(presented), reason, message);
  }

  /** As it stands: no proof is added. */
  static void assertRejected(
      ArtifactVerifier verifier, String presented, Reason reason, String message) {
    assertRejected(verifier, GovernanceState.NONE, presented, reason, message);
  }

  static void assertRejected(
      ArtifactVerifier verifier,
      GovernanceState governance,
      String presented,
      Reason reason,
      String message) {
    assertRefused(
        () -> verifier.verify(presented, Instant.ofEpochSecond(Forge.NOW), governance, 0),
        reason,
        message);
  }

  static void assertRefused(Executable work, Reason reason, String message) {
    Rejected rejected = assertThrows(Rejected.class, work);
    assertEquals(reason + " " + message, rejected.reason() + " " + rejected.getMessage());
  }
}
