package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.core.jws.Rejected;

/** Asserts a rejection by its reason and its whole message. */
final class Rejections {
  private Rejections() {}

  static void assertRejected(String presented, Reason reason, String message) {
    Rejected rejected = assertThrows(Rejected.class, () -> Forge.verify(presented));
    assertEquals(reason + " " + message, rejected.reason() + " " + rejected.getMessage());
  }
}
