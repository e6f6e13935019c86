package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.programs.RandomPrograms;
import io.writ.agent.fixture.propagation.Acts;
import io.writ.core.artifact.Grant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs made by chance run with the authority that the model says. {@code -Dwrit.randomPrograms}
 * says how many there are, {@code -Dwrit.seed} which.
 */
class RandomProgramsIT {
  private static final long PROGRAMS = Long.getLong("writ.randomPrograms", 3_000);
  private static final long SEED = Long.getLong("writ.seed", new SecureRandom().nextInt());

  /** In one JVM, whose artifacts are good for some minutes. */
  private static final long BATCH = 5_000;

  private static final String RULES =
      """
        end: { actions: ["jdk:runtime.exit"] }
      ceiling:
        all: { actions: ["test:*"] }
      """;

  private static final Map<String, Grant> TOOLS = Map.of(Acts.WORK, Grant.ANY);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void everyLookOfRandomPrograms_seesTheOwnerThatTheModelSays() throws Exception {
    for (long first = 0; first < PROGRAMS; first += BATCH) {
      run(first, Math.min(BATCH, PROGRAMS - first));
    }
  }

  private void run(long first, long count) throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(Files.createDirectory(directory.resolve("from-" + first))).policy(RULES);
    GovernedJvm.Result result =
        jvm.run(
            RandomPrograms.class,
            Long.toString(SEED),
            Long.toString(first),
            Long.toString(count),
            mint(jvm, "alice"),
            mint(jvm, "bob"),
            mint(jvm, "carol"));
    assertEquals(0, result.status(), () -> result.err().toString());
    String told = String.join("\n", result.out());
    System.out.println("seed " + SEED + ": " + result.out().get(result.out().size() - 1));
    assertEquals(1, result.out().size(), () -> "seed " + SEED + ":\n" + told);
    assertTrue(told.startsWith(count + " programs, "), told);
    Journals.verified(jvm.journal());
  }

  private static String mint(GovernedJvm jvm, String subject) {
    return jvm.authority.mintOf(subject, TOOLS, Duration.ofMinutes(5));
  }
}
