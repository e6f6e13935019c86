package io.writ.journal;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.journal.thread.JvmErrors;
import java.io.Closeable;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JvmErrorsTest {
  private final OutOfMemoryError prepared = new OutOfMemoryError("prepared");

  /** As when the heap is full: the JVM throws the same error again where the first is handled. */
  @Test
  void errorThatIsThrownAgainWhileClosing_isFound() {
    RuntimeException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              try (Closeable closeable = this::runOut) {
                runOut();
              }
            });

    assertSame(prepared, JvmErrors.in(thrown));
  }

  @Test
  void errorBehindAnIOException_isFound() {
    assertSame(prepared, JvmErrors.in(new IOException("Map failed", prepared)));
    assertSame(prepared, JvmErrors.in(prepared));
  }

  @Test
  void whatIsNoErrorOfTheJvm_isNotFound() {
    assertNull(JvmErrors.in(new IOException("No space left on device")));
    assertNull(JvmErrors.in(new IllegalStateException(new AssertionError("ours"))));
    Exception circle = new Exception("one");
    circle.initCause(new Exception("two", circle));
    assertNull(JvmErrors.in(circle));
  }

  private void runOut() {
    throw prepared;
  }
}
