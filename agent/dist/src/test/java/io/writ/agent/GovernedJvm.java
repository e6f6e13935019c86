package io.writ.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts real JVMs with the shipped jar in front, in a directory of its own. */
final class GovernedJvm {
  static final Path AGENT = Path.of(System.getProperty("writ.agentJar"));
  static final Path FIXTURES = Path.of(System.getProperty("writ.fixtures"));
  static final Path POLICIES = Path.of(System.getProperty("writ.policies"));
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final long LIMIT_SECONDS = 120;

  final Path directory;
  final TestAuthority authority = new TestAuthority();
  private final List<String> flags = new ArrayList<>();
  private String classPath = FIXTURES.toString();
  private String options = "";
  private @Nullable Path policyFile;
  private Path agent = AGENT;

  GovernedJvm(Path directory) {
    this.directory = directory;
  }

  /** What a finished JVM left. */
  record Result(int status, List<String> out, List<String> err) {
    /** Lines of ours on stderr; the JVM itself may warn there too. */
    List<String> writLines() {
      return err.stream().filter(line -> line.startsWith("writ:")).toList();
    }

    /** The first line on stdout that begins so. */
    String line(String start) {
      return out.stream()
          .filter(line -> line.startsWith(start))
          .findFirst()
          .orElseThrow(() -> new AssertionError(toString()));
    }
  }

  /** Writes policy and trust; the fixtures and the JDK may always be read. */
  GovernedJvm policy(String rules) throws IOException {
    return policy("ungoverned: [\"jdk:thread.*\", \"jdk:env.read\"]\n", rules);
  }

  /**
   * The same, with all actions governed: also what is left alone else is asked for, and granted.
   */
  GovernedJvm policyOfEverything(String rules) throws IOException {
    return policy("", "  threads: { actions: [\"jdk:thread.*\", \"jdk:env.read\"] }\n" + rules);
  }

  /** The same, and no rule grants threads: who starts one has an artifact that says so. */
  GovernedJvm policyWithoutThreads(String rules) throws IOException {
    return policy("", rules);
  }

  private GovernedJvm policy(String head, String rules) throws IOException {
    Files.writeString(
        policyFile(),
        """
        id: test
        version: 1
        %sambient:
          own-code:
            actions: ["jdk:file.read", "jdk:file.stat", "jdk:file.list"]
            where: { path: { path_under: ["${java.home}", "${class.path}"] } }
        """
                .formatted(head)
            + rules);
    Files.writeString(trustFile(), authority.trustFile());
    return this;
  }

  /** Takes a baseline of the documentation as it stands, and writes trust. */
  GovernedJvm baseline(String name) throws IOException {
    policyFile = POLICIES.resolve(name).toRealPath();
    Files.writeString(trustFile(), authority.trustFile());
    return this;
  }

  Path policyFile() {
    return policyFile == null ? directory.resolve("policy.yaml") : policyFile;
  }

  Path trustFile() {
    return directory.resolve("trust.yaml");
  }

  Path journal() {
    return directory.resolve("journal");
  }

  /** Another jar than the shipped one. */
  GovernedJvm agent(Path jar) {
    agent = jar;
    return this;
  }

  GovernedJvm flag(String flag) {
    flags.add(flag);
    return this;
  }

  GovernedJvm classPath(String entries) {
    classPath = entries;
    return this;
  }

  /** Runs a program of another module: its classes, and the libraries that it was built with. */
  GovernedJvm program(Path target) {
    return classPath(target.resolve("classes") + ":" + target.resolve("third-party") + "/*");
  }

  /** Replaces the agent argument. */
  GovernedJvm options(String agentArgument) {
    options = agentArgument;
    return this;
  }

  /** Adds to the agent argument, {@code ,name=value} for each option. */
  GovernedJvm with(String moreOptions) {
    return options(agentArgument() + moreOptions);
  }

  ProcessBuilder command(Class<?> main, String... arguments) {
    return command(main.getName(), arguments);
  }

  ProcessBuilder command(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + agent + "=" + agentArgument());
    command.add("-Xmx512m");
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WRIT_"));
    return builder;
  }

  String agentArgument() {
    return options.isEmpty()
        ? "policy=" + policyFile() + ",trust=" + trustFile() + ",journal=" + journal()
        : options;
  }

  Result run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    return run(command(main, arguments));
  }

  /** Runs the command line of the shipped jar, in this one's directory. */
  Result writ(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(JAVA, "-jar", AGENT.toString()));
    command.addAll(List.of(arguments));
    return run(new ProcessBuilder(command).directory(directory.toFile()));
  }

  static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile("writ-out", null);
    Path err = Files.createTempFile("writ-err", null);
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException("no end within " + LIMIT_SECONDS + " s: " + lines(out) + lines(err));
      }
      return new Result(process.exitValue(), lines(out), lines(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8);
  }
}
