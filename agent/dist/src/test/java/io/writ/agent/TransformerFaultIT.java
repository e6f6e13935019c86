package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.TornLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class that cannot be woven, whatever the reason, is no class, and stderr says so. */
class TransformerFaultIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private static String refused(String why) {
    return "writ: class ["
        + TornLoader.Below.class.getName()
        + "] is refused because it cannot be governed: "
        + why;
  }

  @Test
  void classThatCannotBeRead_isRefusedAndNeverRunsUnchecked() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory).policy("  loaders: { actions: [\"jdk:code.*\"] }\n");

    GovernedJvm.Result result = jvm.run(TornLoader.class);

    assertEquals(
        List.of(
            "control: NO_ARTIFACT",
            "exception: ClassFormatError",
            "hostile exception: ClassFormatError",
            "newer version: ClassFormatError"),
        result.out(),
        () -> result.err().toString());
    assertEquals(
        List.of(
            refused("java.lang.IllegalStateException: torn"),
            refused("io.writ.agent.fixture.TornLoader$Hostile"),
            refused(
                "its class file cannot be read: Unsupported class file version 99.0; use an agent"
                    + " that knows it")),
        result.writLines());
    Journals.verified(jvm.journal());
  }
}
