package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.KeyRotateLayout;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.RecordType;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import io.writ.replay.JournalVerdict.State;
import io.writ.tlog.Checkpoint;
import io.writ.tlog.SignedNote;
import io.writ.tlog.TileDisk;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals whose key changes, as their own process and the next one write them. */
class KeyEpochTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private final Path root;
  private final Path elsewhere;

  KeyEpochTest(@TempDir Path root, @TempDir Path elsewhere) {
    this.root = root;
    this.elsewhere = elsewhere;
  }

  private static void assertGood(State state, JournalVerdict verdict) {
    assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
    assertEquals(state, verdict.state());
  }

  private static void assertTampered(JournalVerdict verdict, String what) {
    BadRecord bad = verdict.firstBad();
    assertTrue(bad != null && bad.what().contains(what), () -> String.valueOf(bad));
  }

  @Test
  void rotatedJournal_isVouchedForByTheKeyOfAnyEpoch() throws Exception {
    RotatedJournal journal = RotatedJournal.open(root).append(100).rotate().append(100).rotate();
    journal.append(100).close();
    for (int epoch = 0; epoch < 3; epoch++) {
      JournalVerdict verdict = RotatedJournal.verify(journal.directory(), journal.key(epoch));
      assertGood(State.CLOSED, verdict);
      assertTrue(verdict.seals().isPinned());
      assertEquals(3, verdict.seals().epochs());
      assertEquals(journal.noteKey(0).print(), verdict.seals().key());
      assertEquals(journal.noteKey(2).print(), verdict.seals().lastKey());
      assertEquals(verdict.counts().records(), verdict.seals().covered());
    }
    assertTampered(
        RotatedJournal.verify(journal.directory(), RotatedJournal.newKey()),
        "expected one of the pinned keys, found [" + journal.key(2).publicKey() + "]");
    JournalVerdict unpinned = RotatedJournal.verify(journal.directory());
    assertGood(State.CLOSED, unpinned);
    assertFalse(unpinned.seals().isPinned());
  }

  @Test
  void keyOfAnEarlierEpoch_isNotTakenAgain() throws Exception {
    try (RotatedJournal journal = RotatedJournal.open(root).rotate()) {
      assertFalse(journal.journal().rotateKey(journal.key(0)));
      assertFalse(journal.journal().rotateKey(journal.key(1)));
    }
  }

  @Test
  void keyWhoseEpochIsOver_isDestroyed() throws Exception {
    SigningKey first = RotatedJournal.newKey();
    SigningKey copy = RotatedJournal.copy(first);
    try (RotatedJournal journal =
        RotatedJournal.open(root, RotatedJournal.fast(copy), first).append(1)) {
      assertFalse(copy.isDestroyed());
      journal.rotate();
      assertTrue(copy.isDestroyed());
      journal.append(100);
    }
  }

  @Test
  void keysThatWereMadeAtBoot_changeByThemselves() throws Exception {
    List<SigningKey> made = new ArrayList<>();
    SigningKey first = RotatedJournal.newKey();
    SealOptions changing =
        RotatedJournal.fast(RotatedJournal.copy(first))
            .changing(
                Duration.ofMillis(50),
                () -> {
                  SigningKey key = RotatedJournal.newKey();
                  synchronized (made) {
                    made.add(key);
                  }
                  return key;
                });
    RotatedJournal journal = RotatedJournal.open(root, changing, first).append(100);
    long deadline = System.nanoTime() + 20_000_000_000L;
    int count = 0;
    while (count < 4) {
      assertTrue(System.nanoTime() < deadline, "no fourth key");
      Thread.onSpinWait();
      synchronized (made) {
        count = made.size();
      }
    }
    journal.close();
    JournalVerdict verdict = RotatedJournal.verify(journal.directory(), first);
    assertGood(State.CLOSED, verdict);
    assertTrue(verdict.seals().epochs() >= 4, () -> verdict.seals().toString());
    for (SigningKey key : made.subList(0, 3)) {
      assertTrue(key.isDestroyed());
      assertGood(State.CLOSED, RotatedJournal.verify(journal.directory(), key));
    }
  }

  /**
   * As a process leaves it that dies between KEY_ROTATE and the first checkpoint by the new key.
   */
  private RotatedJournal diedAfterTheRotation(List<SigningKey> second) throws Exception {
    SigningKey first = RotatedJournal.newKey();
    AtomicInteger left = new AtomicInteger(2); // Over GENESIS, and before KEY_ROTATE.
    SealOptions how =
        SealOptions.of(RotatedJournal.copy(first), new Signatures(), "file")
            .every(1_000_000, NEVER, NEVER)
            .on(checkpoints(left));
    RotatedJournal journal = RotatedJournal.open(root, how, first).append(50);
    SigningKey next = RotatedJournal.newKey();
    second.add(next);
    assertTrue(journal.journal().rotateKey(RotatedJournal.copy(next)));
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (isTaking(journal.journal())) {
      assertTrue(System.nanoTime() < deadline, "the second checkpoint does not fail");
    }
    return journal;
  }

  private static boolean isTaking(SegmentedJournal journal) {
    try {
      long ignored = journal.append(TestJournals.decision(journal, 5_000, 0));
      return true;
    } catch (RecordSinkFailure e) {
      return false;
    }
  }

  /** A disk for so many checkpoints. */
  private static TileDisk checkpoints(AtomicInteger left) {
    return disk(
        TileDisk.real(),
        () -> {
          if (left.getAndDecrement() <= 0) {
            throw new IOException("no space");
          }
        });
  }

  /** The first checkpoint by the new key is where it ends, several times. */
  @Test
  void errorOfTheJvm_behindTheRotation_isMendedByTheNewKey() throws Exception {
    SigningKey first = RotatedJournal.newKey();
    AtomicInteger checkpoints = new AtomicInteger();
    TileDisk real = TileDisk.real();
    TileDisk failing =
        disk(
            real,
            () -> {
              int number = checkpoints.incrementAndGet();
              if (number > 2 && number <= 6) {
                throw new OutOfMemoryError("checkpoint " + number);
              }
            });
    SealOptions how =
        SealOptions.of(RotatedJournal.copy(first), new Signatures(), "file")
            .every(1_000_000, NEVER, NEVER)
            .on(failing);
    RotatedJournal journal = RotatedJournal.open(root, how, first).append(300).rotate();
    journal.append(10).close();
    assertTrue(checkpoints.get() > 6, () -> "checkpoints: " + checkpoints);
    JournalVerdict verdict = RotatedJournal.verify(journal.directory(), journal.key(1));
    assertGood(State.CLOSED, verdict);
    assertEquals(2, verdict.seals().epochs());
  }

  private interface Hook {
    void beforeCheckpoint() throws IOException;
  }

  private static TileDisk disk(TileDisk real, Hook hook) {
    return (TileDisk)
        Proxy.newProxyInstance(
            KeyEpochTest.class.getClassLoader(),
            new Class<?>[] {TileDisk.class},
            (proxy, method, arguments) -> {
              boolean isCheckpoint =
                  method.getName().equals("write")
                      && arguments[0] instanceof Path file
                      && file.endsWith("checkpoint.new");
              if (isCheckpoint) {
                hook.beforeCheckpoint();
              }
              @Nullable Object result = method.invoke(real, arguments);
              return result;
            });
  }

  private Path moved(RotatedJournal journal) throws IOException {
    Path to =
        Files.createTempDirectory(elsewhere, "root").resolve(journal.directory().getFileName());
    SealedJournal.replaceAll(to, SealedJournal.filesOf(journal.directory()));
    return to;
  }

  private static Path rootOf(Path journal) {
    return Objects.requireNonNull(journal.getParent());
  }

  /** What the next boot with this key says of the journal. */
  static String nextBoot(Path journal, SigningKey key) throws Exception {
    SegmentedJournal next =
        SegmentedJournal.open(
            TestJournals.options(rootOf(journal))
                .withSegmentBytes(1 << 20)
                .sealed(RotatedJournal.fast(RotatedJournal.copy(key))));
    next.close();
    JournalVerdict verdict = RotatedJournal.verify(next.directory(), key);
    assertGood(State.CLOSED, verdict);
    return verdict.genesis().getOrDefault("previous.seal", "");
  }

  @Test
  void processThatDiesBetweenRotationAndCheckpoint_leavesTheOldKeysCheckpoint() throws Exception {
    List<SigningKey> second = new ArrayList<>();
    RotatedJournal journal = diedAfterTheRotation(second);
    Path copy = moved(journal);
    JournalVerdict verdict = RotatedJournal.verify(copy, second.get(0));
    assertGood(State.CUT, verdict);
    assertEquals(2, verdict.seals().epochs());
    assertEquals(journal.noteKey(0).print(), verdict.seals().lastKey());

    assertEquals("known", nextBoot(moved(journal), journal.key(0)));
    assertEquals("sealed", nextBoot(copy, second.get(0)));
    JournalVerdict after = RotatedJournal.verify(copy, journal.key(0));
    assertGood(State.CUT, after);
    assertEquals(after.counts().records(), after.seals().covered());
    assertEquals(RotatedJournal.noteKey(copy, second.get(0)).print(), after.seals().lastKey());
  }

  @Test
  void killedAfterARotation_isSealedByTheNextBootWithTheNewKeyAlone() throws Exception {
    SigningKey first = RotatedJournal.newKey();
    SealOptions once =
        SealOptions.of(RotatedJournal.copy(first), new Signatures(), "file")
            .every(1_000_000, NEVER, NEVER);
    try (RotatedJournal journal =
        RotatedJournal.open(root, once, first).append(100).rotate().append(100)) {
      Path withNew = moved(journal);
      Path withOld = moved(journal);
      assertEquals("sealed", nextBoot(withNew, journal.key(1)));
      JournalVerdict after = RotatedJournal.verify(withNew, journal.key(0));
      assertGood(State.CUT, after);
      assertEquals(after.counts().records(), after.seals().covered());
      assertEquals("known", nextBoot(withOld, journal.key(0)));
    }
  }

  @Test
  void checkpointByTheOldKey_overWhatFollowsTheRotation_isRefused() throws Exception {
    RotatedJournal journal = RotatedJournal.open(root).append(100).rotate().append(100);
    journal.close();
    Path copy = moved(journal);
    Path file = copy.resolve("t/checkpoint");
    Checkpoint last = Checkpoint.parse(SignedNote.read(file).unverifiedText());
    byte[] forged = SignedNote.sign(last.print(), journal.noteKey(0), journal.key(0)).print();
    Files.write(file, forged);
    assertTampered(RotatedJournal.verify(copy, journal.key(0)), "none of [1] pinned keys signed");
    assertEquals("refused", nextBoot(copy, journal.key(0)));
  }

  @Test
  void rotationThatIsNotSigned_isNotFollowedByTheNextBoot() throws Exception {
    RotatedJournal journal = RotatedJournal.open(root).append(100).rotate().append(100);
    journal.close();
    Path copy = moved(journal);
    List<Path> segments = List.of(copy.resolve("q/00000000.cq4"));
    new Forger()
        .forge(
            segments,
            record -> {
              if (record.get(RecordLayout.TYPE) == RecordType.KEY_ROTATE.code()) {
                int at = KeyRotateLayout.OLD_SIGNATURE;
                record.put(at, (byte) (record.get(at) ^ 1));
              }
            });
    assertTampered(RotatedJournal.verify(copy, journal.key(0)), "not signed by the key before");
    assertEquals("refused", nextBoot(copy, journal.key(1)));
  }
}
