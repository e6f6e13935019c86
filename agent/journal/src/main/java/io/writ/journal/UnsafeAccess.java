package io.writ.journal;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;

/**
 * Whether this JVM lets {@code sun.misc.Unsafe} touch memory. {@code
 * --sun-misc-unsafe-memory-access=deny} (JDK 24 and later) forbids it; a later JDK may have no such
 * class.
 */
final class UnsafeAccess {
  private static final long SOME_BYTES = 8;

  private UnsafeAccess() {}

  /** Tries it. {@link UnsafeNotice} must be given before. */
  static boolean isDenied() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field one = type.getDeclaredField("theUnsafe");
      one.setAccessible(true);
      Object unsafe = one.get(null);
      Object address = type.getMethod("allocateMemory", long.class).invoke(unsafe, SOME_BYTES);
      type.getMethod("freeMemory", long.class).invoke(unsafe, address);
      return false;
    } catch (InvocationTargetException e) {
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return true; // There is none: all the same to whoever needs it.
    }
  }
}
