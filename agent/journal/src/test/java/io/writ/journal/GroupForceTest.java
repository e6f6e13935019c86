package io.writ.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.Durability;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.SegmentName;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(value = JournalStore.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
class GroupForceTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final JournalStore store;
  private final Path root;
  private final Device device = new Device();
  private final ExecutorService pool = Executors.newCachedThreadPool();

  GroupForceTest(JournalStore store, @TempDir Path root) {
    this.store = store;
    this.root = root;
  }

  @AfterEach
  void end() {
    device.permits.release(1_000_000);
    pool.shutdown();
  }

  @Test
  void appendAtL2_returnsOnlyAfterAForceThatBeganAfterItsRecord() throws Exception {
    try (SegmentedJournal journal = open(LONG)) {
      Future<Long> first = pool.submit(() -> journal.append(draft(Durability.L2)));
      device.awaitBegun(1);
      Future<Long> second = pool.submit(() -> journal.append(draft(Durability.L2)));
      awaitRecords(3);
      device.permits.release();
      assertEquals(1, first.get());
      device.awaitBegun(2);
      assertFalse(second.isDone());
      device.permits.release();
      assertEquals(2, second.get());
      device.permits.release(1_000);
    }
  }

  @Test
  void eightThatWait_areCoveredByOneForce() throws Exception {
    try (SegmentedJournal journal = open(LONG)) {
      List<Future<Long>> waiting = new ArrayList<>();
      waiting.add(pool.submit(() -> journal.append(draft(Durability.L2))));
      device.awaitBegun(1);
      for (int i = 0; i < 8; i++) {
        waiting.add(pool.submit(() -> journal.append(draft(Durability.L2))));
      }
      awaitRecords(10);
      device.permits.release(2);
      for (Future<Long> one : waiting) {
        assertTrue(one.get() > 0);
      }
      assertEquals(2, device.begun());
      device.permits.release(1_000);
    }
  }

  @Test
  void forceThatFails_latchesForEverAndIsNotTriedAgain() throws Exception {
    SegmentedJournal journal = open(LONG);
    device.failure = "Input/output error";
    device.permits.release(1_000);

    RecordSinkFailure failed =
        assertThrows(RecordSinkFailure.class, () -> journal.append(draft(Durability.L2)));

    assertEquals(
        "journal ["
            + journal.directory().resolve("q")
            + "]: a force failed [Input/output error] and what it was for may be lost; every"
            + " governed call is denied until this service restarts with a device that works",
        failed.getMessage());
    assertFalse(failed.takesDenials());
    device.failure = null;
    for (Durability level : Durability.values()) {
      RecordSinkFailure again =
          assertThrows(RecordSinkFailure.class, () -> journal.append(draft(level)));
      assertEquals(failed.getMessage(), again.getMessage());
    }
    assertEquals(1, device.begun());
    assertThrows(RecordSinkFailure.class, journal::close);
  }

  @Test
  void forceThatHangs_deniesWithinTheBoundWhileL0GoesOnAndAllGoesOnWhenItReturns()
      throws Exception {
    try (SegmentedJournal journal = open(Duration.ofMillis(50))) {
      RecordSinkFailure late =
          assertThrows(RecordSinkFailure.class, () -> journal.append(draft(Durability.L2)));
      assertEquals(
          "journal ["
              + journal.directory().resolve("q")
              + "]: record [1] is not on the device after [50 ms]; the call is denied",
          late.getMessage());
      assertTrue(late.takesDenials());
      while (device.begun() == 0) {
        Thread.onSpinWait();
      }
      long bound = System.nanoTime() + 60_000_000;
      while (System.nanoTime() < bound) {
        Thread.onSpinWait(); // The force may have begun after the record waited for it.
      }
      for (Durability level : List.of(Durability.L1, Durability.L2)) {
        RecordSinkFailure atOnce =
            assertThrows(RecordSinkFailure.class, () -> journal.append(draft(level)));
        assertTrue(atOnce.takesDenials());
        assertTrue(
            String.valueOf(atOnce.getMessage()).contains("a force has been running for ["),
            atOnce::getMessage);
      }
      assertEquals(2, journal.append(draft(Durability.L0)), "nothing was written in between");
      device.permits.release(1_000);
      boolean isTimely = false;
      while (!isTimely) {
        try {
          journal.append(draft(Durability.L2));
          isTimely = true;
        } catch (RecordSinkFailure e) {
          assertTrue(e.takesDenials());
        }
      }
    }
  }

  @Test
  void recordsAtL1_areForcedWithoutAnybodyWaiting() throws Exception {
    try (SegmentedJournal journal = open(LONG)) {
      device.permits.release(1_000_000);
      int begun = 0;
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < GroupForce.L1_RECORDS; i++) {
          journal.append(draft(Durability.L1));
        }
        device.awaitBegun(begun + 1);
        begun = device.begun();
      }
      journal.append(draft(Durability.L1)); // One alone, by time.
      device.awaitBegun(begun + 1);
    }
  }

  @Test
  void forceThatDoesNotBegin_deniesL1WithinTheBoundAndLatchesWhenItIsNeverRun() throws Exception {
    CountDownLatch isHeld = new CountDownLatch(1);
    SegmentedJournal journal = // Large: the thread of the reserve is held as well.
        SegmentedJournal.open(
            JournalOptions.of(root, "0.1.0")
                .writtenBy(store)
                .withForce(device, Duration.ofMillis(10)));
    journal.runThrough(
        work -> {
          try {
            isHeld.await(); // And the work is not done.
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    RecordSinkFailure late = null;
    long appended = 0;
    while (late == null) {
      try {
        appended = journal.append(draft(Durability.L1));
      } catch (RecordSinkFailure e) {
        late = e;
      }
    }
    assertTrue(late.takesDenials());
    assertTrue(String.valueOf(late.getMessage()).contains("a force has been "), late::getMessage);
    assertEquals(appended + 1, journal.append(draft(Durability.L0)));
    isHeld.countDown();
    RecordSinkFailure latched = null;
    while (latched == null) {
      try {
        journal.append(draft(Durability.L0));
      } catch (RecordSinkFailure e) {
        latched = e;
      }
    }
    assertFalse(latched.takesDenials());
    assertTrue(
        String.valueOf(latched.getMessage()).contains("[the work of this thread is not run]"),
        latched::getMessage);
    assertThrows(RecordSinkFailure.class, journal::close);
  }

  @Test
  void recordsAtL0_areNeverForced() throws Exception {
    try (SegmentedJournal journal = open(LONG)) {
      for (int i = 0; i < 1_000; i++) {
        journal.append(draft(Durability.L0));
      }
    }
    assertEquals(0, device.begun());
    assertEquals(List.of(), device.directories);
  }

  @Test
  void firstForce_coversEarlierSegmentsAndTheDirectoriesThatNameThem() throws Exception {
    device.permits.release(1_000_000);
    try (SegmentedJournal journal = open(LONG)) {
      rollTo(journal, 2);
      journal.append(draft(Durability.L2));
      assertEquals(3, device.begun());
      Path own = journal.directory();
      assertEquals(List.of(root, own, own.resolve("q")), device.directories);

      journal.append(draft(Durability.L2));
      assertEquals(4, device.begun());
      assertEquals(3, device.directories.size());

      rollTo(journal, 3);
      journal.append(draft(Durability.L2));
      assertEquals(6, device.begun());
      assertEquals(4, device.directories.size());
    }
  }

  @Test
  void realDevice_takesRecordsAtEveryLevel() throws Exception {
    JournalOptions options = JournalOptions.of(root, "0.1.0").writtenBy(store);
    try (SegmentedJournal journal = SegmentedJournal.open(options)) {
      for (Durability level : Durability.values()) {
        journal.append(draft(level));
      }
    }
    PreviousJournal left = PreviousJournal.find(root);
    assertTrue(left != null && left.end().equals("clean"));
  }

  private static void rollTo(SegmentedJournal journal, int segment) {
    RecordDraft draft = draft(Durability.L0);
    draft.attributes = new String[] {"a", "x".repeat(4_096)};
    draft.attributeCount = 2;
    while (!journal.file().endsWith(SegmentName.of(segment))) {
      journal.append(draft);
    }
  }

  private void awaitRecords(long count) throws IOException {
    PreviousJournal seen = PreviousJournal.find(root);
    while (seen == null || seen.records() < count) {
      Thread.onSpinWait();
      seen = PreviousJournal.find(root);
    }
  }

  private SegmentedJournal open(Duration bound) throws JournalRefused {
    return SegmentedJournal.open(
        JournalOptions.of(root, "0.1.0")
            .withSegmentBytes(1 << 20)
            .writtenBy(store)
            .withForce(device, bound));
  }

  private static RecordDraft draft(Durability durability) {
    RecordDraft draft = new RecordDraft();
    draft.decision = RecordDraft.ALLOWED_BY_POLICY;
    draft.durability = durability;
    return draft;
  }

  /** Forces when it is let, and counts. */
  private static final class Device implements DiskForce {
    final Semaphore permits = new Semaphore(0);
    final Semaphore begun = new Semaphore(0);
    final List<Path> directories = new CopyOnWriteArrayList<>();
    volatile @Nullable String failure;

    @Override
    public void file(FileDescriptor open) throws IOException {
      begun.release();
      permits.acquireUninterruptibly();
      if (failure != null) {
        throw new IOException(failure);
      }
    }

    @Override
    public void directory(Path directory) {
      directories.add(directory);
    }

    int begun() {
      return begun.availablePermits();
    }

    void awaitBegun(int count) throws InterruptedException {
      assertTrue(begun.tryAcquire(count, 30, TimeUnit.SECONDS));
      begun.release(count);
    }
  }
}
