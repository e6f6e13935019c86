package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.AllModules;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Classes of every package of the JDK are woven or left alone, and none is broken by it; all of
 * them with {@code -Dwrit.classesPerPackage=100000}.
 */
class ModulesIT {
  private static final int PER_PACKAGE = Integer.getInteger("writ.classesPerPackage", 8);
  private static final int CLASSES = 4_000;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void classesOfEveryPackageOfEveryModule_loadAsTheyDoWithoutTheAgent() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policy("  its-own: { actions: [\"jdk:code.native\"] }\n")
            .flag("--add-modules=ALL-SYSTEM");
    ProcessBuilder bare = jvm.command(AllModules.class, Integer.toString(PER_PACKAGE));
    bare.command().removeIf(argument -> argument.startsWith("-javaagent:"));

    GovernedJvm.Result expected = GovernedJvm.run(bare);
    long start = System.nanoTime();
    GovernedJvm.Result result = jvm.run(AllModules.class, Integer.toString(PER_PACKAGE));

    System.out.println(
        "modules on JDK "
            + Runtime.version().feature()
            + " in "
            + (System.nanoTime() - start) / 1_000_000
            + " ms: "
            + result.out());
    assertEquals(0, expected.status(), () -> expected.err().toString());
    assertEquals(0, result.status(), () -> result.err().toString());
    assertEquals(List.of(), result.writLines());
    assertEquals(expected.out(), result.out());
    int loaded = Integer.parseInt(result.out().get(1).substring("loaded ".length()));
    assertTrue(loaded > CLASSES, () -> result.out().toString());
  }
}
