package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.PublicKey;
import io.writ.core.lineage.SegmentName;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalVerdict.State;
import io.writ.replay.PrunePlan.End;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals whose key changed in a segment that is gone. */
class PrunedRotationTest {
  /** More than a segment of 1 MiB holds. */
  private static final int SEGMENT = 4_000;

  private final Path root;
  private final Path elsewhere;

  PrunedRotationTest(@TempDir Path root, @TempDir Path elsewhere) {
    this.root = root;
    this.elsewhere = elsewhere;
  }

  private static JournalVerdict verify(Path at, SigningKey... pinned) throws IOException {
    Set<PublicKey> keys = new HashSet<>();
    for (SigningKey key : pinned) {
      keys.add(key.publicKey());
    }
    SealTrust trust =
        new SealTrust(new Signatures(), keys, Set.of(PrunableJournal.RETENTION.publicKey()));
    return new JournalVerifier(record -> {}, trust).verify(JournalFiles.at(at).get(0));
  }

  private static void prune(Path at, int segment) throws Exception {
    JournalVerdict verdict = verify(at);
    assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
    PrunePlan plan =
        PrunePlan.of(
            JournalFiles.at(at).get(0),
            verdict,
            PrunableJournal.endOf(at.resolve("q").resolve(SegmentName.of(segment))),
            End.ENDED);
    Pruning.carryOut(
        plan, verdict, PrunableJournal.RETENTION, PrunableJournal.NOW, RetentionDisk.real());
  }

  private static void assertGood(JournalVerdict verdict, State state) {
    assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
    assertEquals(state, verdict.state());
    assertEquals(3, verdict.seals().epochs());
    assertTrue(Objects.requireNonNull(verdict.pruned()).records() > 0);
  }

  /** Rotated in segments 0 and 1, and written in three more. */
  private RotatedJournal write() throws Exception {
    return RotatedJournal.open(root)
        .append(100)
        .rotate()
        .append(SEGMENT)
        .rotate()
        .append(3 * SEGMENT);
  }

  @Test
  void keysOfAllEpochs_areFollowedThroughWhatIsGone() throws Exception {
    RotatedJournal journal = write();
    journal.close();
    for (int segment = 1; segment <= 3; segment++) {
      prune(journal.directory(), segment);
      for (int epoch = 0; epoch < 3; epoch++) {
        JournalVerdict verdict = verify(journal.directory(), journal.key(epoch));
        assertGood(verdict, State.CLOSED);
        assertTrue(verdict.seals().isPinned());
        assertEquals(journal.noteKey(2).print(), verdict.seals().lastKey());
      }
      BadRecord bad = verify(journal.directory(), RotatedJournal.newKey()).firstBad();
      assertTrue(String.valueOf(bad).contains("expected one of the pinned keys"), () -> "" + bad);
    }
  }

  @Test
  void killedJournal_isSealedByTheNextBootWithItsLastKeyAlone() throws Exception {
    try (RotatedJournal journal = write()) {
      for (int epoch = 0; epoch < 3; epoch++) {
        Path copy = elsewhere.resolve("r" + epoch).resolve(journal.directory().getFileName());
        SealedJournal.replaceAll(copy, SealedJournal.filesOf(journal.directory()));
        journal.append(500); // The files of the copy lack a checkpoint over their end.
        prune(copy, 2);
        String sealed = KeyEpochTest.nextBoot(copy, journal.key(epoch));
        JournalVerdict after = verify(copy, journal.key(0));
        assertGood(after, State.CUT);
        boolean isCovered = after.seals().covered() == after.counts().records();
        assertEquals(isCovered ? "sealed" : "known", sealed, "epoch " + epoch);
        assertTrue(isCovered || epoch != 2, "by its last key");
      }
    }
  }
}
