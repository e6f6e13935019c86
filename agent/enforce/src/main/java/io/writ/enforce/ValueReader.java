package io.writ.enforce;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.RealPath;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Types the reference arguments of governed application methods. Exact classes only: a subclass may
 * answer the check one way and the body another, and examining it would run the caller's code
 * inside the check.
 *
 * <p>{@code java.net.URL} stays opaque although it is final: its text is made by its {@code
 * URLStreamHandler}, which an application may bring along. Govern a parameter of type {@code URI}.
 */
final class ValueReader {
  private final JdkFields fields;

  ValueReader(JdkFields fields) {
    this.fields = fields;
  }

  void read(@Nullable Object value, Arguments arguments) throws Throwable {
    if (value == null) {
      arguments.add(Kind.NULL, null);
      return;
    }
    Class<?> type = value.getClass();
    if (type == String.class) {
      arguments.add(Kind.TEXT, value);
    } else if (type == Long.class || type == Integer.class) {
      arguments.addInteger(((Number) value).longValue());
    } else if (type == BigDecimal.class) {
      arguments.add(Kind.DECIMAL, value);
    } else if (type == Boolean.class) {
      arguments.addBoolean((Boolean) value);
    } else if (value instanceof Enum<?> constant) {
      arguments.add(Kind.TEXT, constant.name());
    } else {
      readRare(value, type, arguments);
    }
  }

  private void readRare(Object value, Class<?> type, Arguments arguments) throws Throwable {
    if (type == Short.class || type == Byte.class) {
      arguments.addInteger(((Number) value).longValue());
    } else if (type == Character.class) {
      arguments.addInteger((Character) value);
    } else if (type == Double.class || type == Float.class) {
      arguments.addFloating(((Number) value).doubleValue());
    } else if (type == BigInteger.class) {
      arguments.add(Kind.DECIMAL, new BigDecimal((BigInteger) value));
    } else if (type == UUID.class || type == URI.class) {
      arguments.add(Kind.TEXT, value.toString());
    } else if (type == Inet4Address.class || type == Inet6Address.class) {
      // Without its name, which can be any text beside any address.
      arguments.add(Kind.TEXT, ((InetAddress) value).getHostAddress());
    } else if (type == File.class) {
      addPath(PathResolver.open(fields.nameOf((File) value)), arguments);
    } else if (value instanceof Path path) {
      addPath(PathResolver.open(path), arguments);
    } else {
      arguments.add(Kind.OPAQUE, null);
    }
  }

  /** A path, or an opaque value when it names nothing that can be decided upon. */
  static void addPath(@Nullable RealPath path, Arguments arguments) {
    if (path == null) {
      arguments.add(Kind.OPAQUE, null);
    } else {
      arguments.add(Kind.PATH, path);
    }
  }
}
