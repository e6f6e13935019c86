package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.ChildFirst;
import io.writ.api.Writ;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API in a child-first loader exists twice; the copy must not believe that it is governed. */
class ChildFirstIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void apiLoadedTwice_saysSoInsteadOfBinding() throws Exception {
    String api =
        Path.of(Writ.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policy(
                """
                  api: { actions: ["jdk:file.read", "jdk:file.stat"], where: { path: { path_under: "%s" } } }
                  loader: { actions: ["jdk:code.*"] }
                """
                    .formatted(Path.of(api).toRealPath()));
    GovernedJvm.Result result = jvm.run(ChildFirst.class, api, GovernedJvm.FIXTURES.toString());
    assertEquals(1, result.out().size(), result.err().toString());
    String line = result.out().get(0);
    assertTrue(line.startsWith("io.writ.api was loaded by ["), line);
    assertTrue(
        line.endsWith(
            "] although the agent provides it; make that loader delegate io.writ.* to its parent, or"
                + " remove writ-runtime-api from its libraries"),
        line);
  }
}
