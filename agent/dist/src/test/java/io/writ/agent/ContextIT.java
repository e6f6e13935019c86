package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Wildcard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose authority work has that Reactor, Micrometer and Spring hand to other threads. */
class ContextIT {
  private static final Path OWNERS = Path.of(System.getProperty("writ.owners.service"));

  private static final String RULES =
      """
        everything: { actions: ["jdk:*"] }
      ceiling:
        effects: { actions: ["owners:effect"] }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void work_hasTheAuthorityOfItsContext_andThreadsKeepNothing() throws Exception {
    GovernedJvm jvm = new GovernedJvm(directory).policy(RULES).program(OWNERS);
    GovernedJvm.Result result =
        GovernedJvm.run(
            jvm.command("io.writ.owners.Rows", artifact(jvm, "alice"), artifact(jvm, "bob")));
    List<String> problems = new ArrayList<>();
    List<PropagationRow> rows = PropagationRow.read(result, problems);
    for (PropagationRow row : rows) {
      if (row.deviates()) {
        problems.add(row.key() + ": expected [" + row.expected() + "], was [" + row.actual() + "]");
      }
    }
    System.out.println(
        "contexts on JDK "
            + Runtime.version().feature()
            + ": "
            + rows.size()
            + " rows, "
            + rows.stream().filter(PropagationRow::deviates).count()
            + " deviating");
    assertEquals("", String.join("\n", problems), () -> String.join("\n", result.err()));
    assertTrue(rows.size() >= 70, () -> "rows: " + rows.size());
    Journals.verified(jvm.journal());
  }

  private static String artifact(GovernedJvm jvm, String owner) {
    Grant own =
        new Grant(
            Map.of(
                "owner", new Exact(new Scalar.Text(owner)),
                "where", new Wildcard(),
                "request", new Wildcard()));
    return jvm.authority.mintOf(owner, Map.of("owners:effect", own), Duration.ofMinutes(5));
  }
}
