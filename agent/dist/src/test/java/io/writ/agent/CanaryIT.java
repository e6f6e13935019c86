package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Stripped;
import io.writ.agent.fixture.Stripper;
import io.writ.agent.fixture.WatchKiller;
import io.writ.core.artifact.Grant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever takes the checks away, or the thread that looks after them, gains nothing by it. */
class CanaryIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private GovernedJvm jvm() throws Exception {
    return new GovernedJvm(directory)
        .policy(
            """
              other-agent: { actions: ["jdk:runtime.agent"] }
              its-jar:
                actions: ["jdk:file.read", "jdk:file.stat"]
                where: { path: { path_under: "${user.dir}/read-back.jar" } }
              files:
                actions: ["jdk:file.read"]
                where: { path: { path_under: "%s" } }
            ceiling:
              held: { actions: ["test:*"] }
            """
                .formatted(directory.toRealPath().resolve("granted")));
  }

  @ParameterizedTest
  @CsvSource({
    "java.io.FileInputStream, AGENT_TAMPERED, java.io.FileInputStream.<init>",
    "sun.nio.fs.UnixChannelFactory, ran, java.nio.file.Files.newByteChannel"
  })
  void checkThatAnotherAgentTakesOut_deniesEverythingWithinSeconds(
      String type, String grantedFile, String site) throws Exception {
    Path granted = Files.writeString(directory.resolve("granted"), "x");
    Path denied = Files.writeString(directory.resolve("denied"), "x");
    GovernedJvm jvm = jvm().flag("-javaagent:" + ReadBackAgent.jar(directory, Stripper.class));

    GovernedJvm.Result result =
        jvm.run(
            Stripped.class,
            jvm.authority.mint(Map.of("test:held", new Grant(Map.of()))),
            denied.toString(),
            granted.toString(),
            type);

    assertEquals(
        List.of(
            "before: ACTION_NOT_IN_SCOPE",
            "granted before: ran",
            "method: AGENT_TAMPERED",
            // The class that lost its check has none to deny with.
            "granted file: " + grantedFile,
            "process: AGENT_TAMPERED",
            "bind: AGENT_TAMPERED"),
        result.out(),
        () -> result.err().toString());
    assertEquals(
        List.of(
            "writ: the check in front of ["
                + site
                + "] is gone: something took it out of the class; every governed call is denied"
                + " from now on; find out what did it, and restart without it"),
        result.writLines().stream().filter(line -> !line.contains("is weakened")).toList());
    assertTrue(Journals.verified(jvm.journal()).count("writ:self-test", "DENIED") >= 1);
  }

  @Test
  void watchThatIsInterruptedStoppedAndSuspended_goesOnOrEverythingIsDenied() throws Exception {
    Path granted = Files.writeString(directory.resolve("granted"), "x");
    GovernedJvm jvm = jvm();

    GovernedJvm.Result result = jvm.run(WatchKiller.class, granted.toString());

    List<String> out = result.out();
    assertEquals("after interrupts: ran", out.get(0), () -> out + " " + result.err());
    assertEquals("watch: alive", out.get(2));
    boolean canSuspend = out.contains("suspend: done");
    // A thread of the journal's that is suspended while it appends keeps the journal from others.
    boolean isDenied =
        out.contains("suspended: AGENT_STALLED") || out.contains("suspended: JOURNAL_UNAVAILABLE");
    assertEquals(canSuspend, isDenied, out::toString);
    assertTrue(out.contains("at last: ran"), out::toString);
    // Who may stop threads can end the journal, and with it every governed call.
    boolean canStop = out.contains("stop: done");
    assertEquals(
        canStop, out.contains("without its journal's threads: JOURNAL_UNAVAILABLE"), out::toString);
    assertEquals(Runtime.version().feature() < 21, canSuspend, out::toString);
    System.out.println("watch on JDK " + Runtime.version().feature() + ": " + out);
    Journals.verified(jvm.journal());
  }
}
