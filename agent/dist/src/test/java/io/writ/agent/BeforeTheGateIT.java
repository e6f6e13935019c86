package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Early;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What another agent began before ours is ungoverned until ours is up, and governed from then on.
 */
class BeforeTheGateIT {
  private static final Pattern ENDS =
      Pattern.compile("before main: ran (\\d+), then denied (\\d+), then ran (\\d+)");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void threadOfAnEarlierAgent_isGovernedFromTheFirstDenialOn_andItsAgentIsSaid() throws Exception {
    Path forbidden = Files.writeString(directory.toRealPath().resolve("forbidden"), "x");
    GovernedJvm jvm = new GovernedJvm(directory).policy("");
    Path other = ReadBackAgent.jar(directory, Early.class);
    ProcessBuilder command = jvm.command(Early.class);
    command.command().add(1, "-javaagent:" + other + "=" + forbidden);

    GovernedJvm.Result result = GovernedJvm.run(command);

    assertEquals(0, result.status(), () -> result.err().toString());
    assertEquals(2, result.out().size(), () -> result.out() + " " + result.err());
    Matcher ends = ENDS.matcher(result.out().get(0));
    assertTrue(ends.matches(), () -> result.out().toString());
    assertTrue(Long.parseLong(ends.group(1)) > 0, () -> result.out().toString());
    assertTrue(Long.parseLong(ends.group(2)) > 0, () -> result.out().toString());
    assertEquals("0", ends.group(3));
    assertEquals("in main: ran 0", result.out().get(1));
    assertEquals(
        List.of(
            "writ: this JVM is weakened: [-javaagent:"
                + other
                + "] starts another agent, which can take the checks out of any class"),
        result.writLines());
    long recorded = Journals.verified(jvm.journal()).count("jdk:file.read", "DENIED");
    assertEquals(100 + Long.parseLong(ends.group(2)), recorded);
    System.out.println(
        "before the gate on JDK " + Runtime.version().feature() + ": " + result.out());
  }
}
