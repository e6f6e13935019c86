package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.CheckpointNames;
import io.writ.core.lineage.KeptRecord;
import io.writ.core.lineage.PruneStatement;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentName;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is changed of a pruned journal is found, by whoever lacks the keys and by who does not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PruneTamperTest {
  private static final int PRUNED = 3;
  private static final long SEED = Long.getLong("writ.tamper.seed", 20_261_123);

  private final PrunableJournal journal;
  private final PrunableJournal other;
  private final Path at;
  private final Map<String, byte[]> files;
  private final PruneStatement stated;
  private final JournalVerdict good;

  PruneTamperTest(@TempDir Path root, @TempDir Path elsewhere) throws Exception {
    journal = PrunableJournal.write(root);
    other = PrunableJournal.write(elsewhere);
    at = journal.directory;
    PrunableJournal.pruneFirst(at, PRUNED);
    PrunableJournal.pruneFirst(other.directory, PRUNED);
    files = SealedJournal.filesOf(at);
    stated = PrunableJournal.statement(at);
    good = PrunableJournal.verify(at);
    assertEquals(State.CLOSED, good.state());
  }

  @BeforeEach
  void putBack() throws IOException {
    SealedJournal.replaceAll(at, files);
  }

  private Path note() {
    return journal.path("q").resolve(PruneStatement.FILE);
  }

  private Path kept() {
    return journal.path("q").resolve(stated.keptFile());
  }

  private BadRecord assertTampered(String change) throws IOException {
    JournalVerdict verdict = PrunableJournal.verify(at);
    assertEquals(State.TAMPERED, verdict.state(), () -> change + " gave " + verdict);
    BadRecord bad = verdict.firstBad();
    assertNotNull(bad);
    return bad;
  }

  private void assertTampered(String change, String what) throws IOException {
    String found = assertTampered(change).what();
    assertTrue(found.contains(what), () -> change + ": " + found);
    putBack();
  }

  @Test
  void everyByteOfTheNote_andBitsOfTheKeptRecords_count() throws Exception {
    byte[] bytes = Files.readAllBytes(note());
    for (int i = 0; i < bytes.length; i++) {
      byte[] bad = bytes.clone();
      bad[i] ^= (byte) (1 << (i % 8));
      Files.write(note(), bad);
      assertTampered("byte " + i + " of the note");
    }
    putBack();
    Random random = new Random(SEED);
    byte[] records = Files.readAllBytes(kept());
    for (int i = 0; i < 60; i++) {
      byte[] bad = records.clone();
      int bit = random.nextInt(bad.length * 8);
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(kept(), bad);
      assertTampered("seed " + SEED + ", bit " + bit + " of the kept records");
    }
  }

  @Test
  void filesDeletedCutOrLengthened_areMissed() throws Exception {
    int cases = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey();
      boolean isRead =
          TileNames.reasonFor(name, good.counts().records()).isEmpty()
              && !name.endsWith(SegmentName.of(PrunableJournal.SEGMENTS - 1));
      if (!isRead) {
        continue; // The last segment cut: as with any journal, and tried there.
      }
      Files.delete(journal.path(name));
      assertTampered(name + " deleted");
      byte[] bytes = file.getValue();
      Files.write(journal.path(name), java.util.Arrays.copyOf(bytes, bytes.length / 2));
      assertTampered(name + " cut");
      if (!name.endsWith(".cq4")) {
        Files.write(journal.path(name), java.util.Arrays.copyOf(bytes, bytes.length + 4));
        assertTampered(name + " lengthened");
      }
      Files.write(journal.path(name), bytes);
      cases++;
    }
    assertTrue(cases >= 6, "cases: " + cases);
  }

  @Test
  void bitOfEachTile_counts() throws Exception {
    for (String name : files.keySet()) {
      if (!name.startsWith("t/tile")
          || TileNames.reasonFor(name, good.counts().records()).isPresent()) {
        continue;
      }
      byte[] bytes = files.get(name).clone();
      for (int at = 3; at < bytes.length; at += 320) {
        bytes[at] ^= 8;
        Files.write(journal.path(name), bytes);
        assertTampered(name + " byte " + at);
        bytes[at] ^= 8;
      }
      Files.write(journal.path(name), bytes);
    }
  }

  @Test
  void noteOfAnotherJournalKeyOrTime_countsForNothing() throws Exception {
    Path foreign = other.directory.resolve("q").resolve(PruneStatement.FILE);
    Files.copy(foreign, note(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertTampered("the note of another journal");
    PruneStatement theirs = PrunableJournal.statement(other.directory);
    Files.copy(
        other.directory.resolve("q").resolve(theirs.keptFile()),
        journal.path("q").resolve(theirs.keptFile()),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertTampered("note and kept records of another journal");
    putBack();
    PrunableJournal.state(at, stated, PrunableJournal.newKey());
    assertTampered("signed by another key", "name it with --retention-key if that is the one");
    PrunableJournal.state(at, stated, PrunableJournal.KEY);
    assertTampered("signed by the journal's key", "a retention key, found the journal's own");
    journal.restore();
    PrunableJournal.pruneFirst(at, 1);
    Map<String, byte[]> older = SealedJournal.filesOf(at);
    putBack();
    for (Map.Entry<String, byte[]> file : older.entrySet()) {
      if (file.getKey().startsWith("q/pruned")) {
        Files.write(journal.path(file.getKey()), file.getValue());
      }
    }
    assertTampered("the note of an earlier pruning", "expected segment [1], found [3]");
  }

  private PruneStatement with(
      String origin, long records, long segment, String keptHex, String chainHex) {
    return new PruneStatement(
        origin, records, segment, keptHex, chainHex, stated.wallNanos(), stated.vkey());
  }

  /** The key may delete; it may not say what is not so. */
  @Test
  void statementByTheRightKeyThatIsNotSo_isFound() throws Exception {
    String origin = stated.origin();
    long n = stated.records();
    long s = stated.segment();
    String kept = stated.keptHex();
    String chain = stated.chainHex();
    String zeros = "00".repeat(32);
    for (long moved : new long[] {n - 1, n + 1, n / 2, good.counts().records(), 1L << 60}) {
      Files.copy(kept(), journal.path("q").resolve(PruneStatement.keptFile(moved)));
      for (long first : new long[] {s, s - 1, s + 1, PrunableJournal.SEGMENTS}) {
        PrunableJournal.state(
            at, with(origin, moved, first, kept, chain), PrunableJournal.RETENTION);
        assertTampered(moved + " records, " + first + " segments");
      }
    }
    putBack();
    for (long first : new long[] {s - 1, s + 1, PrunableJournal.SEGMENTS, SegmentName.MAX}) {
      PrunableJournal.state(at, with(origin, n, first, kept, chain), PrunableJournal.RETENTION);
      assertTampered(first + " segments");
    }
    PrunableJournal.state(at, with(origin, n, s, zeros, chain), PrunableJournal.RETENTION);
    assertTampered("other kept records", "found others");
    PrunableJournal.state(at, with(origin, n, s, kept, zeros), PrunableJournal.RETENTION);
    assertTampered("another chain", "SEG_OPEN to name the chain value of the record before");
    String foreign = CheckpointNames.originOf(UUID.randomUUID().toString());
    PrunableJournal.state(at, with(foreign, n, s, kept, chain), PrunableJournal.RETENTION);
    assertTampered("another journal", "expected what was pruned of");
  }

  private interface Change {
    void of(List<Excerpts.Piece> records);
  }

  /** Changes the kept records and states what came of it, by the right key. */
  private void keep(String change, String what, Change how) throws Exception {
    List<Excerpts.Piece> records = new ArrayList<>();
    for (Excerpts.Piece piece : Excerpts.of(Files.readAllBytes(kept())).records()) {
      records.add(piece.copy());
    }
    how.of(records);
    byte[] bytes = new Excerpts(records, new byte[0]).print();
    Files.write(kept(), bytes);
    String hex = HexFormat.of().formatHex(Sha256.of(bytes));
    SigningKey key = PrunableJournal.RETENTION;
    PrunableJournal.state(
        at, with(stated.origin(), stated.records(), stated.segment(), hex, stated.chainHex()), key);
    assertTampered(change, what);
  }

  @Test
  void keptRecordsThatTheRightKeyChanged_areFound() throws Exception {
    keep("GENESIS removed", "from GENESIS on", records -> records.remove(0));
    keep("all removed", "expected a sealed journal", List::clear);
    keep("two swapped", "in order, found sequence", records -> Collections.swap(records, 2, 3));
    keep("one repeated", "in order, found sequence", records -> records.add(1, records.get(1)));
    keep(
        "one changed",
        "that the tiles prove",
        records -> {
          ByteBuffer record = records.get(1).record();
          record.putLong(RecordLayout.WALL_NANOS, 5);
          record.putInt(RecordLayout.CRC, RecordSums.crcOf(record, new CRC32C()));
        });
    keep(
        "one moved to another number",
        "that the tiles prove",
        records -> {
          ByteBuffer record = records.get(1).record();
          record.putLong(RecordLayout.SEQUENCE, record.getLong(RecordLayout.SEQUENCE) + 1);
          record.putInt(RecordLayout.CRC, RecordSums.crcOf(record, new CRC32C()));
        });
    for (RecordType type :
        List.of(RecordType.DECISION, RecordType.SEAL, RecordType.SEG_CLOSE, RecordType.DICT)) {
      Excerpts.Piece added = dropped(type);
      keep(
          type + " added",
          "expected only records that are kept, found type [" + type.code() + "]",
          records -> records.add(placeOf(records, added), added));
    }
  }

  /** The first record of a type that was pruned and not kept; GENESIS has a SEAL behind it. */
  private Excerpts.Piece dropped(RecordType type) {
    for (int segment = 0; segment < stated.segment(); segment++) {
      byte[] bytes = Objects.requireNonNull(journal.files.get("q/" + SegmentName.of(segment)));
      for (Excerpts.Piece piece : Excerpts.of(bytes).records()) {
        if (piece.isOf(type) && !KeptRecord.isKept(piece.record())) {
          return piece;
        }
      }
    }
    throw new AssertionError("no " + type + " was pruned");
  }

  private static int placeOf(List<Excerpts.Piece> records, Excerpts.Piece added) {
    long sequence = added.record().getLong(RecordLayout.SEQUENCE);
    int place = 0;
    while (place < records.size()
        && records.get(place).record().getLong(RecordLayout.SEQUENCE) < sequence) {
      place++;
    }
    return place;
  }

  @Test
  void prunedSegmentsThatAreThereAgain_whateverTheyHold_makeNoDifference() throws Exception {
    Files.write(journal.path("q").resolve(SegmentName.of(0)), new byte[] {1, 2, 3});
    Files.write(
        journal.path("q").resolve(SegmentName.of(1)),
        journal.files.getOrDefault("q/" + SegmentName.of(2), new byte[0]));
    assertEquals(good, PrunableJournal.verify(at));
  }

  @Test
  void noteInFrontOfAWholeJournal_withoutSegmentsMissing_staysWhatItIs() throws Exception {
    journal.restore();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(journal.path(file.getKey()), file.getValue());
    }
    assertEquals(good, PrunableJournal.verify(at));
    Files.delete(note());
    assertEquals(journal.good, PrunableJournal.verify(at));
  }
}
