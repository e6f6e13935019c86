package io.writ.agent;

import io.writ.agent.fixture.Beside;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of somebody else's: how it is started, what it is made to do, how it ends. */
abstract class ServerProgram {
  static final Path PROGRAMS = Path.of(System.getProperty("writ.programs"));
  private static final Duration LIMIT = Duration.ofSeconds(90);

  final Path directory;

  ServerProgram(Path directory) {
    this.directory = directory;
  }

  /** What is done while the server runs and has done its work. */
  interface Then {
    void with(RunningServer server) throws Exception;
  }

  /** A running server, which does what it is told. */
  static final class RunningServer {
    private final Process process;
    private final Path out;
    private final BufferedWriter to;

    RunningServer(Process process, Path out) {
      this.process = process;
      this.out = out;
      this.to =
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Has the act attempted beside the program; the answer. */
    String act(String act) throws IOException {
      to.write(act);
      to.newLine();
      to.flush();
      String prefix = "ACT " + act + ": ";
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() < deadline && process.isAlive()) {
        for (String line : Files.readAllLines(out)) {
          if (line.startsWith(prefix)) {
            return line.substring(prefix.length());
          }
        }
        Thread.onSpinWait();
      }
      throw new IOException("no answer to [" + act + "]: " + Files.readString(out));
    }
  }

  abstract String name();

  abstract String classPath() throws IOException;

  /** Main class and arguments. */
  abstract List<String> main();

  abstract List<String> flags();

  abstract int port();

  /** Makes the server's directories as they are before its first start. */
  abstract void prepare() throws Exception;

  /** What the server is there for. */
  abstract void work() throws Exception;

  /** Starts the server under the agent, has it work, does the rest, stops it. */
  final void run(String agentArgument, Then then) throws Exception {
    String agent = "-javaagent:" + GovernedJvm.AGENT + "=" + agentArgument;
    run(
        List.of(agent),
        server -> {
          work();
          then.with(server);
        });
  }

  /** Starts the server without the agent, does the rest, stops it. */
  final void runUngoverned(Then then) throws Exception {
    run(List.of(), then);
  }

  private void run(List<String> agent, Then then) throws Exception {
    prepare();
    Path out = directory.resolve(name() + ".log");
    List<String> command = new ArrayList<>();
    command.add(GovernedJvm.JAVA);
    command.addAll(agent);
    command.add("-Xmx512m");
    command.addAll(flags());
    command.add("-cp");
    command.add(classPath() + ":" + GovernedJvm.FIXTURES);
    command.add(Beside.class.getName());
    command.addAll(main());
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      await(process, out);
      then.with(new RunningServer(process, out));
    } finally {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    if (process.exitValue() != 143) {
      throw new IOException("ended with " + process.exitValue() + ": " + Files.readString(out));
    }
  }

  private void await(Process process, Path out) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 1_000);
        return;
      } catch (IOException notYet) {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException("does not serve: " + Files.readString(out));
  }

  /** Runs one of the program's own tools, ungoverned; what it printed. */
  final String tool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(GovernedJvm.JAVA, "-Xmx256m", "-cp"));
    command.add(classPath());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      process.getOutputStream().close();
      List<String> lines = in.lines().toList();
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + String.join("\n", lines));
      }
      return String.join("\n", lines);
    } finally {
      process.destroyForcibly();
    }
  }

  static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (var files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The jars of a directory, as a class path. */
  static String jars(Path of) throws IOException {
    try (var files = Files.list(of)) {
      return String.join(":", files.map(Path::toString).sorted().toList());
    }
  }
}
