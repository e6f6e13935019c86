package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.HandOverCosts;
import io.writ.core.artifact.Grant;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hand-over allocates beside the bare JDK, and what it leaves behind. */
class HandOverCostsIT {
  private static final int BOUND_BYTES = 64;
  private static final int HEAP_BYTES = 512 * 1024;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void handOver_allocatesNothingUnbound_andLittleBound_andLeavesNothingBehind() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory).policy("ceiling:\n  all: { actions: [\"test:*\"] }\n");
    Map<String, Long> bare =
        costs(
            GovernedJvm.run(
                new ProcessBuilder(
                        GovernedJvm.JAVA,
                        "-Xmx512m",
                        "-Dwrit.agentless=permit",
                        "-cp",
                        GovernedJvm.FIXTURES + ":" + GovernedJvm.AGENT,
                        HandOverCosts.class.getName())
                    .directory(directory.toFile())));
    Map<String, Long> unbound = costs(jvm.run(HandOverCosts.class));
    Map<String, Long> bound =
        costs(jvm.run(HandOverCosts.class, jvm.authority.mint(Map.of("test:open", Grant.ANY))));
    System.out.println(
        "bytes of a task on JDK "
            + Runtime.version().feature()
            + ": bare "
            + bare
            + ", unbound "
            + unbound
            + ", bound "
            + bound);
    for (String how : List.of("pool execute", "pool submit", "fork-join execute")) {
      long alone = bare.getOrDefault(how, -1L);
      // A byte or two: the JDK's own queues and threads are not exact.
      assertTrue(Math.abs(alone - unbound.getOrDefault(how, -1L)) <= 2, how);
      assertTrue(bound.getOrDefault(how, Long.MAX_VALUE) <= alone + BOUND_BYTES, how);
    }
    assertTrue(bound.getOrDefault("heap", Long.MAX_VALUE) <= HEAP_BYTES, bound::toString);
  }

  private static Map<String, Long> costs(GovernedJvm.Result result) {
    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    Map<String, Long> costs = new HashMap<>();
    for (String line : result.out()) {
      String[] parts = line.split(": ", 2);
      costs.put(parts[0], Long.valueOf(parts[1]));
    }
    return costs;
  }
}
