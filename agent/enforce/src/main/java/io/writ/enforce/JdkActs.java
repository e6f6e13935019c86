package io.writ.enforce;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.RealPath;
import io.writ.core.decision.GovernedAction;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a JDK site passes into acts, one per resource, and has each decided. Only final JDK
 * classes are looked into; anything else becomes an opaque value, which no constraint admits.
 */
final class JdkActs {
  /** Decides the act whose values are in the state's arguments; throws when it is denied. */
  interface Decide {
    void act(ThreadState state, Site site, GovernedAction action);
  }

  private static final int READ_AND_WRITE = 2;

  private final FileNames fileNames;
  private final Decide decide;
  private final String temporaryDirectory;
  private final GovernedAction processStart;
  private final GovernedAction fileRead;
  private final GovernedAction fileWrite;
  private final GovernedAction fileDelete;
  private final GovernedAction netConnect;
  private final GovernedAction netBind;
  private final GovernedAction codeNative;
  private final GovernedAction exit;
  private final GovernedAction selfTest;

  JdkActs(Sites sites, FileNames fileNames, String temporaryDirectory, Decide decide) {
    this.fileNames = fileNames;
    this.decide = decide;
    this.temporaryDirectory = temporaryDirectory;
    this.processStart = sites.jdkAction("jdk:process.start");
    this.fileRead = sites.jdkAction("jdk:file.read");
    this.fileWrite = sites.jdkAction("jdk:file.write");
    this.fileDelete = sites.jdkAction("jdk:file.delete");
    this.netConnect = sites.jdkAction("jdk:net.connect");
    this.netBind = sites.jdkAction("jdk:net.bind");
    this.codeNative = sites.jdkAction("jdk:code.native");
    this.exit = sites.jdkAction("jdk:runtime.exit");
    this.selfTest = sites.selfTest();
  }

  void decideAll(ThreadState s, Site site, @Nullable Object a, @Nullable Object b, long n)
      throws Throwable {
    switch (java.util.Objects.requireNonNull(site.extractor)) {
      case COMMAND -> command(s, site, (String @Nullable []) a);
      case READ_NAME -> path(s, site, fileRead, PathResolver.open((String) a));
      case WRITE_NAME -> path(s, site, fileWrite, PathResolver.open((String) a));
      case RANDOM_ACCESS -> randomAccess(s, site, PathResolver.open((String) a), n);
      case WRITE_FILE -> path(s, site, fileWrite, PathResolver.open(name((File) a)));
      case WRITE_TEMPORARY ->
          path(
              s,
              site,
              fileWrite,
              PathResolver.open(a == null ? temporaryDirectory : name((File) a)));
      case DELETE_FILE -> path(s, site, fileDelete, PathResolver.entry(name((File) a)));
      case RENAME_FILE -> {
        takeAway(s, site, PathResolver.entry(name((File) a)));
        path(s, site, fileWrite, PathResolver.entry(name((File) b)));
      }
      case OPEN_PATH -> open(s, site, (Path) a, (Set<?>) b);
      case OPEN_AT -> open(s, site, PathResolver.at((int) n, (Path) a), (Set<?>) b);
      case DELETE_AT -> path(s, site, fileDelete, PathResolver.entry(at(a, b)));
      case WRITE_AT -> path(s, site, fileWrite, PathResolver.entry(at(a, b)));
      case MOVE_FROM_AT -> takeAway(s, site, PathResolver.entry(at(a, b)));
      case WRITE_PATH -> path(s, site, fileWrite, PathResolver.entry((Path) a));
      case DELETE_PATH -> path(s, site, fileDelete, PathResolver.entry((Path) a));
      case COPY_PATH -> {
        path(s, site, fileRead, PathResolver.open((Path) a));
        path(s, site, fileWrite, PathResolver.entry((Path) b));
      }
      case MOVE_PATH -> {
        takeAway(s, site, PathResolver.entry((Path) a));
        path(s, site, fileWrite, PathResolver.entry((Path) b));
      }
      case LINK_PATH -> {
        path(s, site, fileWrite, PathResolver.entry((Path) a));
        RealPath existing = PathResolver.open((Path) b);
        path(s, site, fileRead, existing);
        path(s, site, fileWrite, existing);
      }
      case CONNECT -> address(s, site, netConnect, (SocketAddress) a);
      case BIND -> address(s, site, netBind, (SocketAddress) a);
      case BIND_PORT -> port(s, site, (InetAddress) a, n);
      case LIBRARY_FILE -> path(s, site, codeNative, PathResolver.open((String) a));
      case LIBRARY_NAME -> library(s, site, (Class<?>) a, (String) b);
      case STATUS -> {
        s.arguments.clear();
        s.arguments.addInteger(n);
        decide.act(s, site, exit);
      }
      case SELF_TEST -> {
        s.arguments.clear();
        decide.act(s, site, selfTest);
      }
    }
  }

  private @Nullable Path at(@Nullable Object stream, @Nullable Object path) throws Throwable {
    return PathResolver.at(fileNames.descriptorOf(stream), (Path) path);
  }

  private @Nullable String name(@Nullable File file) throws Throwable {
    return file == null ? null : fileNames.nameOf(file);
  }

  private void path(ThreadState s, Site site, GovernedAction action, @Nullable RealPath path) {
    s.arguments.clear();
    ValueReader.addPath(path, s.arguments);
    decide.act(s, site, action);
  }

  /** Moving reads what it moves: elsewhere another rule may let it be read. */
  private void takeAway(ThreadState s, Site site, @Nullable RealPath source) {
    path(s, site, fileRead, source);
    path(s, site, fileDelete, source);
  }

  private void randomAccess(ThreadState s, Site site, @Nullable RealPath path, long mode) {
    path(s, site, fileRead, path);
    if ((mode & READ_AND_WRITE) != 0) {
      path(s, site, fileWrite, path);
    }
  }

  private void open(ThreadState s, Site site, @Nullable Path path, @Nullable Set<?> options) {
    RealPath real = PathResolver.open(path);
    Set<?> asked = options == null ? Set.of() : options;
    boolean isWritten =
        asked.contains(StandardOpenOption.WRITE) || asked.contains(StandardOpenOption.APPEND);
    if (!isWritten || asked.contains(StandardOpenOption.READ)) {
      path(s, site, fileRead, real);
    }
    if (isWritten) {
      path(s, site, fileWrite, real);
    }
    if (asked.contains(StandardOpenOption.DELETE_ON_CLOSE)) {
      path(s, site, fileDelete, PathResolver.entry(path));
    }
  }

  private void command(ThreadState s, Site site, String @Nullable [] line) {
    Arguments arguments = s.arguments;
    arguments.clear();
    if (line == null || line.length == 0 || line[0] == null) {
      arguments.add(Kind.OPAQUE, null);
      arguments.add(Kind.OPAQUE, null);
    } else {
      arguments.add(Kind.TEXT, line[0]);
      arguments.add(Kind.TEXT_LIST, List.of(line).subList(1, line.length));
    }
    decide.act(s, site, processStart);
  }

  /**
   * The JDK loads its own libraries by name, first in static initialisers, from its own directory
   * and nowhere else: the boot loader looks only there. That is the JDK's code and not an act. The
   * caller names nobody: a caller-sensitive method found out who asks.
   */
  private void library(ThreadState s, Site site, @Nullable Class<?> asking, @Nullable String name) {
    if (asking != null && asking.getClassLoader() == null) {
      return;
    }
    s.arguments.clear();
    s.arguments.add(name == null ? Kind.NULL : Kind.TEXT, name);
    decide.act(s, site, codeNative);
  }

  private void address(
      ThreadState s, Site site, GovernedAction action, @Nullable SocketAddress address) {
    Arguments arguments = s.arguments;
    arguments.clear();
    if (address instanceof InetSocketAddress internet && internet.getAddress() != null) {
      arguments.add(Kind.TEXT, internet.getAddress().getHostAddress());
      arguments.addInteger(internet.getPort());
    } else if (address != null && address.getClass() == UnixDomainSocketAddress.class) {
      RealPath path = PathResolver.open(((UnixDomainSocketAddress) address).getPath());
      arguments.add(path == null ? Kind.OPAQUE : Kind.TEXT, path == null ? null : "unix:" + path);
      arguments.addInteger(0);
    } else if (address == null && action.index() == netBind.index()) {
      arguments.add(Kind.TEXT, "0.0.0.0");
      arguments.addInteger(0);
    } else {
      arguments.add(Kind.OPAQUE, null);
      arguments.add(Kind.OPAQUE, null);
    }
    decide.act(s, site, action);
  }

  private void port(ThreadState s, Site site, @Nullable InetAddress address, long port) {
    s.arguments.clear();
    if (address == null) {
      s.arguments.add(Kind.OPAQUE, null);
    } else {
      s.arguments.add(Kind.TEXT, address.getHostAddress());
    }
    s.arguments.addInteger(port);
    decide.act(s, site, netBind);
  }
}
