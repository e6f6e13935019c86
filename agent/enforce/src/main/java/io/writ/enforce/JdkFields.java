package io.writ.enforce;

import io.writ.core.constraint.RealPath;
import java.io.File;
import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.SocketImpl;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the JDK hands to the system and does not show: the private name of a {@code File}
 * ({@code getPath()} can be overridden and is the caller's code; the native methods read the
 * field), descriptors, the path of an attribute view, the address of a socket.
 */
public final class JdkFields {
  private static final String STREAM = "sun.nio.fs.UnixSecureDirectoryStream";
  private static final String RELATIVE_VIEW = STREAM + "$BasicFileAttributeViewImpl";
  private static final String VIEW = "sun.nio.fs.UnixFileAttributeViews$Basic";
  private static final String NAMED_VIEW = "sun.nio.fs.UnixUserDefinedFileAttributeView";

  private final MethodHandle path;
  private final MethodHandle descriptor;
  private final MethodHandle socketAddress;
  private final MethodHandle socketPort;
  private final Class<?> directoryType;
  private final MethodHandle directoryDescriptor;
  private final Class<?> relativeView;
  private final MethodHandle relativeDirectory;
  private final Map<Class<?>, MethodHandle> viewFiles;
  private final Map<Class<?>, MethodHandle> viewFollows;

  private JdkFields() throws ReflectiveOperationException {
    path = getter(File.class, "path", String.class);
    descriptor = getter(FileDescriptor.class, "fd", int.class);
    socketAddress = getter(SocketImpl.class, "address", InetAddress.class);
    socketPort = getter(SocketImpl.class, "localport", int.class);
    directoryType = Class.forName(STREAM, false, null);
    directoryDescriptor = ofObject(directoryType, "dfd", int.class);
    relativeView = Class.forName(RELATIVE_VIEW, false, null);
    relativeDirectory = ofObject(relativeView, "this$0", directoryType);
    Class<?> view = Class.forName(VIEW, false, null);
    Class<?> namedView = Class.forName(NAMED_VIEW, false, null);
    Class<?> unixPath = Class.forName("sun.nio.fs.UnixPath", false, null);
    viewFiles =
        Map.of(
            view, ofObject(view, "file", unixPath),
            namedView, ofObject(namedView, "file", unixPath),
            relativeView, ofObject(relativeView, "file", unixPath));
    viewFollows =
        Map.of(
            view, ofObject(view, "followLinks", boolean.class),
            namedView, ofObject(namedView, "followLinks", boolean.class),
            relativeView, ofObject(relativeView, "followLinks", boolean.class));
  }

  /**
   * Needs {@code java.io}, {@code java.net} and {@code sun.nio.fs} open to this class's module.
   *
   * @throws IllegalStateException when a field cannot be read on this JDK
   */
  public static JdkFields open() {
    try {
      return new JdkFields();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the fields inside the JDK cannot be read: " + e, e);
    }
  }

  private static MethodHandle getter(Class<?> owner, String name, Class<?> type)
      throws ReflectiveOperationException {
    Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
    return lookup.findGetter(owner, name, type);
  }

  /** A getter that takes and gives what this class can name. */
  static MethodHandle ofObject(Class<?> owner, String name, Class<?> type)
      throws ReflectiveOperationException {
    Class<?> given = type.isPrimitive() ? type : Object.class;
    return getter(owner, name, type).asType(MethodType.methodType(given, Object.class));
  }

  String nameOf(File file) throws Throwable {
    return (String) path.invokeExact(file);
  }

  int descriptorOf(FileDescriptor file) throws Throwable {
    return (int) descriptor.invokeExact(file);
  }

  @Nullable InetAddress addressOf(SocketImpl socket) throws Throwable {
    return (InetAddress) socketAddress.invokeExact(socket);
  }

  int portOf(SocketImpl socket) throws Throwable {
    return (int) socketPort.invokeExact(socket);
  }

  /** The descriptor behind the JDK's own directory stream; none can be told for any other. */
  int directoryOf(@Nullable Object stream) throws Throwable {
    return stream != null && stream.getClass() == directoryType
        ? (int) directoryDescriptor.invokeExact(stream)
        : PathResolver.NO_DIRECTORY;
  }

  /** What a view of the JDK's acts on; null for any other view. */
  @Nullable RealPath viewed(@Nullable Object view) throws Throwable {
    for (Class<?> type = view == null ? null : view.getClass();
        type != null;
        type = type.getSuperclass()) {
      MethodHandle file = viewFiles.get(type);
      if (file != null) {
        Path path = (Path) (Object) file.invokeExact(view);
        if (type == relativeView) {
          path = PathResolver.at(directoryOf((Object) relativeDirectory.invokeExact(view)), path);
        }
        boolean isFollowing =
            (boolean) Objects.requireNonNull(viewFollows.get(type)).invokeExact(view);
        return isFollowing ? PathResolver.open(path) : PathResolver.entry(path);
      }
    }
    return null;
  }
}
