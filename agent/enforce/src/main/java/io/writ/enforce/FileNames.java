package io.writ.enforce;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the JDK hands to the system and does not show: the private name of a {@code File}
 * ({@code getPath()} can be overridden and is the caller's code; the native methods read the field)
 * and the descriptor of an open directory.
 */
public final class FileNames {
  private final MethodHandle path;
  private final Class<?> directoryType;
  private final MethodHandle directoryDescriptor;

  private FileNames(MethodHandle path, Class<?> directoryType, MethodHandle directoryDescriptor) {
    this.path = path;
    this.directoryType = directoryType;
    this.directoryDescriptor = directoryDescriptor;
  }

  /**
   * Needs {@code java.io} and {@code sun.nio.fs} open to this class's module.
   *
   * @throws IllegalStateException when a field cannot be read on this JDK
   */
  public static FileNames open() {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(File.class, MethodHandles.lookup());
      Class<?> directory = Class.forName("sun.nio.fs.UnixSecureDirectoryStream", false, null);
      MethodHandle descriptor =
          MethodHandles.privateLookupIn(directory, MethodHandles.lookup())
              .findGetter(directory, "dfd", int.class);
      return new FileNames(
          lookup.findGetter(File.class, "path", String.class),
          directory,
          descriptor.asType(MethodType.methodType(int.class, Object.class)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the file names inside the JDK cannot be read: " + e, e);
    }
  }

  String nameOf(File file) throws Throwable {
    return (String) path.invokeExact(file);
  }

  /** The descriptor behind the JDK's own directory stream; none can be told for any other. */
  int descriptorOf(@Nullable Object stream) throws Throwable {
    return stream != null && stream.getClass() == directoryType
        ? (int) directoryDescriptor.invokeExact(stream)
        : PathResolver.NO_DIRECTORY;
  }
}
