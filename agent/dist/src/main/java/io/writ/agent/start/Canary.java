package io.writ.agent.start;

import io.writ.api.WritDenied;
import io.writ.enforce.Enforcer;
import io.writ.gate.SelfTest;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Asks about once a second whether the checks are still in front of the JDK's sensitive methods: an
 * agent that comes later can put any class back to what it was.
 *
 * <p>Each call is one that can have no effect without its check: on a file below one that is no
 * directory, to an address that the JDK refuses before it calls the system.
 *
 * <p>BUG: exit and halt have no call without an effect, and loading a library is one of which newer
 * JDKs warn on stderr; those are not asked.
 */
final class Canary {
  private static final String NOWHERE = "/proc/version/writ-canary";

  private final Map<String, Callable<?>> calls = new LinkedHashMap<>();
  private final Enforcer enforcer;
  private final Consumer<String> complaints;
  private boolean hasFound;

  Canary(Enforcer enforcer, Consumer<String> complaints) throws IOException {
    this.enforcer = enforcer;
    this.complaints = complaints;
    files();
    paths();
    others();
    channels();
  }

  private void files() {
    File file = new File(NOWHERE);
    add("java.io.FileInputStream.<init>", () -> new FileInputStream(NOWHERE));
    add("java.io.FileOutputStream.<init>", () -> new FileOutputStream(NOWHERE));
    add("java.io.RandomAccessFile.<init>", () -> new RandomAccessFile(NOWHERE, "r"));
    add("java.io.File.delete", file::delete);
    add("java.io.File.renameTo", () -> file.renameTo(new File(NOWHERE + "2")));
    add("java.io.File.mkdir", file::mkdir);
    add("java.io.File.createNewFile", file::createNewFile);
  }

  private void paths() {
    Path path = Path.of(NOWHERE);
    Path other = Path.of(NOWHERE + "2");
    add("java.nio.file.Files.newByteChannel", () -> Files.newByteChannel(path));
    add(
        "java.nio.file.Files.delete",
        () -> {
          Files.delete(path);
          return path;
        });
    add("java.nio.file.Files.copy", () -> Files.copy(path, other));
    add("java.nio.file.Files.move", () -> Files.move(path, other));
    add("java.nio.file.Files.createDirectory", () -> Files.createDirectory(path));
    add("java.nio.file.Files.createLink", () -> Files.createLink(path, other));
    add("java.nio.file.Files.createSymbolicLink", () -> Files.createSymbolicLink(path, other));
  }

  private void others() {
    add("java.lang.ProcessBuilder.start", () -> new ProcessBuilder(NOWHERE).start());
    add(
        "io.writ.gate.SelfTest.probe",
        () -> {
          SelfTest.probe();
          return NOWHERE;
        });
  }

  /** Opened once: when descriptors run out later, that is no sign of anything. */
  private void channels() throws IOException {
    if (SelectorProvider.provider().getClass().getClassLoader() != null) {
      return; // The application's own, which runs none of the methods that are woven.
    }
    InetSocketAddress nobody = InetSocketAddress.createUnresolved("writ-canary", 1);
    SocketChannel socket = SocketChannel.open();
    ServerSocketChannel server = ServerSocketChannel.open();
    DatagramChannel datagrams = DatagramChannel.open();
    add("java.nio.channels.SocketChannel.connect", () -> socket.connect(nobody));
    add("java.nio.channels.ServerSocketChannel.bind", () -> server.bind(nobody));
    add("java.nio.channels.DatagramChannel.connect", () -> datagrams.connect(nobody));
  }

  private void add(String name, Callable<?> call) {
    calls.put(name, call);
  }

  /** Looks once; from the first check that is gone, every governed call is denied. */
  void look() {
    for (Map.Entry<String, Callable<?>> call : calls.entrySet()) {
      if (!enforcer.isChecked(call.getValue()) && !hasFound) {
        enforcer.denyAll();
        hasFound = true;
        complaints.accept(
            "writ: the check in front of ["
                + call.getKey()
                + "] is gone: something took it out of the class; every governed call is denied"
                + " from now on; find out what did it, and restart without it");
        record();
      }
    }
    enforcer.liveness().beat();
  }

  /** One denial in the journal, should the application make no more calls. */
  private static void record() {
    try {
      SelfTest.probe();
    } catch (WritDenied denied) {
      // That is the record.
      Thread.onSpinWait();
    }
  }
}
