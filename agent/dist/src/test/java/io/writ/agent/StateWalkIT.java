package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.GateAbuse;
import io.writ.agent.fixture.OpenedWalk;
import io.writ.agent.fixture.StateWalk;
import io.writ.core.artifact.Grant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application holds of the agent, or can name of it, gives it no hold on the agent. */
class StateWalkIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private GovernedJvm jvm;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path forbidden;

  @SuppressWarnings("NullAway.Init") // set before each test
  private String artifact;

  @BeforeEach
  void policyThatGrantsAllButOne() throws Exception {
    forbidden = Files.writeString(directory.toRealPath().resolve("forbidden"), "x");
    jvm =
        new GovernedJvm(directory)
            .policy(
                """
                  everything: { actions: ["jdk:*"] }
                ceiling:
                  held: { actions: ["test:*"] }
                deny:
                  forbidden:
                    actions: ["jdk:file.*"]
                    where: { path: { path_under: "%s" } }
                """
                    .formatted(forbidden));
    artifact =
        jvm.authority.mint(
            Map.of("test:held", new Grant(Map.of()), "test:trial", new Grant(Map.of())));
  }

  @Test
  void agentsClasses_areNotOpenedWhateverThePolicyGrants() throws Exception {
    GovernedJvm.Result result = jvm.run(OpenedWalk.class, artifact, GovernedJvm.AGENT.toString());
    assertEquals(List.of(), result.out().stream().filter(line -> line.startsWith("LEAK")).toList());
    assertTrue(result.out().contains("END"), () -> result.out() + " " + result.err());
  }

  @Test
  void whatAnApplicationHoldsOrCanName_canNeitherBeSetNorLeadsToTheAgent() throws Exception {
    GovernedJvm.Result result =
        jvm.run(StateWalk.class, artifact, GovernedJvm.AGENT.toString(), forbidden.toString());

    assertEquals(List.of(), result.out().stream().filter(l -> l.startsWith("LEAK")).toList());
    assertTrue(result.out().contains("END"), () -> result.out() + " " + result.err());
    Journals.verified(jvm.journal());
    System.out.println("state walk on JDK " + Runtime.version().feature() + ": " + result.out());
  }

  @Test
  void gateThatIsCalledByStrangers_neitherWidensNorSwitchesOff() throws Exception {
    GovernedJvm.Result result = jvm.run(GateAbuse.class, artifact, forbidden.toString());

    assertEquals(
        List.of(
            "guessed exit: denied",
            "stale exit: denied",
            "another thread's list: refused 1000",
            "another thread's list while its owner acts: ran 0",
            "the method without authority: ran 0"),
        result.out(),
        () -> result.err().toString());
    Journals.verified(jvm.journal());
  }
}
