package io.writ.journal.thread;

import org.jspecify.annotations.Nullable;

/**
 * Finds errors of the JVM behind exceptions. Out of memory, {@code try} with resources suppresses
 * the JVM's one prepared error in itself, which is an {@link IllegalArgumentException}; mapping a
 * file throws an {@link java.io.IOException}.
 */
public final class JvmErrors {
  private static final int MAX_CAUSES = 16;

  private JvmErrors() {}

  /** The error that this is or was caused by, or null. Allocates nothing. */
  public static @Nullable VirtualMachineError in(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof VirtualMachineError error) {
        return error;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
