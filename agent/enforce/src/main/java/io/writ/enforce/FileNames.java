package io.writ.enforce;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Reads the name that a {@code File} hands to the system: its private field. {@code getPath()} can
 * be overridden and is the caller's code; the JDK's native methods read the field.
 */
public final class FileNames {
  private final MethodHandle path;

  private FileNames(MethodHandle path) {
    this.path = path;
  }

  /**
   * Needs {@code java.io} open to this class's module.
   *
   * @throws IllegalStateException when the field cannot be read on this JDK
   */
  public static FileNames open() {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(File.class, MethodHandles.lookup());
      return new FileNames(lookup.findGetter(File.class, "path", String.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the name inside java.io.File cannot be read: " + e, e);
    }
  }

  String nameOf(File file) throws Throwable {
    return (String) path.invokeExact(file);
  }
}
