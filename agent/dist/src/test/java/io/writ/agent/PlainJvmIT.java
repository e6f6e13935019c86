package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that none of us wrote, H2's shell on a database in memory, under the plainest policy.
 */
class PlainJvmIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private GovernedJvm.Result shell(GovernedJvm jvm, String sql) throws Exception {
    return GovernedJvm.run(
        jvm.command("org.h2.tools.Shell", "-url", "jdbc:h2:mem:x", "-user", "sa", "-sql", sql));
  }

  @Test
  void programThatComputes_runs_andReachesNothing() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .baseline("plain-jvm.yaml")
            .classPath(ServerProgram.jars(ServerProgram.PROGRAMS.resolve("h2")));
    GovernedJvm.Result computed = shell(jvm, "select 6 * 7 as answer");
    assertEquals(0, computed.status(), () -> String.join("\n", computed.err()));
    assertTrue(String.join("\n", computed.out()).contains("42"), computed.out()::toString);
    GovernedJvm.Result reached = shell(jvm, "select file_read('/etc/passwd', null)");
    String all = String.join("\n", reached.out()) + String.join("\n", reached.err());
    assertTrue(
        all.contains(
            "denied [jdk:file.read] at [java.nio.file.Files.newByteChannel]: no artifact is bound to"
                + " thread [main]; bind one with scope [jdk:file.read path=/etc/passwd], or grant it"
                + " in policy [plain-jvm v1] under ambient"),
        all);
    Journals journals = Journals.verified(jvm.journal());
    assertEquals(1, journals.count("jdk:file.read", "DENIED"));
    assertEquals(0, journals.count("jdk:net.connect", "DENIED"));
  }
}
