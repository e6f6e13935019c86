package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.GapLayout;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.WarningField;
import io.writ.journal.FreeSpace;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standstills, clocks that are set, and disks that fill, as a journal tells of them. */
class IncidentTest {
  private static final long SECOND = 1_000_000_000L;

  private final Path root;
  private final AtomicLong monotonic = new AtomicLong(1);
  private final AtomicLong wall = new AtomicLong(1_767_225_600L * SECOND);
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong looks = new AtomicLong();

  IncidentTest(@TempDir Path root) {
    this.root = root;
  }

  private JournalOptions options() {
    return TestJournals.options(root)
        .withSegmentBytes(1 << 20)
        .by(() -> Instant.ofEpochSecond(0, wall.get()))
        .sealed(
            RotatedJournal.fast(RotatedJournal.newKey())
                .by(
                    () -> {
                      looks.incrementAndGet();
                      return monotonic.get();
                    }))
        .complainingTo(complaints::add);
  }

  private static void await(String what, BooleanSupplier isTrue) {
    long deadline = System.nanoTime() + 20 * SECOND;
    while (!isTrue.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, what);
      Thread.onSpinWait();
    }
  }

  /** Long enough for the sealing thread to look several times. */
  private void awaitLooks() {
    long from = looks.get();
    await("the thread looks at its clock", () -> looks.get() > from + 30);
  }

  private JournalVerdict verify(SegmentedJournal journal) throws IOException {
    JournalVerdict verdict = RotatedJournal.verify(journal.directory());
    assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
    assertEquals(State.CLOSED, verdict.state());
    return verdict;
  }

  @Test
  void processThatStoodStill_isRecordedOnce() throws Exception {
    SegmentedJournal journal = SegmentedJournal.open(options());
    journal.recordGaps();
    awaitLooks();
    monotonic.addAndGet(5 * SECOND);
    wall.addAndGet(5 * SECOND);
    awaitLooks();
    journal.close();
    Incidents found = verify(journal).incidents();
    assertEquals(1, found.gaps());
    assertTrue(found.longestStillNanos() > 4 * SECOND, found::toString);
    assertTrue(found.longestStillNanos() <= 5 * SECOND, found::toString);
    assertEquals(0, found.wallStepNanos() / SECOND);
  }

  @Test
  void wallClockThatWasSet_isRecorded_forthAndBack() throws Exception {
    SegmentedJournal journal = SegmentedJournal.open(options());
    journal.recordGaps();
    awaitLooks();
    wall.addAndGet(3_600 * SECOND);
    awaitLooks();
    wall.addAndGet(-3_600 * SECOND);
    awaitLooks();
    journal.close();
    Incidents found = verify(journal).incidents();
    assertEquals(2, found.gaps());
    assertEquals(0, found.longestStillNanos());
    assertEquals(7_200 * SECOND, found.wallStepNanos());
  }

  @Test
  void lessThanASecond_andTheStart_areNoGaps() throws Exception {
    SegmentedJournal journal = SegmentedJournal.open(options());
    awaitLooks();
    monotonic.addAndGet(20 * SECOND);
    awaitLooks();
    journal.recordGaps();
    awaitLooks();
    monotonic.addAndGet(SECOND / 2);
    wall.addAndGet(SECOND);
    awaitLooks();
    journal.close();
    assertEquals(Incidents.NONE, verify(journal).incidents());
  }

  @Test
  void gapOfLess_orOfAnotherLength_isTampering() throws Exception {
    SegmentedJournal journal = SegmentedJournal.open(options());
    journal.recordGaps();
    awaitLooks();
    monotonic.addAndGet(5 * SECOND);
    awaitLooks();
    journal.close();
    Path segment = journal.directory().resolve("q/00000000.cq4");
    byte[] good = Files.readAllBytes(segment);
    for (long[] wrong : new long[][] {{SECOND, -SECOND}, {0, 0}, {-1, 5 * SECOND}}) {
      Files.write(segment, good);
      new Forger()
          .forge(
              List.of(segment),
              record -> {
                if (record.get(RecordLayout.TYPE) == RecordType.GAP.code()) {
                  record.putLong(GapLayout.STILL_NANOS, wrong[0]);
                  record.putLong(GapLayout.WALL_STEP_NANOS, wrong[1]);
                }
              });
      BadRecord bad = RotatedJournal.verify(journal.directory()).firstBad();
      assertEquals(
          "expected a GAP of more than a second, found ["
              + wrong[0]
              + "] and ["
              + wrong[1]
              + "] ns",
          bad == null ? null : bad.what());
    }
  }

  /** Fills segments, so that the thread that makes them looks at the disk again. */
  private static void fill(SegmentedJournal journal, BooleanSupplier isEnough) {
    RecordDraft draft = TestJournals.denial(journal, 1, 0);
    draft.attributes = new String[] {"a", "x".repeat(4_000)};
    draft.attributeCount = 2;
    await(
        "the disk is looked at",
        () -> {
          journal.append(draft);
          return isEnough.getAsBoolean();
        });
  }

  @Test
  void diskThatFills_isWarnedOfOnce_andAgainWhenItWasBack() throws Exception {
    long mark = 100L << 20;
    AtomicLong free = new AtomicLong(mark - 1);
    AtomicLong asked = new AtomicLong();
    FreeSpace disk =
        directory -> {
          asked.incrementAndGet();
          return free.get();
        };
    SegmentedJournal journal = SegmentedJournal.open(options().warningBelow(mark).seeing(disk));
    long first = asked.get();
    fill(journal, () -> asked.get() > first + 1);
    assertEquals(
        List.of(
            "writ: journal ["
                + journal.directory()
                + "]: [99 MiB] are free there, fewer than [journal.space.warn=100]; make room:"
                + " when there is none, every governed call is denied"),
        complaints);
    free.set(mark + mark / 4); // Not yet back.
    long second = asked.get();
    fill(journal, () -> asked.get() > second + 1);
    assertEquals(1, complaints.size());
    free.set(mark + mark / 4 + 1);
    fill(journal, () -> complaints.size() > 1);
    assertEquals(
        "writ: journal [" + journal.directory() + "]: [125 MiB] are free there again",
        complaints.get(1));
    free.set(5);
    fill(journal, () -> complaints.size() > 2);
    journal.close();

    Incidents found = verify(journal).incidents();
    assertEquals(3, found.warnings());
    WarningRecord last = found.lastWarning();
    assertNotNull(last);
    assertEquals(WarningField.SPACE_LOW, last.value(WarningField.WHAT));
    assertEquals("5", last.value(WarningField.FREE_BYTES));
    assertEquals(Long.toString(mark), last.value(WarningField.WATERMARK_BYTES));
    assertEquals(journal.directory().toString(), last.value(WarningField.PATH));
  }

  @Test
  void diskThatCannotBeLookedAt_isNoFailure() throws Exception {
    AtomicLong asked = new AtomicLong();
    FreeSpace broken =
        directory -> {
          if (asked.incrementAndGet() % 2 == 0) {
            throw new IllegalStateException("broken");
          }
          throw new IOException("broken");
        };
    SegmentedJournal journal =
        SegmentedJournal.open(options().warningBelow(1L << 40).seeing(broken));
    long first = asked.get();
    fill(journal, () -> asked.get() > first + 2);
    journal.close();
    assertEquals(0, verify(journal).incidents().warnings());
    assertEquals(List.of(), complaints);
  }

  @Test
  void warningAtZero_isOff() throws Exception {
    FreeSpace none = directory -> 0;
    SegmentedJournal journal = SegmentedJournal.open(options().warningBelow(0).seeing(none));
    journal.close();
    assertEquals(0, verify(journal).incidents().warnings());
    assertEquals(List.of(), complaints);
  }
}
