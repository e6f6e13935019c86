package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.DictionaryLayout;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentCloseLayout;
import io.writ.core.lineage.SegmentName;
import io.writ.core.lineage.SegmentOpenLayout;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(value = JournalStore.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
class SegmentsTest {
  private static final int COUNT = 4;

  private final JournalStore store;
  private final Path root;
  private Path journal = Path.of("");

  SegmentsTest(JournalStore store, @TempDir Path root) {
    this.store = store;
    this.root = root;
  }

  @BeforeEach
  void writeOne() throws Exception {
    journal = TestJournals.segments(root, COUNT, store);
  }

  @Test
  void segments_verifyAsOneJournalWithTheirTexts() throws Exception {
    List<JournalRecord> records = new ArrayList<>();
    JournalVerdict verdict =
        new JournalVerifier(records::add).verify(JournalFiles.at(journal).get(0));

    assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
    assertEquals(State.CLOSED, verdict.state());
    assertEquals(COUNT, JournalFiles.at(journal).get(0).files().size());
    assertEquals(records.size(), verdict.counts().denied());
    for (JournalRecord record : records) {
      assertEquals("com.acme.Payments#pay(J)V", record.site());
      assertEquals("spiffe://acme/agent/7", record.principal());
    }
    try (Stream<Path> left = Files.list(journal.resolve("q"))) {
      int own = store == JournalStore.CHRONICLE ? 1 : 0;
      assertEquals(COUNT + own, left.count(), "segments and the queue's own file, no reserve");
    }
  }

  @Test
  void eachSegmentAlone_isReadableAndProvesNoEnd() throws Exception {
    long records = 0;
    for (int n = 0; n < COUNT; n++) {
      List<JournalRecord> seen = new ArrayList<>();
      JournalVerdict verdict =
          new JournalVerifier(seen::add).verify(JournalFiles.at(file(n)).get(0));
      assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
      assertEquals(State.CUT, verdict.state());
      assertTrue(!seen.isEmpty() || n == COUNT - 1);
      records += verdict.counts().records();
    }
    assertEquals(TestJournals.verify(journal).counts().records(), records);
  }

  @Test
  void segmentAloneThatWasChanged_isTampering() throws Exception {
    byte[] bytes = Files.readAllBytes(file(1));
    for (int[] excerpt : TestJournals.excerpts(bytes)) {
      byte[] bad = bytes.clone();
      bad[excerpt[0] + excerpt[1] / 2] ^= 1;
      Files.write(file(1), bad);
      assertEquals(State.TAMPERED, TestJournals.verify(file(1)).state());
    }
  }

  @Test
  void missingFirstOrMiddleSegment_isNamed() throws Exception {
    assertBad("expected segment [0], found [1]", () -> Files.delete(file(0)));
    assertBad("expected segment [1], found [2]", () -> Files.delete(file(1)));
    assertBad("expected segment [2], found [3]", () -> Files.delete(file(2)));
  }

  /** Its fields were read before its length was checked. */
  @Test
  void openingRecordWithoutItsTail_isTampering() throws Exception {
    List<Path> both = List.of(file(0), file(1));
    byte[] second = Files.readAllBytes(file(1));
    Excerpts opening = Excerpts.of(second);
    List<Excerpts.Piece> pieces = new ArrayList<>(opening.pieces());
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i).isOf(RecordType.SEG_OPEN)) {
        ByteBuffer head = ByteBuffer.allocate(RecordLayout.TAIL).order(ByteOrder.LITTLE_ENDIAN);
        head.put(0, pieces.get(i).record(), 0, RecordLayout.TAIL);
        head.putInt(RecordLayout.LENGTH, RecordLayout.TAIL);
        pieces.set(i, Excerpts.Piece.of(head));
      }
    }
    Files.write(file(1), new Excerpts(pieces, new byte[0]).print());
    new Forger().forge(both, record -> {});
    BadRecord bad = TestJournals.verify(journal).firstBad();
    assertNotNull(bad);
    assertEquals("expected 16 bytes, 0 are left at byte 288 of the record", bad.what());
    assertEquals(State.TAMPERED, TestJournals.verify(file(1)).state());
  }

  @Test
  void missingLastSegments_areACutEnd() throws Exception {
    Files.delete(file(3));
    assertEquals(State.CUT, TestJournals.verify(journal).state());
    Files.delete(file(2));
    assertEquals(State.CUT, TestJournals.verify(journal).state());
  }

  @Test
  void swappedSegments_areNamed() throws Exception {
    assertBad(
        "expected segment [1], found [2]",
        () -> {
          Path aside = journal.resolve("aside");
          Files.move(file(1), aside);
          Files.move(file(2), file(1));
          Files.move(aside, file(2));
        });
  }

  @Test
  void duplicatedSegment_isNamed() throws Exception {
    assertBad(
        "expected segment [3], found [2]",
        () -> {
          Files.move(file(3), file(4));
          Files.copy(file(2), file(3));
        });
    assertBad(
        "expected nothing after the closing record, found another",
        () -> Files.copy(file(3), file(4)));
  }

  @Test
  void renamedSegment_isNamed() throws Exception {
    assertBad(
        "expected segment [7] as the file's name says, found [3]",
        () -> Files.move(file(3), file(7)));
  }

  @Test
  void segmentOfAnotherJournal_isNamed() throws Exception {
    Path other = TestJournals.segments(root, COUNT, store);
    BadRecord bad =
        badAfter(
            () -> {
              Files.delete(file(2));
              Files.copy(other.resolve("q").resolve(SegmentName.of(2)), file(2));
            });
    assertTrue(
        bad.what().startsWith("expected a segment of journal [" + journal.getFileName()),
        bad::what);
  }

  @Test
  void segmentWithoutItsClose_isNamedWhenAnotherFollows() throws Exception {
    BadRecord bad = badAfter(() -> cutLastRecord(1));
    assertTrue(bad.what().startsWith("expected "), bad::what);
    assertEquals(file(2), bad.file());
  }

  @Test
  void anEndOfTheKindThatAKillLeaves_isCut() throws Exception {
    byte[] next = Files.readAllBytes(file(3));
    int opening = TestJournals.excerpts(next).get(0)[0];
    for (int length : new int[] {0, 4, 5, 100, opening, opening + 5, opening + 100}) {
      byte[] begun = new byte[1 << 20];
      System.arraycopy(next, 0, begun, 0, length);
      // A header is set when what is behind it is there; until then Chronicle says "not complete".
      int open = length > opening ? opening : 0;
      if (length > 0 && length != opening) {
        ByteBuffer.wrap(begun).order(ByteOrder.LITTLE_ENDIAN).putInt(open, Integer.MIN_VALUE);
      }
      Files.write(file(3), begun);
      JournalVerdict verdict = TestJournals.verify(journal);
      assertEquals(State.CUT, verdict.state(), () -> length + ": " + verdict.firstBad());
    }
    Files.delete(file(3));
    byte[] last = Files.readAllBytes(file(2));
    List<int[]> excerpts = TestJournals.excerpts(last);
    int[] close = excerpts.get(excerpts.size() - 1);
    int mark = close[0] + close[1];
    for (int length : new int[] {mark + 8, mark + 7, mark + 5, mark + 4, mark, close[0]}) {
      byte[] begun = new byte[last.length];
      System.arraycopy(last, 0, begun, 0, length);
      Files.write(file(2), begun);
      Files.write(file(3), new byte[1 << 20]);
      JournalVerdict verdict = TestJournals.verify(journal);
      assertEquals(State.CUT, verdict.state(), () -> length + ": " + verdict.firstBad());
    }
  }

  @Test
  void bytesBehindASegmentsClose_areTampering() throws Exception {
    byte[] last = Files.readAllBytes(file(2));
    List<int[]> excerpts = TestJournals.excerpts(last);
    int[] close = excerpts.get(excerpts.size() - 1);
    for (int at = close[0] + close[1]; at < last.length; at += at < close[0] + 400 ? 1 : 997) {
      byte[] bad = last.clone();
      bad[at] ^= 5;
      Files.write(file(2), bad);
      assertEquals(State.TAMPERED, TestJournals.verify(journal).state(), "byte " + at);
    }
  }

  @Test
  void nextJournal_namesTheLastSegmentsEnd() throws Exception {
    TestJournals.small(root, 1, store);
    JournalSet set = JournalSet.verify(BootOrder.sort(JournalFiles.at(root)), record -> {});
    assertEquals(
        List.of(State.CLOSED, State.CLOSED),
        set.verdicts().stream().map(JournalVerdict::state).toList());
    JournalVerdict second = set.verdicts().get(1);
    assertEquals("clean", second.genesis().get("previous.end"));
    assertEquals(
        Long.toString(set.verdicts().get(0).counts().records()),
        second.genesis().get("previous.records"));
  }

  @Test
  void deletedLastSegment_showsInTheNextJournal() throws Exception {
    TestJournals.small(root, 1, store);
    Files.delete(file(3));
    JournalSet set = JournalSet.verify(BootOrder.sort(JournalFiles.at(root)), record -> {});
    assertEquals(State.TAMPERED, set.verdicts().get(0).state());
  }

  @Test
  void forgedChainWithoutOtherChange_isNotFound() throws Exception {
    forge((forger, record) -> {});
    assertEquals(State.CLOSED, TestJournals.verify(journal).state());
  }

  @Test
  void textDefinedAgainAsAnother_isFound() throws Exception {
    for (DictionaryKind kind : DictionaryKind.values()) {
      if (kind == DictionaryKind.RULE || kind.isDocument()) {
        continue; // None is in this journal.
      }
      BadRecord bad =
          badAfter(
              () ->
                  forge(
                      (forger, record) -> {
                        boolean isAgain = record.getLong(RecordLayout.SEQUENCE) > 100;
                        if (isAgain
                            && record.get(RecordLayout.TYPE) == RecordType.DICT.code()
                            && record.get(DictionaryLayout.KIND) == kind.code()) {
                          record.put(DictionaryLayout.TEXT, (byte) '?');
                        }
                      }));
      assertEquals(
          "expected the text that number [1] of kind ["
              + kind.code()
              + "] had before, found another",
          bad.what());
    }
  }

  @Test
  void numberThatItsSegmentDoesNotDefine_isFound() throws Exception {
    BadRecord bad =
        badAfter(
            () ->
                forge(
                    (forger, record) -> {
                      boolean isAgain = record.getLong(RecordLayout.SEQUENCE) > 100;
                      if (isAgain
                          && record.get(RecordLayout.TYPE) == RecordType.DICT.code()
                          && record.get(DictionaryLayout.KIND) == DictionaryKind.SITE.code()) {
                        record.put(DictionaryLayout.KIND, (byte) 99);
                      }
                    }));
    assertEquals(
        "expected a SITE that a DICT record before it in its segment defines, found [1]",
        bad.what());
  }

  @Test
  void segmentOpenThatDisagrees_isFound() throws Exception {
    assertEquals(
        "expected SEG_OPEN to name the chain value of the record before",
        badAfter(() -> forgeOpenings((forger, record) -> {})).what());
    assertEquals(
        "expected segment [1], found [5]",
        badAfter(
                () ->
                    forgeOpenings(
                        (forger, record) -> {
                          record.putLong(SegmentOpenLayout.SEGMENT, 5);
                          record.put(SegmentOpenLayout.CHAIN_BEFORE, forger.chain());
                        }))
            .what());
  }

  @Test
  void segmentCloseThatDisagrees_isFound() throws Exception {
    assertEquals(
        "expected known flags at the close, found [2]",
        badAfter(() -> forgeClose(SegmentCloseLayout.FLAGS, 2)).what());
    assertEquals(
        "expected nothing after the closing record, found another",
        badAfter(() -> forgeClose(SegmentCloseLayout.FLAGS, 1)).what());
    assertTrue(
        badAfter(() -> forgeClose(SegmentCloseLayout.RECORDS, 7)).what().endsWith("found [7]"));
  }

  private interface Forgery {
    void make(Forger forger, ByteBuffer record);
  }

  /** SEG_OPEN follows what was changed before it, so that nothing else is wrong. */
  private void forge(Forgery forgery) throws IOException {
    forgeAll(
        (forger, record) -> {
          if (record.get(RecordLayout.TYPE) == RecordType.SEG_OPEN.code()) {
            record.put(SegmentOpenLayout.CHAIN_BEFORE, forger.chain());
          }
          forgery.make(forger, record);
        });
  }

  private void forgeClose(int at, long value) throws IOException {
    forge(
        (forger, record) -> {
          if (record.get(RecordLayout.TYPE) == RecordType.SEG_CLOSE.code()) {
            record.putLong(at, value);
          }
        });
  }

  /** The first record differs, so every chain value does. */
  private void forgeOpenings(Forgery forgery) throws IOException {
    forgeAll(
        (forger, record) -> {
          if (record.get(RecordLayout.TYPE) == RecordType.SEG_OPEN.code()) {
            forgery.make(forger, record);
          } else if (record.get(RecordLayout.TYPE) == RecordType.GENESIS.code()) {
            record.putLong(RecordLayout.WALL_NANOS, 1);
          }
        });
  }

  private void forgeAll(Forgery forgery) throws IOException {
    try {
      Forger forger = new Forger();
      forger.forge(JournalFiles.at(journal).get(0).files(), record -> forgery.make(forger, record));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  private void assertBad(String what, Change change) throws IOException {
    assertEquals(what, badAfter(change).what());
  }

  /** The first bad record after a change, which is undone. */
  private BadRecord badAfter(Change change) throws IOException {
    Path queue = journal.resolve("q");
    Path good = Files.createDirectory(root.resolve("good"));
    List<Path> files = JournalFiles.at(journal).get(0).files();
    for (Path file : files) {
      Files.copy(file, good.resolve(String.valueOf(file.getFileName())));
    }
    change.make();
    BadRecord bad = TestJournals.verify(journal).firstBad();
    try (Stream<Path> changed = Files.list(queue)) {
      for (Path file : changed.filter(f -> f.toString().endsWith(".cq4")).toList()) {
        Files.delete(file);
      }
    }
    for (Path file : files) {
      Files.move(good.resolve(String.valueOf(file.getFileName())), file);
    }
    Files.delete(good);
    assertNotNull(bad);
    return bad;
  }

  private void cutLastRecord(int segment) throws IOException {
    byte[] bytes = Files.readAllBytes(file(segment));
    List<int[]> excerpts = TestJournals.excerpts(bytes);
    Arrays.fill(bytes, excerpts.get(excerpts.size() - 1)[0], bytes.length, (byte) 0);
    Files.write(file(segment), bytes);
  }

  private Path file(int segment) {
    return journal.resolve("q").resolve(SegmentName.of(segment));
  }
}
