package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Allocation;
import io.writ.core.artifact.Grant;
import io.writ.replay.JournalVerdict;
import io.writ.replay.JournalVerdict.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What writes the journal, and how many files it writes, on the shipped jar. */
class StoreIT {
  private static final int CALLS = 10_000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private GovernedJvm jvm;

  @BeforeEach
  void makeJvm() throws Exception {
    jvm = new GovernedJvm(directory).policy("ceiling:\n  pay: { actions: [\"test:pay\"] }\n");
  }

  @Test
  void manySegments_areWrittenByEitherStoreAndVerifyAsOneJournal() throws Exception {
    for (String store : List.of("chronicle", "file")) {
      JournalVerdict verdict = verdictOf(",journal.segment=1,journal.store=" + store);
      assertEquals(store, verdict.genesis().get("store"));
      assertTrue(segments(verdict.name()) >= 5, verdict.name()::toString);
    }
  }

  /** On a JDK that knows the flag; on others there is nothing to deny. */
  @Test
  void jvmThatDeniesUnsafeMemoryAccess_writesPlainFiles() throws Exception {
    boolean canDeny = Runtime.version().feature() >= 24;
    if (canDeny) {
      jvm.flag("--sun-misc-unsafe-memory-access=deny");
    }
    JournalVerdict verdict = verdictOf("");
    assertEquals(canDeny ? "file" : "chronicle", verdict.genesis().get("store"));
  }

  private JournalVerdict verdictOf(String options) throws Exception {
    Path journal = directory.resolve("journal" + options.length());
    jvm.options(
        "policy="
            + jvm.policyFile()
            + ",trust="
            + jvm.trustFile()
            + ",journal="
            + journal
            + options);
    String artifact = jvm.authority.mint(Map.of("test:pay", Grant.ANY));
    GovernedJvm.Result result =
        jvm.run(Allocation.class, artifact, Integer.toString(CALLS), Integer.toString(CALLS));
    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    assertEquals(List.of(), result.writLines());
    Journals journals = Journals.verified(journal);
    // Warming up, measured, measured again, and one call in front and at the begin of that.
    assertEquals(3 * CALLS + 2, journals.count("test:pay", "ALLOWED_BY_ARTIFACT"));
    JournalVerdict verdict = journals.set().verdicts().get(0);
    assertEquals(State.CLOSED, verdict.state());
    return verdict;
  }

  private static long segments(Path journal) throws Exception {
    try (Stream<Path> files = Files.list(journal.resolve("q"))) {
      return files.filter(file -> file.toString().endsWith(".cq4")).count();
    }
  }
}
