package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.ConfigField;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.PruneStatement;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.SegmentName;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import io.writ.replay.JournalVerdict.State;
import io.writ.replay.PrunePlan.End;
import io.writ.tlog.NoteKey;
import io.writ.tlog.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A closed, sealed journal of {@value #SEGMENTS} segments, with records of each kind that pruning
 * keeps, and calls that end segments after they began. Its files are in memory too.
 */
final class PrunableJournal {
  static final int SEGMENTS = 5;
  static final SigningKey KEY = newKey();
  static final SigningKey RETENTION = newKey();
  static final Signatures SIGNATURES = new Signatures();
  static final Instant FUTURE = Instant.parse("2200-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");
  private static final Duration NEVER = Duration.ofHours(1);

  final Path directory;
  final Map<String, byte[]> files;
  final JournalVerdict good;

  private PrunableJournal(Path directory) throws IOException {
    this.directory = directory;
    files = SealedJournal.filesOf(directory);
    good = verify(directory);
    assertNull(good.firstBad(), () -> String.valueOf(good.firstBad()));
    assertEquals(State.CLOSED, good.state());
    assertEquals(SEGMENTS, segments(directory).size());
  }

  static SigningKey newKey() {
    return SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  }

  static JournalOptions options(Path root) {
    SealOptions often = SealOptions.of(KEY, new Signatures(), "file").every(50, NEVER, NEVER);
    return TestJournals.options(root).withSegmentBytes(1 << 20).sealed(often);
  }

  static PrunableJournal write(Path root) throws Exception {
    SegmentedJournal journal = SegmentedJournal.open(options(root));
    try (journal) {
      fill(journal, SEGMENTS);
    }
    return new PrunableJournal(journal.directory());
  }

  /** Appends until this many segments are begun. */
  static void fill(SegmentedJournal journal, int segments) {
    journal.artifact(TestJournals.ARTIFACT, List.of("root.link", "leaf.link"));
    RecordDraft open = null;
    long opened = 0;
    for (int version = 1; !isIn(journal, segments - 1); version++) {
      journal.intern(DictionaryKind.POLICY, "v" + version + "p".repeat(100_000));
      journal.configuration(configuration(version));
      for (int i = 0; i < 40; i++) {
        append(journal, 1_000L * version + i);
      }
      if (open != null) {
        journal.append(TestJournals.outcome(open, opened));
      }
      open = TestJournals.decision(journal, 1_000L * version + 900, 0);
      opened = journal.append(open);
    }
  }

  static boolean isIn(SegmentedJournal journal, int segment) {
    String name = String.valueOf(journal.file().getFileName());
    return SegmentName.numberOf(name) >= segment;
  }

  /** About 8 KiB. */
  static long append(SegmentedJournal journal, long execution) {
    RecordDraft call = TestJournals.denial(journal, execution, 0);
    call.attributes = new String[] {"a", "x".repeat(4_000), "b", "y".repeat(4_000)};
    return journal.append(call);
  }

  private static Map<String, String> configuration(int version) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(ConfigField.OUTCOME.key(), ConfigField.IN_FORCE);
    values.put(ConfigField.POLICY_ID.key(), "shop");
    values.put(ConfigField.POLICY_VERSION.key(), Integer.toString(version));
    values.put(ConfigField.POLICY_DIGEST.key(), "11".repeat(32));
    return values;
  }

  void restore() throws IOException {
    SealedJournal.replaceAll(directory, files);
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  static SealTrust trust() {
    return new SealTrust(SIGNATURES, Set.of(KEY.publicKey()), Set.of(RETENTION.publicKey()));
  }

  static JournalVerdict verify(Path at) throws IOException {
    return verify(at, trust());
  }

  static JournalVerdict verify(Path at, SealTrust trust) throws IOException {
    return new JournalVerifier(record -> {}, trust).verify(files(at));
  }

  static JournalFiles files(Path at) throws IOException {
    return JournalFiles.at(at).get(0);
  }

  static List<Path> segments(Path at) throws IOException {
    return files(at).files();
  }

  /** Before this moment the first {@code count} segments ended, and no more. */
  static Instant endOf(Path segment) throws Exception {
    SegmentHead next = Objects.requireNonNull(SegmentHead.find(segment));
    return Instant.ofEpochSecond(0, next.wallNanos() + 1);
  }

  /** A plan to prune what ended before. */
  static PrunePlan plan(Path at, Instant before, End end) throws IOException {
    JournalVerdict verdict = verify(at);
    assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
    return PrunePlan.of(files(at), verdict, before, end);
  }

  static void prune(Path at, Instant before, End end, RetentionDisk disk) throws IOException {
    Pruning.carryOut(plan(at, before, end), verify(at), RETENTION, NOW, disk);
  }

  static void prune(Path at, Instant before, End end) throws IOException {
    prune(at, before, end, RetentionDisk.real());
  }

  /** Prunes the first segments of a closed journal. */
  static void pruneFirst(Path at, int count) throws Exception {
    prune(at, endOf(at.resolve("q").resolve(SegmentName.of(count))), End.ENDED);
  }

  static PruneStatement statement(Path at) throws Exception {
    SignedNote note = SignedNote.read(at.resolve("q").resolve(PruneStatement.FILE));
    return Objects.requireNonNull(PruneStatement.find(note.unverifiedText()));
  }

  /** Has a key sign another statement in place of the one that is there. */
  static void state(Path at, PruneStatement statement, SigningKey key) throws IOException {
    NoteKey named = new NoteKey(statement.origin(), key.publicKey());
    PruneStatement own =
        new PruneStatement(
            statement.origin(),
            statement.records(),
            statement.segment(),
            statement.keptHex(),
            statement.chainHex(),
            statement.wallNanos(),
            named.print());
    Files.write(
        at.resolve("q").resolve(PruneStatement.FILE),
        SignedNote.sign(own.print(), named, key).print());
  }
}
