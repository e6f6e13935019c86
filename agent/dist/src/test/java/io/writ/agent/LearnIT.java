package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.replay.JournalRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that none of us wrote: observed, a policy learned from the journal by the shipped
 * command, enforced under the same workload, and then asked to do what was never part of it.
 */
class LearnIT {
  /** Two screens. */
  private static final int MAX_LINES = 100;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void h2Server_isLearnedAndEnforced() throws Exception {
    learnAndEnforce(new H2Program(directory, freePort()));
  }

  @Test
  void kafkaBroker_isLearnedAndEnforced() throws Exception {
    learnAndEnforce(new KafkaProgram(directory, freePort(), freePort()));
  }

  @Test
  void tomcatDistribution_isLearnedAndEnforced() throws Exception {
    learnAndEnforce(new TomcatProgram(directory, freePort()));
  }

  private void learnAndEnforce(ServerProgram program) throws Exception {
    Path observed = directory.resolve("observed");
    Path observe = GovernedJvm.POLICIES.resolve("observe.yaml");
    program.run(argument(observe, observed), server -> {});
    Journals first = Journals.verified(observed);
    assertTrue(first.records().stream().noneMatch(LearnIT::isDenied));
    Path policy = directory.resolve("learned.yaml");
    learn(program, policy, observed);
    int lines = Files.readAllLines(policy).size();
    assertTrue(lines <= MAX_LINES, () -> read(policy));

    Path enforced = directory.resolve("enforced");
    Path outside = Files.createDirectory(directory.resolve("outside"));
    List<String> acts =
        List.of(
            "read /etc/passwd",
            "run /usr/bin/id",
            "connect 127.0.0.2 9",
            "write " + outside.resolve("loot"),
            "load " + Path.of(System.getProperty("java.home"), "lib", "libprefs.so"));
    List<String> answers = new ArrayList<>();
    program.run(
        argument(policy, enforced),
        server -> {
          assertEquals(Map.of(), denied(Journals.verified(enforced)), () -> read(policy));
          for (String act : acts) {
            answers.add(server.act(act));
          }
        });
    for (String answer : answers) {
      assertTrue(answer.startsWith("io.writ.api.WritDenied: denied [jdk:"), answer);
    }
    Map<String, Long> expected = new TreeMap<>();
    for (String action :
        List.of("code.native", "file.read", "file.write", "net.connect", "process.start")) {
      expected.put("jdk:" + action, 1L);
    }
    Journals second = Journals.verified(enforced);
    assertEquals(expected, denied(second));
    assertTrue(Files.notExists(outside.resolve("loot")));
    System.out.println(
        program.name()
            + " on JDK "
            + Runtime.version().feature()
            + ": "
            + first.records().size()
            + " records observed, "
            + lines
            + " lines of policy learned, "
            + second.records().size()
            + " records enforced, nothing of the workload denied, 5 acts outside it denied");
  }

  private void learn(ServerProgram program, Path policy, Path observed) throws Exception {
    byte[] last = {};
    for (int i = 0; i < 2; i++) {
      GovernedJvm.Result result =
          GovernedJvm.run(
              new ProcessBuilder(
                  GovernedJvm.JAVA,
                  "-jar",
                  GovernedJvm.AGENT.toString(),
                  "policy",
                  "learn",
                  "--id",
                  program.name(),
                  "--out",
                  policy.toString(),
                  observed.toString()));
      assertEquals(0, result.status(), () -> String.join("\n", result.err()));
      byte[] learned = Files.readAllBytes(policy);
      if (i > 0) {
        assertArrayEquals(last, learned);
      }
      last = learned;
    }
  }

  private static String argument(Path policy, Path journal) {
    return "policy=" + policy + ",trust=development,journal=" + journal;
  }

  private static boolean isDenied(JournalRecord record) {
    return record.verdict().name().equals("DENIED") && !"writ:self-test".equals(record.action());
  }

  private static Map<String, Long> denied(Journals journals) {
    Map<String, Long> denied = new TreeMap<>();
    journals.records().stream()
        .filter(LearnIT::isDenied)
        .forEach(record -> denied.merge(String.valueOf(record.action()), 1L, Long::sum));
    return denied;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
