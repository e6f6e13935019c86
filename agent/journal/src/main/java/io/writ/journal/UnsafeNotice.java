package io.writ.journal;

import java.lang.reflect.Field;

/**
 * Keeps the JVM's one notice about {@code sun.misc.Unsafe} (JDK 24 and later) off the application's
 * standard error: Chronicle is built on it, and nobody who runs the service can change that.
 *
 * <p>The notice is printed once per JVM, so an application that uses Unsafe itself does not get it
 * either. What it warns of is on record in the journal's documentation. {@code
 * --sun-misc-unsafe-memory-access=deny} still denies: then the journal refuses to start.
 */
final class UnsafeNotice {
  private UnsafeNotice() {}

  /** Marks the notice as given, where this JDK has one. */
  static void markGiven() {
    try {
      Field given = Class.forName("sun.misc.Unsafe").getDeclaredField("memoryAccessWarned");
      given.setAccessible(true);
      given.setBoolean(null, true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return; // No such notice on this JDK, or it stays: four lines too many, nothing worse.
    }
  }
}
