package io.writ.enforce;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.RealPath;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;

/** Hosts and ports of addresses: numeric, without the names that any address can carry. */
final class Addresses {
  private static final String ANY = "0.0.0.0";

  private Addresses() {}

  static void addHost(@Nullable Object address, Arguments arguments) {
    String host = hostOf(address);
    arguments.add(host == null ? Kind.OPAQUE : Kind.TEXT, host);
  }

  static void addPort(@Nullable Object address, Arguments arguments) {
    if (hostOf(address) == null) {
      arguments.add(Kind.OPAQUE, null);
    } else if (address instanceof InetSocketAddress internet) {
      arguments.addInteger(internet.getPort());
    } else {
      arguments.addInteger(address instanceof DatagramPacket packet ? packet.getPort() : 0);
    }
  }

  static void addLocalHost(@Nullable Object address, Arguments arguments) {
    if (address == null) {
      arguments.add(Kind.TEXT, ANY);
    } else {
      addHost(address, arguments);
    }
  }

  static void addLocalPort(@Nullable Object address, Arguments arguments) {
    if (address == null) {
      arguments.addInteger(0);
    } else {
      addPort(address, arguments);
    }
  }

  private static @Nullable String hostOf(@Nullable Object address) {
    if (address instanceof InetSocketAddress internet) {
      // Its methods are final, subclasses or not.
      return numeric(internet.getAddress());
    }
    if (address instanceof DatagramPacket packet) {
      return numeric(packet.getAddress());
    }
    if (address instanceof UnixDomainSocketAddress local) {
      RealPath path = PathResolver.open(local.getPath());
      return path == null ? null : "unix:" + path;
    }
    return address instanceof InetAddress internet ? numeric(internet) : null;
  }

  private static @Nullable String numeric(@Nullable InetAddress address) {
    return address != null
            && (address.getClass() == Inet4Address.class
                || address.getClass() == Inet6Address.class
                || address.getClass() == InetAddress.class)
        ? address.getHostAddress()
        : null;
  }
}
