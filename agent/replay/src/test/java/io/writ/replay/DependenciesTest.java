package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.AttributesLayout;
import io.writ.core.lineage.DependenciesLayout;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.journal.SegmentedJournal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a DECISION depends on: written, read back, and not believed when it cannot be. */
class DependenciesTest {
  private static final int SECOND = DependenciesLayout.FIRST + DependenciesLayout.BYTES;

  private final Path root;

  DependenciesTest(@TempDir Path root) {
    this.root = root;
  }

  /** One DECISION on two executions, which are 7 and 0, and nothing else in its tail. */
  private Path write() throws Exception {
    try (SegmentedJournal journal = TestJournals.openSmall(root, JournalStore.FILE)) {
      RecordDraft call = TestJournals.decision(journal, 1, 0);
      call.attributeCount = 0;
      call.dependencies = new long[] {0, 7, 1L << 63, 0};
      long sequence = journal.append(call);
      RecordDraft outcome = TestJournals.outcome(call, sequence);
      outcome.dependencies = call.dependencies;
      journal.append(outcome);
      return journal.file();
    }
  }

  private static List<JournalRecord> read(Path at) throws Exception {
    List<JournalRecord> records = new ArrayList<>();
    JournalVerdict verdict = new JournalVerifier(records::add).verify(JournalFiles.at(at).get(0));
    assertNull(verdict.firstBad());
    return records;
  }

  @Test
  void dependencies_areReadBackFromTheDecisionAlone() throws Exception {
    List<JournalRecord> records = read(write());

    assertEquals(
        List.of(new ExecutionId(0, 7), new ExecutionId(1L << 63, 0)),
        records.get(0).dependencies());
    assertEquals(List.of(), records.get(1).dependencies());
  }

  @Test
  void asManyAsThereCanBe_leaveRoomForAttributesAndTheRestIsCounted() throws Exception {
    long[] ids = new long[2 * DependenciesLayout.MAX_COUNT];
    for (int i = 0; i < ids.length; i += 2) {
      ids[i] = 9;
      ids[i + 1] = i + 100L;
    }
    String[] many = new String[40];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "name" + i;
      many[i + 1] = "x".repeat(4_000);
    }
    try (SegmentedJournal journal = TestJournals.openSmall(root, JournalStore.FILE)) {
      RecordDraft call = TestJournals.denial(journal, 1, 0);
      call.dependencies = ids;
      call.attributes = many;
      call.attributeCount = many.length;
      journal.append(call);
      call.dependencies = null;
      journal.append(call);
    }

    List<JournalRecord> records = read(root);

    JournalRecord call = records.get(0);
    assertEquals(DependenciesLayout.MAX_COUNT, call.dependencies().size());
    assertEquals(new ExecutionId(9, 100), call.dependencies().get(0));
    assertEquals(new Attribute("name0", many[1], false), call.attributes().get(0));
    assertEquals(20, call.attributes().size() + call.omittedAttributes());
    JournalRecord without = records.get(1);
    assertEquals(List.of(), without.dependencies());
    assertTrue(without.attributes().size() > call.attributes().size());
  }

  @Test
  void dependencyThatCannotBe_isTampering() throws Exception {
    String other = "expected dependencies on other executions, each once, found [";
    assertBad(
        other + "0".repeat(32) + "]",
        RecordType.DECISION,
        record -> record.putLong(DependenciesLayout.FIRST + DependenciesLayout.LOW, 0));
    assertBad(
        other + "0".repeat(31) + "7]",
        RecordType.DECISION,
        record -> record.putLong(SECOND, 0).putLong(SECOND + DependenciesLayout.LOW, 7));
    assertBad(
        other + "0".repeat(15) + "7" + "0".repeat(16) + "]",
        RecordType.DECISION,
        record -> {
          record.putLong(RecordLayout.EXECUTION_HIGH, 7).putLong(RecordLayout.EXECUTION_LOW, 0);
          record.putLong(SECOND, 7);
        });
  }

  @Test
  void countThatIsNotThatOfTheRecord_isTampering() throws Exception {
    assertBad(
        "expected at most [1024] dependencies, found [1025]",
        RecordType.DECISION,
        record -> record.putShort(RecordLayout.DEPENDENCY_COUNT, (short) 1025));
    assertBad(
        "expected at most [1024] dependencies, found [65535]",
        RecordType.DECISION,
        record -> record.putShort(RecordLayout.DEPENDENCY_COUNT, (short) -1));
    // Behind two of them are four bytes of attributes.
    assertEquals(SECOND + DependenciesLayout.BYTES, DependenciesLayout.end(2));
    assertBad(
        "expected 8 bytes, 4 are left at byte 320 of the record",
        RecordType.DECISION,
        record -> record.putShort(RecordLayout.DEPENDENCY_COUNT, (short) 1024));
    // The second one reads as no attributes, and then more follows.
    assertBad(
        "expected the end of the record at byte "
            + (SECOND + AttributesLayout.FIRST)
            + " of the record",
        RecordType.DECISION,
        record -> record.putShort(RecordLayout.DEPENDENCY_COUNT, (short) 1));
  }

  @Test
  void dependenciesOfAnyOtherRecord_areTampering() throws Exception {
    for (RecordType type : List.of(RecordType.OUTCOME, RecordType.DICT, RecordType.SEG_CLOSE)) {
      assertBad(
          "expected zero at byte [124] of the record",
          type,
          record -> record.put(RecordLayout.DEPENDENCY_COUNT, (byte) 1));
    }
  }

  private void assertBad(String what, RecordType type, Forger.Change change) throws Exception {
    Path file = write();
    new Forger().forge(List.of(file), record -> changeOf(type, record, change));

    BadRecord bad = TestJournals.verify(file).firstBad();

    assertEquals(what, bad == null ? "" : bad.what());
  }

  private static void changeOf(RecordType type, ByteBuffer record, Forger.Change change) {
    if (record.get(RecordLayout.TYPE) == type.code()) {
      change.make(record);
    }
  }
}
