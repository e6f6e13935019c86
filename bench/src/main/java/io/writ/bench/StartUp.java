package io.writ.bench;

import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a start costs with the agent and without it: a program that does nothing, until it has
 * ended, and the payments service, until it serves. Wall time, processor time of all threads and
 * the most resident memory, medians of so many starts of each, taken in turns.
 *
 * <pre>sh bench/startup.sh 20</pre>
 *
 * <p>The service's own policy is in force, signed, and every start is recorded. Linux only: the
 * figures are {@code /proc}'s.
 */
final class StartUp {
  private static final int JDK = Runtime.version().feature();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();
  private static final int LIMIT_SECONDS = 120;
  private static final long POLL_MILLIS = 2;

  /** The unit of the times in {@code /proc/PID/stat} on every Linux of today. */
  private static final double TICKS_PER_SECOND = 100;

  private final Path agent = Path.of("agent/dist/target/writ-agent.jar").toAbsolutePath();
  private final Path service = Path.of("sample-apps/payments/target/payments.jar").toAbsolutePath();
  private final Path classes = Path.of("bench/target/classes").toAbsolutePath();
  private final Path directory;
  private final int port;

  private StartUp(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Milliseconds, milliseconds and mebibytes. */
  private record Start(double wall, double processor, double resident) {}

  /** What is started, and the line that says that it is there; empty for its end. */
  private record Program(String name, List<String> command, String ready) {}

  /** Arguments: a directory of its own, and how many starts of each are made. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(Path.of(arguments[0])).toRealPath();
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    StartUp startUp = new StartUp(directory, free);
    startUp.configure();
    startUp.measure(Integer.parseInt(arguments[1]));
  }

  private void configure() throws IOException, InterruptedException {
    Path samples = Path.of("sample-apps/payments");
    Files.createDirectories(directory.resolve("templates"));
    Files.createDirectories(directory.resolve("tmp"));
    Files.writeString(
        directory.resolve("policy.yaml"),
        Files.readString(samples.resolve("policy.yaml")).replace("port: 8080", "port: " + port));
    writ("keygen", "bank.pem");
    writ(
        "trust",
        "pin",
        "--file",
        "trust.yaml",
        "--key",
        "bank.jwk",
        "--kid",
        "bank",
        "--audience",
        "bank.example",
        "--runtime",
        "spiffe://bank.example/payments");
    writ("keygen", "operator.pem");
    writ(
        "trust",
        "pin",
        "--file",
        "trust.yaml",
        "--key",
        "operator.jwk",
        "--kid",
        "operator",
        "--policy-signer");
    writ("policy", "sign", "--key", "operator.pem", "--kid", "operator", "policy.yaml");
  }

  private void writ(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA, "-jar", agent.toString()));
    command.addAll(List.of(arguments));
    Process process = start(command, directory.resolve("setup.log"));
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(directory.resolve("setup.log")));
    }
  }

  private void measure(int starts) throws IOException, InterruptedException {
    List<String> governed =
        List.of("-javaagent:" + agent + "=policy=policy.jwt,trust=trust.yaml,journal=journal");
    List<Program> programs =
        List.of(
            new Program(
                "empty main", List.of("-cp", classes.toString(), Nothing.class.getName()), ""),
            new Program(
                "payments",
                List.of(
                    "-Dwrit.agentless=permit", // for the starts without it
                    "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                    "-jar",
                    service.toString(),
                    "--server.port=" + port),
                "Started PaymentsApplication"));
    System.out.printf(
        Locale.ROOT,
        "JDK %s, %d starts of each, medians; %s%n",
        Runtime.version(),
        starts,
        sites());
    System.out.println("program        agent    wall ms  processor ms  resident MiB");
    for (Program program : programs) {
      List<Start> plain = new ArrayList<>();
      List<Start> under = new ArrayList<>();
      run(program, List.of());
      run(program, governed);
      for (int i = 0; i < starts; i++) {
        plain.add(run(program, List.of()));
        under.add(run(program, governed));
      }
      print(program.name(), "without", median(plain));
      print(program.name(), "with", median(under));
      print(program.name(), "added", difference(median(under), median(plain)));
    }
  }

  private static String sites() throws IOException {
    List<JdkSite> sites = Catalogue.shipped().sitesOn(JDK);
    List<JdkSite> asked =
        sites.stream()
            .filter(s -> s.actions().stream().anyMatch(a -> !a.startsWith("jdk:thread.")))
            .filter(s -> !s.actions().equals(List.of("jdk:env.read")))
            .toList();
    return asked.size()
        + " of "
        + sites.size()
        + " sites governed in "
        + asked.stream().map(JdkSite::className).distinct().count()
        + " classes";
  }

  private Start run(Program program, List<String> flags) throws IOException, InterruptedException {
    deleteAll(directory.resolve("journal"));
    deleteAll(directory.resolve("data"));
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(flags);
    command.addAll(program.command());
    Path log = directory.resolve("output.log");
    Files.deleteIfExists(log);
    long begin = System.nanoTime();
    Process process = start(command, log);
    double processor = 0;
    double resident = 0;
    while (true) {
      boolean isAlive = process.isAlive();
      boolean isReady =
          !program.ready().isEmpty() && Files.readString(log).contains(program.ready());
      double wall = (System.nanoTime() - begin) / 1e6;
      processor = Math.max(processor, processorMillis(process));
      resident = Math.max(resident, residentMebibytes(process));
      if (isReady || (!isAlive && program.ready().isEmpty() && process.exitValue() == 0)) {
        process.destroy();
        process.waitFor();
        return new Start(wall, processor, resident);
      }
      if (!isAlive || wall > TimeUnit.SECONDS.toMillis(LIMIT_SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(Files.readString(log));
      }
      process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private Process start(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** User and system time of the process, the 14th and 15th word; 0 when it is gone. */
  private static double processorMillis(Process process) {
    String text = read(process, "stat");
    if (text.isEmpty()) {
      return 0;
    }
    String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(words[11]) + Long.parseLong(words[12])) * 1000 / TICKS_PER_SECOND;
  }

  private static double residentMebibytes(Process process) {
    return read(process, "status")
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElse(0);
  }

  private static String read(Process process, String name) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), name));
    } catch (IOException e) {
      return ""; // it ended between the question and the answer
    }
  }

  private static Start median(List<Start> starts) {
    return new Start(
        median(starts, Start::wall),
        median(starts, Start::processor),
        median(starts, Start::resident));
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
    double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static Start difference(Start a, Start b) {
    return new Start(
        a.wall() - b.wall(), a.processor() - b.processor(), a.resident() - b.resident());
  }

  private static void print(String name, String agent, Start start) {
    System.out.printf(
        Locale.ROOT,
        "%-14s %-7s %8.0f  %12.0f  %12.1f%n",
        name,
        agent,
        start.wall(),
        start.processor(),
        start.resident());
  }

  private static void deleteAll(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
