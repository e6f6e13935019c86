package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Runs commands in a directory, as a shell would, at an instant of the test's choice. */
final class Session {
  static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

  private final Path directory;
  private final Deque<String> answers = new ArrayDeque<>();
  private Instant now = NOW;

  Session(Path directory) {
    this.directory = directory;
  }

  /** What a command printed and how it ended; the directory's name is replaced by DIR. */
  record Result(int exitCode, String out, String err) {
    Result expect(int code, String errLine) {
      assertEquals(code + " " + errLine, exitCode + " " + err.strip());
      return this;
    }

    String ok() {
      assertEquals("0 ", exitCode + " " + err);
      return out.strip();
    }
  }

  void at(Instant instant) {
    now = instant;
  }

  /** What the person at the console will type; without an answer left nobody is there. */
  Session typing(String... secrets) {
    answers.clear();
    answers.addAll(List.of(secrets));
    return this;
  }

  /** Arguments with {@code @} in front are files of the directory. */
  Result run(String input, String... args) {
    String[] resolved =
        Arrays.stream(args)
            .map(arg -> arg.startsWith("@") ? directory.resolve(arg.substring(1)).toString() : arg)
            .toArray(String[]::new);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            InstantSource.fixed(now),
            new SecureRandom(),
            question -> answers.isEmpty() ? null : answers.remove().toCharArray());
    int exitCode = Cli.run(resolved, terminal);
    return new Result(exitCode, clean(out), clean(err));
  }

  /** An authority, {@code issuer.pem}, pinned in {@code trust.yaml}. */
  void makeAuthority(String... keygenOptions) {
    run("", with(new String[] {"keygen", "@issuer.pem"}, keygenOptions)).ok();
    run(
            "",
            "trust",
            "add",
            "--file",
            "@trust.yaml",
            "--kid",
            "issuer-2026",
            "--key",
            "@issuer.jwk",
            "--runtime",
            "spiffe://example.org/pay",
            "--audience",
            "example.org")
        .ok();
  }

  /** A root of that authority; what it grants is in the arguments. */
  Result issue(String... more) {
    String[] head = {
      "issue",
      "--key",
      "@issuer.pem",
      "--kid",
      "issuer-2026",
      "--issuer",
      "https://issuer.example",
      "--audience",
      "example.org",
      "--runtime",
      "spiffe://example.org/pay",
      "--subject",
      "alice"
    };
    return run("", with(head, more));
  }

  /** Puts what a command printed into a file of the directory. */
  void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  String read(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  static String[] with(String[] head, String... more) {
    String[] all = Arrays.copyOf(head, head.length + more.length);
    System.arraycopy(more, 0, all, head.length, more.length);
    return all;
  }

  private String clean(StringWriter text) {
    return text.toString().replace(directory.toString(), "DIR");
  }
}
