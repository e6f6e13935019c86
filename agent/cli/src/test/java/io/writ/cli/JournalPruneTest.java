package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.SegmentName;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalPruneTest {
  /** The journals' clock is the system's; by then they are old. */
  private final Instant later = Instant.now().plusSeconds(40 * 86_400L);

  private final Path directory;
  private final Path root;
  private final SigningKey key =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  private final Session session;

  JournalPruneTest(@TempDir Path directory) {
    this.directory = directory;
    root = directory.resolve("journal");
    session = new Session(directory);
  }

  @BeforeEach
  void makeKeys() throws Exception {
    session.at(later);
    session.run("", "keygen", "@retention.pem").ok();
    Files.writeString(directory.resolve("journal.pem"), key.toPem());
  }

  private SegmentedJournal open() throws Exception {
    SealOptions seal = SealOptions.of(key, new Signatures(), "file");
    return SegmentedJournal.open(
        JournalOptions.of(root, "0.1.0")
            .under("shop", 3, "11".repeat(32), "pinned")
            .withSegmentBytes(1 << 20)
            .sealed(seal));
  }

  private Path write() throws Exception {
    try (SegmentedJournal journal = open()) {
      fill(journal);
      return journal.directory();
    }
  }

  /** Three segments. */
  private static void fill(SegmentedJournal journal) {
    RecordDraft draft = new RecordDraft();
    draft.executionHigh = journal.runtimeIdHigh();
    draft.actionId = journal.intern(DictionaryKind.ACTION, "jdk:file.read");
    draft.decision = RecordDraft.DENIED;
    draft.attributes = new String[] {"a", "x".repeat(4_000), "b", "x".repeat(4_000)};
    draft.attributeCount = 2;
    for (int n = 1; !journal.file().endsWith(SegmentName.of(2)); n++) {
      draft.executionLow = n;
      journal.append(draft);
    }
  }

  private Session.Result prune(String... more) {
    String[] arguments = {"journal", "prune", "@journal", "--key", "@retention.pem"};
    return session.run("", Session.with(arguments, more));
  }

  private static long segments(Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal.resolve("q"))) {
      return files.filter(file -> file.toString().endsWith(SegmentName.SUFFIX)).count();
    }
  }

  @Test
  void oldJournal_isPrunedOnce_andVerifiesUnderItsKeyAlone() throws Exception {
    Path journal = write();
    String dry = prune("--older-than", "30", "--dry-run").ok();
    assertTrue(
        dry.matches("would     .*: records 0 to \\d+ are to be pruned; 3 segments, \\d+ bytes"),
        dry);
    assertEquals(3, segments(journal));
    assertFalse(Files.exists(root.resolve("prune.lock")));

    String pruned = prune("--older-than", "30").ok();
    assertTrue(
        pruned.matches("pruned    .*: records 0 to \\d+ are pruned; 3 segments, \\d+ bytes"),
        pruned);
    assertEquals(0, segments(journal));
    String again = prune("--before", "2026-01-01T00:00:00Z").ok();
    assertTrue(
        again.matches("unchanged .*: no segment that may go ended before 2026-01-01T00:00:00Z"),
        again);

    String verified =
        session.run("", "verify", "--retention-key", "@retention.jwk", "@journal").ok();
    assertTrue(
        verified.contains("\npruned    records 0 to ") && verified.contains(" by writ.journal/"),
        verified);
    assertTrue(verified.contains("verdict   INTACT, closed by its writer"), verified);
    Session.Result without = session.run("", "verify", "@journal");
    assertEquals(1, without.exitCode());
    assertTrue(
        without.out().contains("says that they were pruned: name it with --retention-key if"),
        without::out);
    assertEquals(
        0, session.run("", "show", "--retention-key", "@retention.jwk", "@journal").exitCode());
    String doctor = session.run("", "doctor", "--journal", "@journal").out();
    assertTrue(doctor.contains("the last of [1] journals is pruned; see [verify]"), doctor);
    Session.Result learned =
        session.run("", "policy", "learn", "@journal", "--id", "shop", "--out", "@learned.yaml");
    assertEquals(1, learned.exitCode(), learned::err);
    assertTrue(
        learned.err().contains(": records of the journal were pruned; a policy"), learned::err);
    session
        .run("", "journal", "export", "@journal/" + journal.getFileName(), "@log")
        .expect(
            1,
            "writ: nothing is exported: records of the journal were pruned, and an export has all");
  }

  @Test
  void runningJournal_keepsItsLastTwoSegments() throws Exception {
    try (SegmentedJournal journal = open()) {
      fill(journal);
      while (prune("--older-than", "0", "--dry-run").ok().startsWith("unchanged")) {
        Thread.onSpinWait(); // Until a checkpoint covers all of the first segment.
      }
      String pruned = prune("--older-than", "0").ok();
      assertTrue(pruned.contains("are pruned; 1 segments"), pruned);
      assertEquals(2, segments(journal.directory()));
      Path own = journal.directory();
      String named =
          session
              .run(
                  "",
                  "journal",
                  "prune",
                  own.toString(),
                  "--key",
                  "@retention.pem",
                  "--older-than",
                  "0")
              .ok();
      assertTrue(named.startsWith("unchanged"), named);
    }
  }

  @Test
  void tamperedJournal_isLeftAsItIs_andTheOthersGoOn() throws Exception {
    Path bad = write();
    Path good = write();
    Path segment = bad.resolve("q").resolve(SegmentName.of(1));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 3] ^= 1;
    Files.write(segment, bytes);
    Session.Result result = prune("--older-than", "1");
    assertEquals(1, result.exitCode());
    assertTrue(
        result.out().contains("refused   ") && result.out().contains("pruned    "), result::out);
    assertEquals(3, segments(bad));
    assertEquals(0, segments(good));
  }

  @Test
  void keysAndMomentsThatCannotBe_areRefused() throws Exception {
    Path journal = write();
    Session.Result own =
        session.run(
            "", "journal", "prune", "@journal", "--key", "@journal.pem", "--older-than", "1");
    assertEquals(1, own.exitCode());
    assertTrue(
        own.out().contains("the key seals this journal; make one for retention alone"), own::out);
    session.run("", "keygen", "@es.pem", "--algorithm", "ES256").ok();
    Session.Result es =
        session.run("", "journal", "prune", "@journal", "--key", "@es.pem", "--older-than", "1");
    assertEquals(1, es.exitCode());
    assertTrue(es.err().contains("is for [ES256]; a retention key is Ed25519"), es::err);
    assertEquals(4, prune("--before", "2199-01-01T00:00:00Z").exitCode());
    assertEquals(4, prune("--older-than", "-1").exitCode());
    assertEquals(4, prune().exitCode());
    assertEquals(4, prune("--older-than", "1", "--before", "2026-01-01T00:00:00Z").exitCode());
    for (Path other : new Path[] {journal.resolve("q"), journal.resolve("t")}) {
      Session.Result result =
          session.run(
              "",
              "journal",
              "prune",
              other.toString(),
              "--key",
              "@retention.pem",
              "--older-than",
              "1");
      assertEquals(4, result.exitCode(), result::err);
    }
    assertEquals(3, segments(journal));
  }

  @Test
  void secondPruning_waitsForTheFirst() throws Exception {
    Path journal = write();
    try (PruneLock ignored = PruneLock.take(root)) {
      Session.Result result = prune("--older-than", "1");
      assertEquals(3, result.exitCode());
      assertTrue(result.err().contains("another process prunes under ["), result::err);
    }
    assertEquals(3, segments(Objects.requireNonNull(journal)));
  }
}
