package io.writ.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.SegmentName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(value = JournalStore.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
class ReserveTest {
  private static final int SEGMENT_BYTES = 1 << 20;

  private final JournalStore store;
  private final Path root;
  private final AtomicBoolean isFull = new AtomicBoolean();
  private final CountDownLatch refused = new CountDownLatch(1);

  ReserveTest(JournalStore store, @TempDir Path root) {
    this.store = store;
    this.root = root;
  }

  @Test
  void twoSegments_areReadyWhenTheJournalIsOpenAndGoneWhenItIsClosed() throws Exception {
    Path queue;
    try (SegmentedJournal journal = SegmentedJournal.open(options())) {
      queue = journal.directory().resolve("q");
      assertEquals(
          List.of(SegmentName.of(0), SegmentName.reserveOf(1), SegmentName.reserveOf(2)),
          segments(queue));
      for (int n = 1; n <= 2; n++) {
        Path reserved = queue.resolve(SegmentName.reserveOf(n));
        assertEquals(SEGMENT_BYTES, Files.size(reserved));
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(reserved)));
      }
    }
    assertEquals(List.of(SegmentName.of(0)), segments(queue));
  }

  @Test
  void diskThatBecomesFull_refusesWhatWouldProceedAndRecordsDenialsToTheEndOfTheReserve()
      throws Exception {
    SegmentedJournal journal = SegmentedJournal.open(options());
    Path queue = journal.directory().resolve("q");
    isFull.set(true);
    RecordDraft denial = large(RecordDraft.DENIED);
    RecordDraft allow = large(RecordDraft.ALLOWED_BY_POLICY);
    while (!journal.file().endsWith(SegmentName.of(1))) {
      journal.append(allow);
    }
    assertTrue(refused.await(30, TimeUnit.SECONDS));
    RecordSinkFailure restricted = failureAfterReserveFailed(journal, allow);

    assertTrue(restricted.takesDenials());
    assertEquals(
        "journal ["
            + journal.file()
            + "]: no further segment can be prepared [No space left on device]; every governed call"
            + " is denied, and recorded while the reserve lasts, until this service restarts with"
            + " space and access there",
        restricted.getMessage());
    isFull.set(false); // It stays so: whether space is back is for the next boot to find out.
    int denials = 0;
    RecordSinkFailure full = null;
    while (full == null) {
      try {
        journal.append(denial);
        denials++;
      } catch (RecordSinkFailure e) {
        full = e;
      }
    }
    assertTrue(denials > 300, "denials after the disk was full: " + denials);
    assertFalse(full.takesDenials());
    assertEquals(
        "journal ["
            + queue.resolve(SegmentName.of(2))
            + "]: full [No space left on device]; every governed call is denied until this service"
            + " restarts with space and access there",
        full.getMessage());
    assertThrows(RecordSinkFailure.class, () -> journal.append(denial));
    assertFalse(assertThrows(RecordSinkFailure.class, () -> journal.append(allow)).takesDenials());

    journal.close(); // There is room for the closing record.

    PreviousJournal left = PreviousJournal.find(root);
    assertTrue(left != null && left.end().equals("clean"));
    SegmentedJournal.open(options()).close();
  }

  @Test
  void slowDisk_deniesOneCallAndGoesOn() throws Exception {
    CountDownLatch space = new CountDownLatch(1);
    AtomicBoolean isSlow = new AtomicBoolean();
    JournalOptions slow =
        options()
            .withSpace(
                (file, from, to) -> {
                  if (isSlow.get()) {
                    awaitQuietly(space);
                  }
                  SegmentSpace.onDisk().reserve(file, from, to);
                })
            .withTurnTimeout(Duration.ofMillis(200));
    try (SegmentedJournal journal = SegmentedJournal.open(slow)) {
      isSlow.set(true);
      RecordDraft draft = large(RecordDraft.ALLOWED_BY_POLICY);
      RecordSinkFailure late = null;
      while (late == null) {
        try {
          journal.append(draft);
        } catch (RecordSinkFailure e) {
          late = e;
        }
      }
      assertEquals(
          "journal ["
              + journal.file()
              + "]: no next segment within [200 ms]; the disk is too slow for this many records",
          late.getMessage());
      space.countDown();
      boolean isWritten = false;
      while (!isWritten) {
        try {
          journal.append(draft);
          isWritten = true;
        } catch (RecordSinkFailure e) {
          assertEquals(late.getMessage(), e.getMessage());
        }
      }
    }
  }

  @Test
  void segmentsThatADeadProcessKeptInReserve_areDeletedByTheNextBootAndNothingElse()
      throws Exception {
    Path dead = Files.createDirectories(root.resolve("00000000-0000-4000-8000-000000000000/q"));
    Path other = Files.createDirectories(root.resolve("mine/q"));
    Path reserve = Files.write(dead.resolve(SegmentName.reserveOf(3)), new byte[9]);
    Path segment = Files.write(dead.resolve(SegmentName.of(2)), new byte[9]);
    Path stranger = Files.write(other.resolve(SegmentName.reserveOf(3)), new byte[9]);
    Path outside = Files.write(root.resolve("keep"), new byte[9]);
    Path rehearsal = Files.createDirectories(dead.resolveSibling(ChronicleStore.REHEARSAL));
    Files.write(rehearsal.resolve("metadata.cq4t"), new byte[9]);
    Files.createSymbolicLink(rehearsal.resolve("link"), outside);
    Path link = Files.createSymbolicLink(dead.resolve(SegmentName.reserveOf(4)), outside);

    SegmentedJournal.open(options()).close();

    assertFalse(Files.exists(reserve) || Files.exists(rehearsal));
    assertTrue(Files.exists(segment) && Files.exists(stranger) && Files.exists(outside));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void numberOfAForgottenPrincipal_isRefusedAndTheCallAfterIsNot() throws Exception {
    try (SegmentedJournal journal = SegmentedJournal.open(options())) {
      RecordDraft draft = large(RecordDraft.DENIED);
      draft.principalId = journal.intern(DictionaryKind.PRINCIPAL, "first");
      draft.siteId = journal.intern(DictionaryKind.SITE, "A#a()V");
      for (int i = 0; i < 8_192; i++) {
        int ignored = journal.intern(DictionaryKind.PRINCIPAL, "principal " + i);
      }
      journal.append(draft); // Forgotten by the dictionary, defined a segment or two ago.
      RecordDraft other = large(RecordDraft.DENIED);
      Path at = journal.file();
      String last = SegmentName.of(SegmentName.numberOf(String.valueOf(at.getFileName())) + 3);
      while (!journal.file().endsWith(last)) {
        journal.append(other);
      }
      assertEquals(
          "journal: number [1] of kind [PRINCIPAL] stands for no text, or for one not used for two"
              + " segments; intern the text again",
          assertThrows(RecordSinkFailure.class, () -> journal.append(draft)).getMessage());
      draft.principalId = journal.intern(DictionaryKind.PRINCIPAL, "first");
      assertEquals(8_194, draft.principalId);
      journal.append(draft);
    }
  }

  @Test
  void recordWhoseTextsNeedMoreThanASegment_isRefusedWithoutATrace() throws Exception {
    try (SegmentedJournal journal = SegmentedJournal.open(options())) {
      byte[] digest = new byte[32];
      digest[0] = 1;
      List<String> links =
          Stream.iterate("a", a -> a + "a").limit(20).map(a -> a + "x".repeat(60_000)).toList();
      assertThrows(RecordSinkFailure.class, () -> journal.artifact(digest, links));
      RecordDraft draft = large(RecordDraft.DENIED);
      draft.artifactDigest = digest;
      journal.append(draft);
    }
    PreviousJournal left = PreviousJournal.find(root);
    assertTrue(left != null && left.end().equals("clean"));
  }

  private RecordSinkFailure failureAfterReserveFailed(SegmentedJournal journal, RecordDraft draft)
      throws InterruptedException {
    while (true) { // The thread that prepares segments has its own time, the segment few records.
      try {
        journal.append(draft);
        Thread.sleep(1); // Else the segment is full before the other thread has seen it.
      } catch (RecordSinkFailure e) {
        return e;
      }
    }
  }

  private JournalOptions options() {
    return JournalOptions.of(root, "0.1.0")
        .writtenBy(store)
        .withSegmentBytes(SEGMENT_BYTES)
        .withSpace(
            (file, from, to) -> {
              if (isFull.get()) {
                refused.countDown();
                throw new IOException("No space left on device");
              }
              SegmentSpace.onDisk().reserve(file, from, to);
            });
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static List<String> segments(Path queue) throws IOException {
    try (Stream<Path> files = Files.list(queue)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("0"))
          .sorted()
          .toList();
    }
  }

  private static RecordDraft large(int decision) {
    RecordDraft draft = new RecordDraft();
    draft.decision = decision;
    draft.attributes = new String[] {"a", "x".repeat(4_096)};
    draft.attributeCount = 2;
    return draft;
  }
}
