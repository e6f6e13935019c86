package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Reloads;
import io.writ.core.encoding.Sha256;
import io.writ.replay.JournalRecord;
import io.writ.replay.RecordedVerdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Policies are replaced under eight threads that make governed calls. Even versions allow the one
 * action, odd ones the other, under a rule that names the version: a call that saw a mixture of two
 * would show in its record.
 */
class ReloadIT {
  private static final int RELOADS = Integer.getInteger("writ.reloads", 40);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private static String document(int version) {
    String action = version % 2 == 0 ? "test:even" : "test:odd";
    return """
        id: shop
        version: %d
        ungoverned: ["jdk:thread.*", "jdk:env.read"]
        ambient:
          own-code: { actions: ["jdk:file.read", "jdk:file.stat", "jdk:file.list"], where: { path: { path_under: ["${java.home}", "${class.path}"] } } }
          v%d: { actions: ["%s"] }
        """
        .formatted(version, version, action);
  }

  private static String digest(int version) {
    return HexFormat.of().formatHex(Sha256.of(document(version).getBytes(StandardCharsets.UTF_8)));
  }

  private static void put(GovernedJvm jvm, int version) throws IOException {
    Path fresh = jvm.directory.resolve("policy.new");
    Files.writeString(fresh, document(version));
    Files.move(
        fresh,
        jvm.policyFile(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void everyRecord_carriesTheDigestOfThePolicyThatDecidedIt() throws Exception {
    GovernedJvm jvm = new GovernedJvm(directory).policy("");
    put(jvm, 1);
    Process process = jvm.command(Reloads.class).start();
    try (BufferedReader out = reader(process.getInputStream());
        BufferedReader err = reader(process.getErrorStream())) {
      assertEquals("calling", out.readLine());
      for (int version = 2; version <= RELOADS + 1; version++) {
        put(jvm, version);
        assertEquals(
            "writ: policy [shop v" + version + "] is in force instead of v" + (version - 1),
            writLine(err));
      }
      process.getOutputStream().close();
      assertEquals(0, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
    check(Journals.verified(jvm.journal()));
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private static @Nullable String writLine(BufferedReader err) throws IOException {
    String line = err.readLine();
    while (line != null && !line.startsWith("writ:")) {
      line = err.readLine();
    }
    return line;
  }

  private static void check(Journals journals) {
    Map<String, Integer> versions = new HashMap<>();
    for (int version = 1; version <= RELOADS + 1; version++) {
      versions.put(digest(version), version);
    }
    Map<Long, String> decided = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    long calls = 0;
    for (JournalRecord record : journals.records()) {
      String policy = Objects.requireNonNull(record.policy());
      if (record.isOutcome()) {
        assertEquals(decided.get(record.decisionSequence()), policy, record::toString);
        continue;
      }
      decided.put(record.sequence(), policy);
      if (!String.valueOf(record.action()).startsWith("test:")) {
        continue;
      }
      int version = Objects.requireNonNull(versions.get(policy));
      boolean isGranted = "test:even".equals(record.action()) == (version % 2 == 0);
      assertEquals(
          isGranted ? RecordedVerdict.ALLOWED_BY_POLICY : RecordedVerdict.DENIED,
          record.verdict(),
          record::toString);
      assertEquals(isGranted ? "v" + version : null, record.rule(), record::toString);
      seen.add(version);
      calls++;
    }
    assertTrue(
        seen.size() > RELOADS * 9 / 10, seen.size() + " of " + RELOADS + " versions decided");
    System.out.println(
        "policy reloads on JDK "
            + Runtime.version().feature()
            + ": "
            + RELOADS
            + ", "
            + calls
            + " calls of eight threads decided by "
            + seen.size()
            + " versions, each record by its own");
  }
}
