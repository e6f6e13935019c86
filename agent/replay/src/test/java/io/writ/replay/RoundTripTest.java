package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import io.writ.replay.JournalVerdict.State;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(value = JournalStore.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
class RoundTripTest {
  private final JournalStore store;
  private final Path root;

  RoundTripTest(JournalStore store, @TempDir Path root) {
    this.store = store;
    this.root = root;
  }

  @Test
  void closedJournal_isCountedAndReadBackWithItsTexts() throws Exception {
    Path file = TestJournals.small(root, 3, store);
    List<JournalRecord> records = new ArrayList<>();

    JournalVerdict verdict = new JournalVerifier(records::add).verify(JournalFiles.at(file).get(0));

    assertNull(verdict.firstBad());
    assertEquals(State.CLOSED, verdict.state());
    JournalVerdict.Counts counts = verdict.counts();
    assertEquals(17, counts.records());
    assertEquals(
        List.of(3L, 3L, 3L, 0L),
        List.of(counts.allowed(), counts.denied(), counts.outcomes(), counts.inFlight()));
    assertEquals("enforce", verdict.genesis().get("mode"));
    JournalRecord denial = records.get(1);
    assertEquals(RecordedVerdict.DENIED, denial.verdict());
    assertEquals("ARGUMENT_OUT_OF_SCOPE", denial.reason());
    assertEquals("com.acme.Payments#pay(J)V", denial.site());
    assertEquals("java:com.acme.Payments#pay(long)", denial.action());
    assertEquals("spiffe://acme/agent/7", denial.principal());
    assertEquals("a7".repeat(32), denial.artifact());
    assertEquals(records.get(0).execution(), denial.parent());
    assertEquals(
        List.of(new Attribute("amount", "250", false), new Attribute("currency", "EUR", false)),
        denial.attributes());
  }

  @Test
  void attributes_areCutBetweenCharactersMarkedAndCountedWhenTheyDoNotFit() throws Exception {
    try (SegmentedJournal journal = TestJournals.openSmall(root, store)) {
      RecordDraft draft = TestJournals.denial(journal, 1, 0);
      String[] many = new String[80];
      for (int i = 0; i < many.length; i += 2) {
        many[i] = "name" + i;
        many[i + 1] = i == 0 ? null : "\u20ac".repeat(2_000);
      }
      draft.attributes = many;
      draft.attributeCount = many.length;
      journal.append(draft);
    }
    List<JournalRecord> records = new ArrayList<>();
    JournalVerdict verdict = new JournalVerifier(records::add).verify(JournalFiles.at(root).get(0));

    assertEquals(State.CLOSED, verdict.state());
    JournalRecord record = records.get(0);
    assertEquals(new Attribute("name0", null, false), record.attributes().get(0));
    assertEquals(new Attribute("name2", "\u20ac".repeat(1_365), true), record.attributes().get(1));
    assertEquals(40, record.attributes().size() + record.omittedAttributes());
    assertTrue(record.omittedAttributes() > 0);
  }

  @Test
  void textLongerThanARecord_isWrittenInParts() throws Exception {
    try (SegmentedJournal journal = TestJournals.openSmall(root, store)) {
      assertEquals(1, journal.intern(DictionaryKind.POLICY, "p".repeat(200_000)));
      assertEquals(1, journal.intern(DictionaryKind.POLICY, "p".repeat(200_000)));
      assertEquals(2, journal.intern(DictionaryKind.POLICY, "q"));
    }

    JournalVerdict verdict = TestJournals.verify(root);

    assertEquals(State.CLOSED, verdict.state());
    assertEquals(7, verdict.counts().records());
  }

  @Test
  void fourThreads_appendOneGaplessChain() throws Exception {
    int threads = 4;
    int each = 20_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (SegmentedJournal journal = TestJournals.openSmall(root, store)) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 1; t <= threads; t++) {
        RecordDraft draft = TestJournals.denial(journal, t, 0);
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    journal.append(draft);
                  }
                }));
      }
      for (Future<?> run : running) {
        run.get();
      }
    } finally {
      pool.shutdownNow();
    }

    JournalVerdict verdict = TestJournals.verify(root);

    assertNull(verdict.firstBad());
    assertEquals(State.CLOSED, verdict.state());
    assertEquals((long) threads * each, verdict.counts().denied());
  }

  @Test
  void append_allocatesNothingInSteadyState() throws Exception {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    int count = 100_000;
    try (SegmentedJournal journal = TestJournals.open(root, store)) {
      RecordDraft draft = TestJournals.denial(journal, 1, 0);
      draft.dependencies = new long[] {3, 1, 3, 2};
      draft.attributes = null;
      draft.attributeCount = 0;
      for (int i = 0; i < count; i++) {
        journal.append(draft);
      }
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < count; i++) {
        journal.append(draft);
      }
      double perAppend = (threads.getThreadAllocatedBytes(self) - before) / (double) count;
      // What remains is the step to the next segment after each 16 MiB.
      assertTrue(perAppend < 0.5, () -> perAppend + " bytes per append");
    }
  }

  @Test
  void interruptedThread_appendsAcrossMappingsAndStaysInterrupted() throws Exception {
    try (SegmentedJournal journal = TestJournals.openSmall(root, store)) {
      RecordDraft draft = TestJournals.denial(journal, 1, 0);
      draft.attributes = new String[] {"a", "x".repeat(4_096)};
      draft.attributeCount = 2;
      Thread.currentThread().interrupt();
      for (int i = 0; i < 32_000; i++) { // 140 MB: eight segments.
        journal.append(draft);
      }
      assertTrue(Thread.interrupted());
    }

    assertEquals(State.CLOSED, TestJournals.verify(root).state());
  }

  @Test
  void nextJournal_namesThePreviousOneByCountAndChain() throws Exception {
    TestJournals.small(root, 1, store);
    TestJournals.small(root, 2, store);
    try (SegmentedJournal third =
        SegmentedJournal.open(JournalOptions.of(root, "0.1.0").writtenBy(store))) {
      third.intern(DictionaryKind.ACTION, "jdk:process.start");
    }

    List<JournalFiles> inOrder = BootOrder.sort(JournalFiles.at(root));

    JournalSet set = JournalSet.verify(inOrder, record -> {});

    assertEquals(
        List.of(11L, 14L, 3L),
        set.verdicts().stream().map(verdict -> verdict.counts().records()).toList());
    assertEquals(List.of(), set.missing());
    for (JournalVerdict verdict : set.verdicts()) {
      assertEquals(State.CLOSED, verdict.state(), () -> String.valueOf(verdict.firstBad()));
    }
    assertEquals(
        2,
        set.verdicts().stream()
            .filter(v -> "clean".equals(v.genesis().get("previous.end")))
            .count());
  }
}
