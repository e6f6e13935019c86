package io.writ.agent;

import io.writ.agent.fixture.ArtifactProbe;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A governed JVM that does what it is told, command by command. */
final class Conversation implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final Path errors;
  private final BufferedWriter to;
  private final BufferedReader from;

  Conversation(GovernedJvm jvm) throws IOException {
    this(jvm, ArtifactProbe.class);
  }

  /** With another program that answers each line by one. */
  Conversation(GovernedJvm jvm, Class<?> program) throws IOException {
    this(jvm, program.getName());
  }

  /** With such a program of the JVM's class path. */
  Conversation(GovernedJvm jvm, String program, String... arguments) throws IOException {
    errors = jvm.directory.resolve("stderr");
    process = jvm.command(program, arguments).redirectError(errors.toFile()).start();
    to =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The answer: {@code ran} or the reason of the denial. */
  String say(String command) throws IOException {
    to.write(command);
    to.newLine();
    to.flush();
    @Nullable String answer = from.readLine();
    if (answer == null) {
      throw new IOException("the JVM ended: " + errors());
    }
    return answer;
  }

  /** Says it again until the answer is another, and returns that. */
  String sayUntilNot(String command, String answer) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    String last = say(command);
    while (last.equals(answer)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("still [" + answer + "] after " + LIMIT_SECONDS + " s: " + errors());
      }
      last = say(command);
    }
    return last;
  }

  String pid() {
    return Long.toString(process.pid());
  }

  List<String> errors() throws IOException {
    return Files.readAllLines(errors, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("writ:"))
        .toList();
  }

  @Override
  public void close() throws IOException {
    to.close();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException("no end: " + errors());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException(e);
    }
  }
}
