package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.writ.agent.fixture.Idle;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input stops the start: one line, status 78, and main never runs. */
class RefusalIT {
  private static final String REFUSED = "writ: the start is refused: ";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private GovernedJvm jvm;

  @BeforeEach
  void goodConfiguration() throws Exception {
    jvm = new GovernedJvm(directory).policy("");
  }

  @Test
  void malformedPolicy_namesFileLineAndRemedy() throws Exception {
    Files.writeString(
        jvm.policyFile(),
        "id: test\nversion: 1\nambiant:\n  x: { actions: [\"jdk:file.read\"] }\n");
    assertRefused(jvm.policyFile() + ":3:1: unknown key [ambiant]; did you mean [ambient]?");
  }

  @Test
  void unknownActionInPolicy_isRefusedWithTheNearestName() throws Exception {
    Files.writeString(
        jvm.policyFile(), "id: test\nversion: 1\ndeny:\n  x: { actions: [\"jdk:file.raed\"] }\n");
    assertRefused(
        jvm.policyFile() + ":4:18: unknown action [jdk:file.raed]; did you mean [jdk:file.read]?");
  }

  @Test
  void unreadableKey_namesFileLineAndRemedy() throws Exception {
    Files.writeString(
        jvm.trustFile(),
        """
        runtime: { id: "spiffe://example.org/test", audience: example.org }
        authorities:
          - { kid: test, alg: Ed25519, x: AAAA }
        """);
    assertRefused(jvm.trustFile() + ":3:35: x has [3] bytes, must have [32]");
  }

  @Test
  void missingPolicyFile_isRefused() throws Exception {
    Files.delete(jvm.policyFile());
    assertRefused(jvm.policyFile() + ": does not exist; let option [policy] name the file");
  }

  @Test
  void journalThatIsAFile_isRefused() throws Exception {
    Files.writeString(jvm.journal(), "not a directory");
    assertRefused(
        "journal ["
            + jvm.journal()
            + "]: is a file, not a directory; name a directory that this service may write");
  }

  @Test
  void journalThatCannotBeWritten_isRefused() throws Exception {
    jvm.options(jvm.agentArgument().replace(jvm.journal().toString(), "/proc/writ"));
    assertRefused(
        "journal [/proc/writ]: cannot be written [NoSuchFileException]; name a directory that this"
            + " service may write");
  }

  @Test
  void journalOnAFullDisk_isRefused() throws Exception {
    // The kernel refuses the first segment as it would without space: files may have 1 MiB here.
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -f 2048; exec \"$@\"", "sh"));
    command.addAll(jvm.command(Idle.class).command());
    GovernedJvm.Result result =
        GovernedJvm.run(new ProcessBuilder(command).directory(directory.toFile()));
    assertEquals(
        List.of(
            REFUSED
                + "journal ["
                + jvm.journal()
                + "]: cannot start a journal [File too large]; free 48 MiB there or name a directory"
                + " that this service may write"),
        result.writLines(),
        result.err().toString());
    assertEquals(78, result.status());
    assertEquals(List.of(), result.out(), "main must not run");
  }

  @Test
  void optionGivenTwice_isRefused() throws Exception {
    jvm.options(jvm.agentArgument() + ",mode=enforce,mode=observe");
    assertRefused("agent argument: option [mode] is there twice; keep one");
  }

  @Test
  void misspeltOption_isRefused() throws Exception {
    jvm.options(jvm.agentArgument() + ",mod=observe");
    assertRefused("agent argument: unknown option [mod]; did you mean [mode]?");
  }

  @Test
  void misspeltMode_isRefused() throws Exception {
    jvm.options(jvm.agentArgument() + ",mode=observ");
    assertRefused(
        "agent argument: option [mode] has unknown value [observ]; did you mean [observe]?");
  }

  @Test
  void misspeltProperty_isRefused() throws Exception {
    jvm.flag("-Dwrit.polcy=x");
    assertRefused("system property [writ.polcy] is unknown; did you mean [writ.policy]?");
  }

  @Test
  void secondAgentOnTheSameJournal_isRefusedAndTheFirstGoesOn() throws Exception {
    Process first = jvm.command(Idle.class).start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8))) {
      assertEquals("main ran", out.readLine());
      assertRefused(
          "journal ["
              + jvm.journal()
              + "]: another process or another agent in this one holds ["
              + jvm.journal().resolve("lock")
              + "]; give each JVM its own directory, or stop the other");
      first.getOutputStream().close();
      assertEquals(0, first.waitFor());
    }
  }

  @Test
  void twoWritAgentsInOneJvm_areRefused() throws Exception {
    // The JVM itself looks for the second agent's jar.
    jvm.policy(
        "  agent: { actions: [\"jdk:file.*\"], where: { path: { path_under: \"${writ.agent}\" } } }\n");
    jvm.flag("-javaagent:" + GovernedJvm.AGENT + "=" + jvm.agentArgument());
    GovernedJvm.Result result = jvm.run(Idle.class);
    // The first one is in force already and lets nobody halt: the JVM aborts for the second's sake.
    assertEquals(
        List.of(REFUSED + "a Writ agent governs this JVM already; give -javaagent once"),
        result.writLines());
    assertNotEquals(0, result.status());
    assertFalse(result.out().contains("main ran"), () -> String.join("\n", result.out()));
  }

  @Test
  void runtimeThatDoesNotHoldItsKey_isRefused() throws Exception {
    SigningKey pinned = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    SigningKey other = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    Path key = Files.writeString(directory.resolve("runtime.pem"), other.toPem());
    trustRuntimeKey(pinned);
    assertRefused(
        key
            + ": does not prove that this runtime is [spiffe://example.org/test]: the key is not the"
            + " one that the trust file pins");
    Files.writeString(key, pinned.toPem());
    assertEquals(0, jvm.run(Idle.class).status());
    Files.delete(key);
    assertRefused(key + ": cannot be read; the trust file names it under [runtime]");
  }

  private void trustRuntimeKey(SigningKey pinned) throws Exception {
    Files.writeString(
        jvm.trustFile(),
        jvm.authority
            .trustFile()
            .replace(
                "audience: example.org }",
                "audience: example.org, key: { file: runtime.pem, alg: Ed25519, x: "
                    + Base64Url.encode(pinned.publicKey().bytes())
                    + " } }"));
  }

  @Test
  void missingRevocationList_isRefused() throws Exception {
    Files.writeString(
        jvm.trustFile(), jvm.authority.trustFile() + "revocations: { file: none.jwt }\n");
    assertRefused(directory.resolve("none.jwt") + ": does not exist; the trust file names it");
  }

  @Test
  void revocationListOfAStranger_isRefused() throws Exception {
    Path list =
        Files.writeString(
            directory.resolve("r.jwt"),
            new TestAuthority().revocations(1, Duration.ofMinutes(1), Map.of()));
    Files.writeString(
        jvm.trustFile(), jvm.authority.trustFile() + "revocations: { file: r.jwt }\n");
    assertRefused(
        list + ": BAD_SIGNATURE: revocations.signature is not that of the authority [test]");
  }

  private void assertRefused(String message) throws Exception {
    GovernedJvm.Result result = jvm.run(Idle.class);
    assertEquals(List.of(REFUSED + message), result.writLines(), result.err().toString());
    assertEquals(78, result.status());
    assertEquals(List.of(), result.out(), "main must not run");
  }
}
