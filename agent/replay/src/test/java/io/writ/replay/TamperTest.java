package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.replay.JournalVerdict.State;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TamperTest {
  private final Path root;
  private final Path copies;

  private byte[] good = new byte[0];
  private List<int[]> excerpts = List.of();

  TamperTest(@TempDir Path root, @TempDir Path copies) {
    this.root = root;
    this.copies = copies;
  }

  @BeforeEach
  void writeOne() throws Exception {
    good = Files.readAllBytes(TestJournals.small(root, 3));
    excerpts = TestJournals.excerpts(good);
    assertEquals(State.CLOSED, verdictOf(good).state());
  }

  @Test
  void everyFlippedByteOfEveryRecordAndHeader_isDetectedAndNamed() throws Exception {
    int last = excerpts.size() - 1;
    for (int record = 0; record <= last; record++) {
      int[] excerpt = excerpts.get(record);
      for (int i = 0; i < excerpt[1]; i++) {
        byte[] bad = good.clone();
        bad[excerpt[0] + i] ^= (byte) (1 << (i % 8));
        JournalVerdict verdict = verdictOf(bad);
        String where = "byte " + i + " of record " + record;
        assertNotEquals(State.CLOSED, verdict.state(), where);
        boolean isHeader = i < 4;
        if (record < last || !isHeader) {
          BadRecord first = verdict.firstBad();
          assertNotNull(first, where);
          assertEquals(record, first.sequence(), where);
          assertEquals(excerpt[0], first.offset(), where);
        }
      }
    }
  }

  @Test
  void seededFlipsAnywhere_areDetectedOrOutsideTheRecords() throws Exception {
    long seed = 20_261_122L;
    Random random = new Random(seed);
    int firstRecord = excerpts.get(0)[0];
    for (int i = 0; i < 2_500; i++) {
      boolean isAmongRecords = i % 5 != 0;
      int at =
          isAmongRecords
              ? firstRecord + random.nextInt(good.length - firstRecord)
              : random.nextInt(firstRecord);
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 + random.nextInt(255));
      JournalVerdict verdict = verdictOf(bad);
      assertTrue(
          verdict.state() != State.CLOSED || at < firstRecord,
          "seed " + seed + ": byte " + at + " changed and nothing was noticed");
    }
  }

  @Test
  void truncationAtEveryByteOfTheLastThreeRecords_isNeverTakenForACleanEnd() throws Exception {
    int from = excerpts.get(excerpts.size() - 3)[0];
    for (int length = from; length < good.length; length++) {
      JournalVerdict verdict = verdictOf(Arrays.copyOf(good, length));
      assertEquals(State.CUT, verdict.state(), "cut to " + length);
      assertTrue(verdict.counts().records() >= excerpts.size() - 3, "cut to " + length);
    }
  }

  @Test
  void droppedRecord_isNamedByItsSequence() throws Exception {
    for (int i = 0; i < excerpts.size() - 1; i++) {
      BadRecord bad = verdictOf(splice(i, i + 1, new int[0])).firstBad();
      assertNotNull(bad);
      assertEquals(i, bad.sequence());
      assertEquals("expected sequence [" + i + "], found [" + (i + 1) + "]", bad.what());
    }
  }

  @Test
  void duplicatedRecord_isNamedByItsSequence() throws Exception {
    for (int i = 0; i < excerpts.size(); i++) {
      BadRecord bad = verdictOf(splice(i, i + 1, new int[] {i, i})).firstBad();
      assertNotNull(bad);
      assertEquals(i + 1, bad.sequence());
    }
  }

  @Test
  void swappedRecords_areNamedByTheFirst() throws Exception {
    for (int i = 0; i + 1 < excerpts.size(); i++) {
      BadRecord bad = verdictOf(splice(i, i + 2, new int[] {i + 1, i})).firstBad();
      assertNotNull(bad);
      assertEquals(i, bad.sequence());
    }
  }

  @Test
  void bytesAfterTheClosingRecord_areTampering() throws Exception {
    byte[] longer = Arrays.copyOf(good, good.length + 4_096);
    assertEquals(State.CLOSED, verdictOf(longer).state());

    longer[longer.length - 1] = 1;

    BadRecord bad = verdictOf(longer).firstBad();
    assertNotNull(bad);
    assertEquals(excerpts.size(), bad.sequence());
  }

  @Test
  void cutTailOfAnEarlierJournal_showsInTheNextOnesGenesis() throws Exception {
    Path first = JournalFiles.at(root).get(0).files().get(0);
    TestJournals.small(root, 1);
    int[] last = excerpts.get(excerpts.size() - 1);
    Files.write(first, Arrays.copyOf(good, last[0]));

    JournalSet set = JournalSet.verify(JournalFiles.at(root), record -> {});

    JournalVerdict verdict =
        set.verdicts().stream().filter(v -> first.startsWith(v.name())).findFirst().orElseThrow();
    BadRecord bad = verdict.firstBad();
    assertNotNull(bad);
    assertTrue(bad.what().startsWith("expected [" + excerpts.size() + "] records"), bad.what());
  }

  @Test
  void journalInAnothersDirectory_isTampering() throws Exception {
    Path stray = copies.resolve("00000000-0000-4000-8000-000000000000");
    Files.write(Files.createDirectories(stray.resolve("q")).resolve("a.cq4"), good);

    BadRecord bad = TestJournals.verify(stray).firstBad();

    assertNotNull(bad);
    assertTrue(
        bad.what().startsWith("expected journal [00000000-0000-4000-8000-000000000000]"),
        bad.what());
  }

  private JournalVerdict verdictOf(byte[] bytes) throws Exception {
    return TestJournals.verify(TestJournals.write(copies, "copy.cq4", bytes));
  }

  private byte[] splice(int from, int to, int[] replacement) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int[] first = excerpts.get(from);
    out.write(good, 0, first[0]);
    for (int i : replacement) {
      out.write(good, excerpts.get(i)[0], excerpts.get(i)[1]);
    }
    int rest = to < excerpts.size() ? excerpts.get(to)[0] : good.length;
    out.write(good, rest, good.length - rest);
    return out.toByteArray();
  }
}
