package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.writ.core.lineage.HandOverKind;
import io.writ.replay.LineageNode.Ancestry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageForestTest {

  @Test
  void executions_hangUnderTheirParentsInJournalOrder() {
    LineageForest forest = forest(call(1, 0), call(2, 1), call(3, 1), call(4, 3), end(1));

    LineageNode root = forest.roots().get(0);
    List<Long> order = new ArrayList<>();
    LineageForest.walk(root, (node, last) -> order.add(node.decision().execution().low()));
    assertEquals(List.of(1L, 2L, 3L, 4L), order);
    assertNotNull(root.outcome());
    assertEquals(Ancestry.ROOT, root.ancestry());
    assertEquals(Ancestry.RESOLVED, root.children().get(1).ancestry());
  }

  @Test
  void missingParent_isShownAsUnresolved() {
    LineageForest forest = forest(call(2, 9), call(3, 2));

    assertEquals(1, forest.roots().size());
    assertEquals(Ancestry.UNRESOLVED, forest.roots().get(0).ancestry());
    assertEquals(1, forest.roots().get(0).children().size());
  }

  @Test
  void cyclesAndSelfParents_areReportedAndNotFollowed() {
    LineageForest forest = forest(call(1, 1), call(2, 3), call(3, 4), call(4, 2), call(5, 3));

    assertEquals(
        List.of(Ancestry.CYCLIC, Ancestry.CYCLIC, Ancestry.CYCLIC, Ancestry.CYCLIC),
        forest.roots().stream().map(LineageNode::ancestry).toList());
    LineageNode third = forest.find(new ExecutionId(7, 3));
    assertNotNull(third);
    assertEquals(5, third.children().get(0).decision().execution().low());
  }

  @Test
  void repeatedExecutionIdsAndOrphanedOutcomes_areReported() {
    LineageForest forest = forest(call(1, 0), call(1, 0), end(1), end(1), end(2));

    assertEquals(3, forest.repeated().size());
  }

  @Test
  void chainOfAHundredThousandCalls_doesNotOverflowTheStack() {
    List<JournalRecord> records = new ArrayList<>();
    for (long i = 1; i <= 100_000; i++) {
      records.add(call(i, i - 1));
    }

    LineageForest forest = LineageForest.of(records);

    LineageNode at = forest.roots().get(0);
    int depth = 1;
    while (!at.children().isEmpty()) {
      at = at.children().get(0);
      depth++;
    }
    assertEquals(100_000, depth);
  }

  private static LineageForest forest(JournalRecord... records) {
    return LineageForest.of(List.of(records));
  }

  private static JournalRecord call(long id, long parent) {
    return record(id, parent, RecordedVerdict.ALLOWED_BY_ARTIFACT);
  }

  private static JournalRecord end(long id) {
    return record(id, 0, RecordedVerdict.RETURNED);
  }

  private static JournalRecord record(long id, long parent, RecordedVerdict verdict) {
    return new JournalRecord(
        "j",
        id,
        verdict.isOutcome(),
        0,
        0,
        1,
        false,
        false,
        new ExecutionId(7, id),
        parent == 0 ? ExecutionId.NONE : new ExecutionId(7, parent),
        HandOverKind.NONE,
        List.of(),
        0,
        null,
        null,
        null,
        null,
        verdict,
        null,
        null,
        null,
        0,
        0,
        false,
        List.of(),
        0,
        0,
        null);
  }
}
