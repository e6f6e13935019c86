package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with other versions of the agent's libraries does not notice the agent's. */
class IsolationIT {
  private static final Path CARRIER = Path.of(System.getProperty("writ.carrier"));
  private static final List<String> HIDDEN =
      List.of(
          "io.writ.core.decision.Decision",
          "io.writ.core.artifact.VerifiedArtifact",
          "io.writ.enforce.Enforcer",
          "io.writ.journal.SegmentedJournal",
          "io.writ.weave.Weaving",
          "io.writ.agent.start.AgentStart",
          "io.writ.cli.Cli",
          "org.snakeyaml.engine.v2.api.Load",
          "picocli.CommandLine",
          "org.objectweb.asm.ClassReader");

  /** What this old Chronicle Queue asks of any application that uses it on a modular JDK. */
  private static final List<String> CHRONICLE_FLAGS =
      List.of(
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "-Dchronicle.analytics.disable=true",
          "-Dchronicle.announcer.disable=true");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void applicationWithOtherVersions_runsUndisturbedAndSeesNothingOfOurs() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policy(
                """
                  everything-in-the-jdk: { actions: ["jdk:*"] }
                """)
            .classPath(classPath());
    CHRONICLE_FLAGS.forEach(jvm::flag);

    GovernedJvm.Result bare = GovernedJvm.run(withoutAgent(jvm.command(main(), arguments("bare"))));
    GovernedJvm.Result governed = GovernedJvm.run(jvm.command(main(), arguments("governed")));

    assertEquals(0, bare.status(), () -> String.join("\n", bare.err()));
    assertEquals(0, governed.status(), () -> String.join("\n", governed.err()));
    assertEquals(bare.out(), governed.out());
    assertTrue(
        governed.out().get(0).equals("made by byte-buddy-1.14.9.jar"), governed.out().get(0));
    assertTrue(governed.out().get(1).endsWith(" bcprov-jdk15on-1.70.jar"), governed.out().get(1));
    assertEquals("kept by chronicle-queue-5.25ea16.jar", governed.out().get(2));
    assertTrue(governed.err().contains("[main] INFO carrier - logged by slf4j-api-1.7.36.jar"));
    assertEquals(3 + HIDDEN.size() * 5, governed.out().size());
    for (String line : governed.out().subList(3, governed.out().size())) {
      assertTrue(line.startsWith("hidden "), line);
    }
    Journals.verified(jvm.journal());
  }

  private static String main() {
    return "io.writ.carrier.Carrier";
  }

  private String[] arguments(String queue) {
    List<String> arguments = new ArrayList<>();
    arguments.add(directory.resolve(queue).toString());
    arguments.addAll(HIDDEN);
    return arguments.toArray(new String[0]);
  }

  private static ProcessBuilder withoutAgent(ProcessBuilder command) {
    command.command().removeIf(argument -> argument.startsWith("-javaagent:"));
    return command;
  }

  private static String classPath() throws IOException {
    try (Stream<Path> libraries = Files.list(CARRIER.resolve("lib"))) {
      List<String> entries = new ArrayList<>();
      entries.add(CARRIER.resolve("classes").toString());
      libraries.map(Path::toString).sorted().forEach(entries::add);
      return String.join(java.io.File.pathSeparator, entries);
    }
  }
}
