package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Batch;
import io.writ.core.artifact.Grant;
import io.writ.replay.ExecutionId;
import io.writ.replay.JournalRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that handles the results of several others says so in its records, on the shipped jar. */
class BatchIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void batch_dependsOnEachArrival_inTheScopeAndInItsTasksAlone() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory).policy("ceiling:\n  all: { actions: [\"test:*\"] }\n");
    String artifact = jvm.authority.mint(Map.of("test:handle", Grant.ANY, "test:store", Grant.ANY));

    GovernedJvm.Result result = jvm.run(Batch.class, artifact);

    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    assertEquals(
        List.of("handoff [0] of [1] is [null]; pass what Writ.capture() returned", "7"),
        result.out());
    List<JournalRecord> decisions =
        Journals.verified(jvm.journal()).records().stream()
            .filter(record -> !record.isOutcome())
            .toList();
    List<ExecutionId> arrivals =
        decisions.stream()
            .filter(record -> "test:handle".equals(record.action()))
            .map(JournalRecord::parent)
            .toList();
    List<JournalRecord> stored =
        decisions.stream().filter(record -> "test:store".equals(record.action())).toList();
    assertEquals(2, arrivals.size());
    assertEquals(
        List.of(arrivals, arrivals, arrivals, List.of(), List.of()),
        stored.stream().map(JournalRecord::dependencies).toList());
    assertEquals(1, stored.stream().map(JournalRecord::parent).distinct().count());
    assertTrue(
        decisions.stream()
            .filter(record -> !"test:store".equals(record.action()))
            .allMatch(record -> record.dependencies().isEmpty()));
    assertShown(jvm, arrivals);
  }

  private static void assertShown(GovernedJvm jvm, List<ExecutionId> arrivals) throws Exception {
    String journal = jvm.journal().toString();
    String ids = arrivals.stream().map(ExecutionId::toString).collect(Collectors.joining(","));
    GovernedJvm.Result shown =
        jvm.writ("show", "--action", "test:store", "--verdict", "allowed", journal);
    assertEquals(0, shown.status(), shown::toString);
    assertEquals(
        List.of(true, true, true, false, false),
        shown.out().stream()
            .skip(1)
            .map(line -> line.endsWith("  (epoch=1) (depends=" + ids + ")"))
            .toList(),
        shown::toString);
    assertEquals(3, shown.out().stream().filter(line -> line.contains("depends=")).count());
    GovernedJvm.Result json =
        jvm.writ("show", "--json", "--action", "test:store", "--verdict", "allowed", journal);
    String member = ",\"depends\":[\"" + ids.replace(",", "\",\"") + "\"],";
    assertEquals(
        List.of(true, true, true, false, false),
        json.out().stream().map(line -> line.contains(member)).toList(),
        json::toString);
    assertEquals(0, jvm.writ("verify", journal).status());
  }
}
