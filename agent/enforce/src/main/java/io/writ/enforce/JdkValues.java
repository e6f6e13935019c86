package io.writ.enforce;

import io.writ.core.catalogue.Act.Slot;
import io.writ.core.catalogue.Act.Value;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.RealPath;
import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of acts from the gate's slots. Only final JDK classes, and JDK classes by their
 * exact type, are looked into; anything else becomes an opaque value, which no constraint admits.
 */
final class JdkValues {
  private static final String PROCESSES = "/proc";

  private final JdkFields fields;
  private final String temporaryDirectory;

  JdkValues(JdkFields fields, String temporaryDirectory) {
    this.fields = fields;
    this.temporaryDirectory = temporaryDirectory;
  }

  void read(Value value, @Nullable Object a, @Nullable Object b, long n, Arguments arguments)
      throws Throwable {
    @Nullable Object object = value.slot() == Slot.A ? a : value.slot() == Slot.B ? b : null;
    switch (value.reader()) {
      case OPEN -> addPath(open(object), arguments);
      case ENTRY -> addPath(entry(object), arguments);
      case TEMPORARY -> addPath(temporary(object), arguments);
      case DESCRIPTOR -> addPath(openedOn((FileDescriptor) object), arguments);
      case VIEW -> addPath(fields.viewed(object), arguments);
      case PROCESS ->
          addPath(PathResolver.open(n == 0 ? PROCESSES : PROCESSES + "/" + n), arguments);
      case PID -> pid(object, arguments);
      case NUMBER -> arguments.addInteger(n);
      case HOST -> Addresses.addHost(object, arguments);
      case PORT -> Addresses.addPort(object, arguments);
      case LOCAL_HOST -> Addresses.addLocalHost(object, arguments);
      case LOCAL_PORT -> Addresses.addLocalPort(object, arguments);
      case LISTENER_HOST -> listener(object, true, arguments);
      case LISTENER_PORT -> listener(object, false, arguments);
      case HEAD -> head((String @Nullable []) object, arguments);
      case TAIL -> tail((String @Nullable []) object, arguments);
      case OBJECT_NAME -> PlatformValues.addObjectName(object, arguments);
      case NAME -> PlatformValues.addName(object, arguments);
      case CONSTANT -> arguments.add(Kind.TEXT, value.constant());
      case TEXT -> addText(object, arguments);
      case CLASS -> addText(object == null ? null : ((Class<?>) object).getName(), arguments);
      case TYPE -> addText(object == null ? null : object.getClass().getName(), arguments);
      case MODULE -> addText(object == null ? null : name((Module) object), arguments);
      case SIGNAL -> signal(object, arguments);
    }
  }

  static String name(Module module) {
    return module.isNamed() ? module.getName() : "unnamed";
  }

  static void addText(@Nullable Object value, Arguments arguments) {
    if (value == null) {
      arguments.add(Kind.NULL, null);
    } else if (value instanceof String) {
      arguments.add(Kind.TEXT, value);
    } else if (value instanceof Enum<?> constant) {
      arguments.add(Kind.TEXT, constant.name());
    } else {
      arguments.add(Kind.OPAQUE, null);
    }
  }

  /** A path, or an opaque value when it names nothing that can be decided upon. */
  static void addPath(@Nullable RealPath path, Arguments arguments) {
    ValueReader.addPath(path, arguments);
  }

  /** What opening the object reaches. */
  @Nullable RealPath open(@Nullable Object object) throws Throwable {
    return object instanceof Path path ? PathResolver.open(path) : PathResolver.open(name(object));
  }

  /** The directory entry that the object names. */
  @Nullable RealPath entry(@Nullable Object object) throws Throwable {
    return object instanceof Path path
        ? PathResolver.entry(path)
        : PathResolver.entry(name(object));
  }

  @Nullable RealPath temporary(@Nullable Object directory) throws Throwable {
    return open(directory == null ? temporaryDirectory : directory);
  }

  /** A path in an open directory. */
  @Nullable Path at(@Nullable Object stream, @Nullable Object path) throws Throwable {
    return PathResolver.at(fields.directoryOf(stream), (Path) path);
  }

  @Nullable RealPath viewed(@Nullable Object view) throws Throwable {
    return fields.viewed(view);
  }

  private @Nullable String name(@Nullable Object object) throws Throwable {
    if (object instanceof File file) {
      return fields.nameOf(file);
    }
    return object instanceof String name ? name : null;
  }

  private @Nullable RealPath openedOn(@Nullable FileDescriptor file) throws Throwable {
    return file == null
        ? null
        : PathResolver.open(PathResolver.at(fields.descriptorOf(file), Path.of("")));
  }

  private void listener(@Nullable Object object, boolean isHost, Arguments arguments)
      throws Throwable {
    if (object instanceof SocketImpl socket) {
      if (isHost) {
        Addresses.addHost(fields.addressOf(socket), arguments);
      } else {
        arguments.addInteger(fields.portOf(socket));
      }
      return;
    }
    SocketAddress address = bound(object);
    if (isHost) {
      Addresses.addHost(address, arguments);
    } else {
      Addresses.addPort(address, arguments);
    }
  }

  /** The receiver of a woven method is the JDK's own. */
  private static @Nullable SocketAddress bound(@Nullable Object channel) throws IOException {
    if (channel instanceof ServerSocketChannel server) {
      return server.getLocalAddress();
    }
    return channel instanceof AsynchronousServerSocketChannel server
        ? server.getLocalAddress()
        : null;
  }

  private static void head(String @Nullable [] line, Arguments arguments) {
    @Nullable String first = line == null || line.length == 0 ? null : line[0];
    arguments.add(first == null ? Kind.OPAQUE : Kind.TEXT, first);
  }

  private static void tail(String @Nullable [] line, Arguments arguments) {
    if (line == null || line.length == 0 || line[0] == null) {
      arguments.add(Kind.OPAQUE, null);
    } else {
      arguments.add(Kind.TEXT_LIST, List.of(line).subList(1, line.length));
    }
  }

  private static void pid(@Nullable Object handle, Arguments arguments) {
    if (handle instanceof ProcessHandle process && isOfTheJdk(handle)) {
      arguments.addInteger(process.pid());
    } else {
      arguments.add(Kind.OPAQUE, null);
    }
  }

  private static void signal(@Nullable Object signal, Arguments arguments) {
    boolean isSignal =
        signal != null && signal.getClass().getName().equals("jdk.internal.misc.Signal");
    arguments.add(isSignal ? Kind.TEXT : Kind.OPAQUE, isSignal ? String.valueOf(signal) : null);
  }

  static boolean isOfTheJdk(Object object) {
    return object.getClass().getModule() == Object.class.getModule();
  }
}
