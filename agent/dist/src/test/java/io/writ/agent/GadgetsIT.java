package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Gadgets;
import io.writ.core.artifact.Grant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects whose reading acts: what reading was granted for does not cover what they do. */
class GadgetsIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void objectsThatActWhenTheyAreRead_areDeniedWhereTheyAct() throws Exception {
    Path kept = Files.writeString(directory.resolve("kept"), "kept");
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policy(
                """
                ceiling:
                  everything: { actions: ["*"] }
                """);
    Map<String, Grant> making = new LinkedHashMap<>();
    making.put("jdk:code.load", Grant.ANY);
    making.put("jdk:code.define", Grant.ANY);

    GovernedJvm.Result result =
        jvm.run(
            Gadgets.class,
            jvm.authority.mint(making),
            jvm.authority.mint(Map.of("jdk:deserialize", Grant.ANY)),
            directory.toString());

    assertEquals(
        List.of(
            "plain object, unbound: harmless",
            "plain object, granted: harmless",
            "list, unbound: denied jdk:deserialize",
            "list, granted: [harmless]",
            "process, unbound: denied jdk:deserialize",
            "process, granted: denied jdk:process.start",
            "file, unbound: denied jdk:deserialize",
            "file, granted: denied jdk:file.delete",
            "URL in a map, unbound: denied jdk:deserialize",
            "URL in a map, granted: a map",
            "stylesheet, unbound: denied jdk:deserialize",
            "stylesheet, granted: denied jdk:code.load",
            "marshalled object of RMI, unbound: denied jdk:deserialize",
            "marshalled object of RMI, granted: denied jdk:process.start",
            "XMLDecoder, process, unbound: denied jdk:deserialize",
            "XMLDecoder, process, granted: denied jdk:process.start",
            "XMLDecoder, harmless, unbound: denied jdk:deserialize",
            "XMLDecoder, harmless, granted: harmless"),
        result.out(),
        () -> result.err().toString());
    assertTrue(Files.exists(kept), "what was to be deleted");
    assertFalse(Files.exists(directory.resolve("mark")), "what a process would have made");
    Journals journals = Journals.verified(jvm.journal());
    // The map swallows that its key's host could not be looked up.
    assertEquals(1, journals.count("jdk:net.resolve", "DENIED"));
    assertEquals(0, journals.count("jdk:net.resolve", "ALLOWED_BY_ARTIFACT"));
    System.out.println(
        "gadgets on JDK " + Runtime.version().feature() + ": " + result.out().size() / 2);
  }
}
