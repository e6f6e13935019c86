package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.Durability;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.SegmentName;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import io.writ.replay.JournalVerdict.State;
import io.writ.replay.PrunePlan.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Journals that are pruned while they are written, or after their process was killed. */
class PruneRunningTest {
  private final Path root;
  private final Path elsewhere;

  PruneRunningTest(@TempDir Path root, @TempDir Path elsewhere) {
    this.root = root;
    this.elsewhere = elsewhere;
  }

  private JournalOptions options(JournalStore store) {
    return PrunableJournal.options(root).writtenBy(store);
  }

  /** Seals all that was written until now, also what is within the last segment. */
  private static void coverAllBefore(SegmentedJournal journal, Path at)
      throws IOException, InterruptedException {
    long written = journal.append(TestJournals.denial(journal, 1, 0));
    for (int i = 0; i < 60; i++) { // More than a checkpoint waits for.
      journal.append(TestJournals.denial(journal, 2 + i, 0));
    }
    awaitCovered(at, written);
  }

  private static void awaitCovered(Path at, long records) throws IOException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (Long.parseLong(Files.readAllLines(at.resolve("t/checkpoint")).get(1)) < records) {
      assertTrue(System.nanoTime() < deadline, "no checkpoint over " + records + " records");
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource(value = JournalStore.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void runningJournal_goesOnAfterItWasPruned(JournalStore store) throws Exception {
    Path at;
    try (SegmentedJournal journal = SegmentedJournal.open(options(store))) {
      at = journal.directory();
      PrunableJournal.fill(journal, 4);
      coverAllBefore(journal, at);
      PrunableJournal.prune(at, PrunableJournal.FUTURE, End.RUNNING);
      assertEquals(2, PrunableJournal.segments(at).size());
      RecordDraft forced = TestJournals.denial(journal, 2, 0);
      forced.durability = Durability.L2;
      journal.append(forced);
      for (int i = 0; !PrunableJournal.isIn(journal, 6); i++) {
        PrunableJournal.append(journal, 10 + i);
      }
      coverAllBefore(journal, at);
      PrunableJournal.prune(at, PrunableJournal.FUTURE, End.RUNNING);
    }
    JournalVerdict verdict = PrunableJournal.verify(at);
    assertNull(verdict.firstBad(), () -> String.valueOf(verdict.firstBad()));
    assertEquals(State.CLOSED, verdict.state());
    assertEquals(List.of(5L, 6L), numbers(at));
  }

  private static List<Long> numbers(Path at) throws IOException {
    return PrunableJournal.segments(at).stream()
        .map(file -> SegmentName.numberOf(String.valueOf(file.getFileName())))
        .toList();
  }

  /** The checkpoint is ahead of what was read, and SEALs behind the checkpoint that was read. */
  @ParameterizedTest
  @EnumSource(value = JournalStore.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void journalThatIsWrittenMeanwhile_verifies(JournalStore store) throws Exception {
    try (SegmentedJournal journal = SegmentedJournal.open(options(store))) {
      Path at = journal.directory();
      PrunableJournal.fill(journal, 3);
      AtomicBoolean isOver = new AtomicBoolean();
      AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; !isOver.get() && !PrunableJournal.isIn(journal, 40); i++) {
                    PrunableJournal.append(journal, 10 + i);
                    Thread.sleep(1); // As a service writes, not as fast as it can.
                  }
                } catch (InterruptedException | RuntimeException e) {
                  failure.set(e);
                }
              });
      writer.start();
      List<String> bad = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        JournalSet set =
            JournalSet.verify(JournalFiles.at(at), record -> {}, PrunableJournal.trust());
        JournalVerdict verdict = set.verdicts().get(0);
        if (verdict.state() != State.CUT) {
          bad.add(verdict.state() + " " + verdict.firstBad());
        }
      }
      isOver.set(true);
      writer.join();
      assertNull(failure.get());
      assertEquals(List.of(), bad);
    }
  }

  @ParameterizedTest
  @EnumSource(value = JournalStore.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void killedJournal_thatWasPruned_isRecoveredByTheNextBootAndPrunedAgain(JournalStore store)
      throws Exception {
    Path copy;
    try (SegmentedJournal journal = SegmentedJournal.open(options(store))) {
      PrunableJournal.fill(journal, 4);
      Path at = journal.directory();
      coverAllBefore(journal, at);
      copy = elsewhere.resolve(String.valueOf(at.getFileName()));
      SealedJournal.replaceAll(copy, SealedJournal.filesOf(at));
    }
    PrunableJournal.prune(copy, PrunableJournal.FUTURE, End.OPEN);
    assertEquals(1, PrunableJournal.segments(copy).size());
    JournalVerdict before = PrunableJournal.verify(copy);
    assertEquals(State.CUT, before.state(), () -> String.valueOf(before.firstBad()));

    SegmentedJournal.open(PrunableJournal.options(elsewhere).writtenBy(store)).close();

    JournalVerdict after = assertLinked(copy);
    assertEquals(before.counts().records(), after.counts().records());
    PrunableJournal.prune(copy, PrunableJournal.FUTURE, End.ENDED);
    assertEquals(List.of(), PrunableJournal.segments(copy));
    JournalVerdict whole = assertLinked(copy);
    assertEquals(after.lastChainHex(), whole.lastChainHex());
    assertEquals(after.seals().rootHex(), whole.seals().rootHex());
  }

  /** A journal that was recovered, of which no segment is left, is what a boot finds. */
  @ParameterizedTest
  @EnumSource(value = JournalStore.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
  void killedJournal_ofWhichNothingIsLeft_isLinkedAsCut(JournalStore store) throws Exception {
    Path copy;
    try (SegmentedJournal journal = SegmentedJournal.open(options(store))) {
      PrunableJournal.fill(journal, 2);
      copy = elsewhere.resolve(String.valueOf(journal.directory().getFileName()));
      SealedJournal.replaceAll(copy, SealedJournal.filesOf(journal.directory()));
    }
    SegmentedJournal next =
        SegmentedJournal.open(PrunableJournal.options(elsewhere).writtenBy(store));
    next.close();
    PrunableJournal.prune(copy, PrunableJournal.FUTURE, End.ENDED);
    SealedJournal.deleteAll(next.directory());
    SegmentedJournal.open(PrunableJournal.options(elsewhere).writtenBy(store)).close();
    assertLinked(copy);
  }

  private static JournalVerdict assertLinked(Path at) throws IOException {
    Path parent = Objects.requireNonNull(at.getParent());
    List<JournalFiles> both = BootOrder.sort(JournalFiles.at(parent));
    assertEquals(2, both.size());
    JournalSet set = JournalSet.verify(both, record -> {}, PrunableJournal.trust());
    JournalVerdict killed = set.verdicts().get(0);
    assertNull(killed.firstBad(), () -> String.valueOf(killed.firstBad()));
    assertEquals(at, killed.name());
    assertEquals(State.CUT, killed.state());
    assertEquals(killed.counts().records(), killed.seals().covered());
    JournalVerdict next = set.verdicts().get(1);
    assertEquals("cut", next.genesis().get("previous.end"));
    assertEquals("sealed", next.genesis().get("previous.seal"));
    assertEquals(killed.seals().rootHex(), next.genesis().get("previous.root"));
    assertFalse(killed.lastChainHex().isEmpty());
    assertEquals(killed.lastChainHex(), next.genesis().get("previous.chain"));
    return killed;
  }
}
