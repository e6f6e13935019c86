package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Allocation;
import io.writ.core.artifact.Grant;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Scalar;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The allowed path leaves no garbage, records included. */
class AllocationIT {
  private static final int WARM_UP = 200_000;
  private static final int MEASURED = 200_000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  /**
   * The residue is per segment and not per call: the step to the next one opens and maps a file,
   * which is some 35 KB.
   */
  @Test
  void allowedGovernedCall_allocatesLessThanOneByteOnAverage() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory).policy("ceiling:\n  pay: { actions: [\"test:pay\"] }\n");
    jvm.options(jvm.agentArgument() + ",journal.segment=64");
    String artifact =
        jvm.authority.mint(
            Map.of(
                "test:pay",
                new Grant(
                    Map.of(
                        "amount",
                        new Range(null, BigDecimal.valueOf(500)),
                        "currency",
                        new OneOf(List.of(new Scalar.Text("EUR"), new Scalar.Text("USD")))))));

    GovernedJvm.Result result =
        jvm.run(Allocation.class, artifact, Integer.toString(WARM_UP), Integer.toString(MEASURED));

    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    for (int line = 0; line < 2; line++) {
      long bytes = Long.parseLong(result.out().get(line));
      String how = line == 0 ? "" : " in a dependOn scope";
      System.out.println(MEASURED + " allowed governed calls" + how + ": " + bytes + " bytes");
      assertTrue(bytes <= MEASURED, () -> bytes + " bytes in " + MEASURED + " calls" + how);
    }
    Journals journals = Journals.verified(jvm.journal());
    assertEquals(
        WARM_UP + MEASURED + 1 + 1 + MEASURED,
        journals.records().stream().filter(r -> "test:pay".equals(r.action())).count());
  }
}
