package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Idle;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalVerdict;
import io.writ.tlog.NoteKey;
import io.writ.tlog.SignedNote;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service's journal whose key changes, whose process stands still, whose disk fills. */
class KeyRotationIT {
  private static final long LIMIT_NANOS = 60_000_000_000L;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private GovernedJvm jvm;

  @BeforeEach
  void makeJvm() throws Exception {
    jvm = new GovernedJvm(directory).policy("  every-file: { actions: [\"jdk:file.*\"] }\n");
  }

  private SigningKey newKey(String name) throws IOException {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    Files.writeString(directory.resolve(name + ".jwk"), JsonWriter.write(key.publicKey().toJwk()));
    return key;
  }

  private Path keyFile() {
    return directory.resolve("journal.pem");
  }

  /** In one step, as an operator should. */
  private void put(String text) throws IOException {
    Path fresh = Files.writeString(directory.resolve("fresh.pem"), text);
    Files.move(fresh, keyFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Process start() throws IOException {
    Process process =
        jvm.command(Idle.class).redirectError(directory.resolve("err").toFile()).start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    assertEquals("main ran", out.readLine(), this::err);
    return process;
  }

  private static void end(Process process) throws Exception {
    process.getOutputStream().close();
    assertEquals(0, process.waitFor());
  }

  private String err() {
    return String.join("\n", errLines());
  }

  private List<String> errLines() {
    try {
      return Files.readAllLines(directory.resolve("err")).stream()
          .filter(line -> line.startsWith("writ:"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Condition {
    boolean isTrue() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (!condition.isTrue()) {
      assertTrue(System.nanoTime() < deadline, what);
      Thread.onSpinWait();
    }
  }

  private Path checkpoint() throws IOException {
    try (Stream<Path> files = Files.walk(jvm.journal(), 3)) {
      return files.filter(file -> file.endsWith("t/checkpoint")).findFirst().orElseThrow();
    }
  }

  private void awaitSealedBy(SigningKey key) throws Exception {
    Path file = checkpoint();
    await(
        "no checkpoint by the new key: " + err(),
        () -> {
          SignedNote note = SignedNote.parse(Files.readAllBytes(file));
          String name = note.signatures().get(0).name();
          return note.signatures().get(0).keyId() == new NoteKey(name, key.publicKey()).keyId();
        });
  }

  private GovernedJvm.Result verify(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("verify"));
    command.addAll(List.of(arguments));
    command.add(jvm.journal().toString());
    return jvm.writ(command.toArray(String[]::new));
  }

  @Test
  void replacedKeyFile_sealsFromThenOn_andEitherKeyVouchesForAllOfIt() throws Exception {
    put(newKey("first").toPem());
    jvm.with(",journal.key=" + keyFile());
    Process process = start();
    SigningKey second = newKey("second");
    put(second.toPem());
    awaitSealedBy(second);
    end(process);
    assertEquals(List.of(), errLines());

    newKey("third");
    for (String name : List.of("first", "second")) {
      GovernedJvm.Result result = verify("--journal-key", name + ".jwk");
      assertEquals(0, result.status(), result::toString);
      assertTrue(
          result
              .line("seals")
              .matches(
                  "seals +all records covered by .* and the keys that followed it, 2 in all, the"
                      + " last one .*; one of the keys is pinned"),
          result::toString);
    }
    GovernedJvm.Result third = verify("--journal-key", "third.jwk");
    assertEquals(1, third.status(), third::toString);
    assertTrue(third.line("verdict").contains("expected one of the pinned keys"), third::toString);
  }

  @Test
  void killedAfterARotation_isSealedByTheNextBootWithTheNewKey() throws Exception {
    put(newKey("first").toPem());
    jvm.with(",journal.key=" + keyFile());
    Process process = start();
    SigningKey second = newKey("second");
    put(second.toPem());
    awaitSealedBy(second);
    assertTrue(process.toHandle().destroyForcibly());
    assertEquals(137, process.waitFor());

    end(start());

    List<JournalVerdict> verdicts = Journals.verified(jvm.journal()).set().verdicts();
    assertEquals(2, verdicts.size());
    boolean isSecond = verdicts.get(0).genesis().containsKey("previous.journal");
    JournalVerdict killed = verdicts.get(isSecond ? 1 : 0);
    JournalVerdict next = verdicts.get(isSecond ? 0 : 1);
    assertNull(killed.firstBad());
    assertEquals(JournalVerdict.State.CUT, killed.state());
    assertEquals(killed.counts().records(), killed.seals().covered());
    assertEquals("sealed", next.genesis().get("previous.seal"));
    GovernedJvm.Result pinned = verify("--journal-key", "second.jwk");
    assertEquals(2, pinned.status(), pinned::toString);
  }

  @Test
  void whatIsNoNewKey_changesNothing_andIsComplainedOfOnce() throws Exception {
    SigningKey first = newKey("first");
    put(first.toPem());
    jvm.with(",journal.key=" + keyFile());
    Process process = start();
    put("nothing");
    await("no complaint", () -> errLines().size() == 1);
    SigningKey second = newKey("second");
    put(second.toPem());
    awaitSealedBy(second);
    put(first.toPem());
    await("no second complaint", () -> errLines().size() == 2);
    Files.delete(keyFile());
    await("no third complaint", () -> errLines().size() == 3);
    end(process);

    List<String> lines = errLines();
    assertTrue(
        lines.get(0).startsWith("writ: " + keyFile() + ": is no journal key: "), lines::toString);
    assertTrue(lines.get(0).endsWith("; the key that is in force stays"), lines::toString);
    assertEquals(
        "writ: "
            + keyFile()
            + ": is a key that sealed this journal before; make a new one with [keygen]; the key"
            + " that is in force stays",
        lines.get(1));
    assertEquals(
        "writ: "
            + keyFile()
            + ": cannot be read; the option [journal.key] names it; the key that is in force"
            + " stays",
        lines.get(2));
    assertEquals(3, lines.size());
    GovernedJvm.Result result = verify("--journal-key", "second.jwk");
    assertEquals(0, result.status(), result::toString);
  }

  @Test
  void stoppedProcess_leavesAGap() throws Exception {
    Process process = start();
    Path journal = checkpoint();
    long before = Files.getLastModifiedTime(journal).toMillis();
    // The first HEARTBEAT: the start is over, and the sealing thread has made rounds.
    await("no heartbeat", () -> Files.getLastModifiedTime(journal).toMillis() > before + 5_000);
    signal(process, "-STOP");
    Thread.sleep(3_000); // The time itself is what is tested.
    signal(process, "-CONT");
    await("still stopped", () -> process.isAlive());
    end(process);

    GovernedJvm.Result result = verify();
    assertEquals(0, result.status(), result::toString);
    assertTrue(
        result
            .line("gaps")
            .matches(
                "gaps {6}1: the process stood still for (2\\.9|[3-9]\\.[0-9]) s at most, its wall"
                    + " clock was set by 0\\.[0-9] s in all"),
        result::toString);
  }

  private static void signal(Process process, String signal) throws Exception {
    assertEquals(
        0, new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor());
  }

  @Test
  void diskWithLessThanTheWatermark_isWarnedOf_once() throws Exception {
    jvm.with(",journal.space.warn=1000000000");
    end(start());

    List<String> lines = errLines();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(
        lines
            .get(0)
            .matches(
                "writ: journal \\[.*]: \\[[0-9]+ MiB] are free there, fewer than"
                    + " \\[journal\\.space\\.warn=1000000000]; make room: when there is none,"
                    + " every governed call is denied"),
        lines::toString);
    GovernedJvm.Result result = verify();
    assertEquals(0, result.status(), result::toString);
    assertTrue(
        result
            .line("warnings")
            .matches(
                "warnings  1, the last at .*Z: space\\.low, [0-9]+ bytes free, watermark"
                    + " 1048576000000000, in .*"),
        result::toString);
  }

  @Test
  void epochOfAKeyFromAFile_refusesTheStart() throws Exception {
    put(newKey("first").toPem());
    jvm.with(",journal.key=" + keyFile() + ",journal.epoch=1");
    GovernedJvm.Result result = jvm.run(Idle.class);
    assertEquals(78, result.status(), result::toString);
    assertEquals(
        "writ: the start is refused: agent argument: option [journal.epoch] is for keys that are"
            + " made at boot; with [journal.key] write another key into that file",
        result.writLines().get(0));
  }
}
