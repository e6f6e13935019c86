package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.propagation.Acts;
import io.writ.agent.fixture.propagation.Propagation;
import io.writ.core.artifact.Grant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A binding reaches the tasks that bound work submits, on every construct, and nothing else. */
class PropagationIT {
  private static final int JDK = Runtime.version().feature();
  private static final String STALE =
      "docs/propagation.md is stale: run this test on JDK " + JDK + " with -Dwrit.regenerate=true";

  private static final String RULES =
      """
        the-jdk: { actions: ["jdk:*"] }
      ceiling:
        rows: { actions: ["test:*"] }
      journal:
        attributes:
          "test:*": ["*"]
      """;

  /** Long enough for the program to bind it. */
  private static final Duration SOON_OVER = Duration.ofSeconds(25);

  private static final Map<String, Grant> ROWS =
      Map.of(Acts.WORK, Grant.ANY, Acts.SUBMIT, Grant.ANY);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void binding_reachesTheTasksOfItsOwner_andNothingElse() throws Exception {
    GovernedJvm jvm = governed(directory);
    GovernedJvm.Result result = run(jvm, ".*");
    List<String> problems = new ArrayList<>();
    List<PropagationRow> rows = PropagationRow.read(result, problems);
    Set<String> keys = new HashSet<>();
    for (PropagationRow row : rows) {
      if (!keys.add(row.key())) {
        problems.add("twice: " + row.key());
      }
      if (row.deviates()) {
        problems.add(row.key() + ": expected [" + row.expected() + "], was [" + row.actual() + "]");
      }
    }
    new PropagationRecords(Journals.verified(jvm.journal()).records()).check(rows, problems);
    long deviating = rows.stream().filter(PropagationRow::deviates).count();
    long here = rows.stream().filter(PropagationRow::isHere).count();
    System.out.println(
        "propagation on JDK " + JDK + ": " + here + " rows, " + deviating + " deviating");
    assertEquals("", String.join("\n", problems), () -> String.join("\n", result.err()));
    assertTrue(here >= 150, () -> "rows: " + here);
    checkDocument(rows);
  }

  static GovernedJvm governed(Path directory) throws Exception {
    return new GovernedJvm(directory).policy(RULES);
  }

  /** Runs the cases of the constructs that the pattern matches. */
  static GovernedJvm.Result run(GovernedJvm jvm, String constructs) throws Exception {
    Duration whole = Duration.ofMinutes(5);
    return jvm.run(
        Propagation.class,
        jvm.authority.mintOf("alice", ROWS, whole),
        jvm.authority.mintOf("bob", ROWS, whole),
        jvm.authority.mintOf("carol", ROWS, SOON_OVER),
        constructs);
  }

  private static void checkDocument(List<PropagationRow> rows) throws Exception {
    String before = PropagationDocument.read();
    String text = PropagationDocument.with(rows, before);
    if (Boolean.getBoolean("writ.regenerate")) {
      PropagationDocument.write(text);
    }
    assertEquals(text, PropagationDocument.read(), STALE);
  }
}
