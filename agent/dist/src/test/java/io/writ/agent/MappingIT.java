package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Till;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mappings on the shipped jar, where they cannot simply be woven into what comes. */
class MappingIT {
  private static final String TILL =
      """
      actions:
        till:
          method: "java.util.function.LongUnaryOperator#applyAsLong"
          action: "till:pay"
          arguments: { amount: 0 }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void classThatAnotherAgentLoadedBefore_isGovernedLikeAnyOther() throws Exception {
    Files.writeString(directory.resolve("classes"), Till.class.getName() + "\n");
    GovernedJvm jvm = new GovernedJvm(directory).policy(TILL);
    ProcessBuilder command = jvm.command(Till.class);
    // Agents of this variable start before those of the command line.
    command
        .environment()
        .put("JAVA_TOOL_OPTIONS", "-javaagent:" + ReadBackAgent.jar(directory) + "=" + directory);

    GovernedJvm.Result result = GovernedJvm.run(command);

    assertTrue(Files.exists(directory.resolve(Till.class.getName() + ".class")), "it was loaded");
    assertEquals(
        List.of(
            "denied [till:pay] at [io.writ.agent.fixture.Till.applyAsLong]: no artifact is bound to"
                + " thread [main]; bind one with scope [till:pay amount=…], or grant it in policy"
                + " [test v1] under ambient"),
        result.out(),
        () -> String.join("\n", result.err()));
    assertEquals(
        List.of("DENIED till:pay at applyAsLong []"),
        Journals.verified(jvm.journal()).decisions("till:.*"));
  }

  @Test
  void classThatCannotBeGovernedAsTheMappingSays_doesNotRun() throws Exception {
    String mapping =
        """
        actions:
          till: { method: "io.writ.agent.fixture.Till#pay" }
        """;
    GovernedJvm.Result result = new GovernedJvm(directory).policy(mapping).run(Till.class);
    assertEquals(1, result.status());
    assertEquals(List.of(), result.out());
    assertEquals(
        List.of(
            "writ: class [io.writ.agent.fixture.Till] is refused because it cannot be governed:"
                + " mapping [till] names [io.writ.agent.fixture.Till#pay], and the class declares no"
                + " such method; name the class that declares it"),
        result.writLines().stream().distinct().toList());
  }

  @Test
  void mappingOfAMethodThatTheJdkKeepsToItself_refusesTheStart() throws Exception {
    String mapping =
        """
        actions:
          clock: { method: "java.lang.System#nanoTime" }
        """;
    GovernedJvm.Result result = new GovernedJvm(directory).policy(mapping).run(Till.class);
    assertEquals(78, result.status());
    assertEquals(
        List.of(
            "writ: the start is refused: mapping [clock] names [java.lang.System#nanoTime()] of the"
                + " JDK, which no application class can override; narrow the mapping, and govern what"
                + " the JDK does by its [jdk:] actions"),
        result.writLines());
  }
}
