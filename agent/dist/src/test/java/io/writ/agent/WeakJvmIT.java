package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Idle;
import io.writ.core.lineage.GenesisField;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that was started so that somebody can reach around the agent. */
class WeakJvmIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private GovernedJvm jvm(String rules) throws Exception {
    return new GovernedJvm(directory)
        .policy(
            """
              other-agent: { actions: ["jdk:runtime.agent"] }
              its-jar:
                actions: ["jdk:file.read", "jdk:file.stat"]
                where: { path: { path_under: "${user.dir}/read-back.jar" } }
            """
                + rules);
  }

  private Map<String, String> genesis(GovernedJvm jvm) throws Exception {
    return Journals.verified(jvm.journal()).set().verdicts().get(0).genesis();
  }

  private void assertRefused(GovernedJvm jvm, String message) throws Exception {
    GovernedJvm.Result result = jvm.run(Idle.class);
    assertEquals(
        List.of(
            "writ: the start is refused: " + message + " under [tolerate] in " + jvm.policyFile()),
        result.writLines(),
        result.err().toString());
    assertEquals(78, result.status());
    assertTrue(!result.out().contains("main ran"), "main must not run");
  }

  @Test
  void debugger_isRefused() throws Exception {
    assertRefused(
        jvm("").flag("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0"),
        "[-agentlib:jdwp] opens a debugger, which can change any value and skip any check; remove"
            + " it, or name [debugger]");
  }

  @Test
  void patchedModule_isRefused_fromToolOptionsToo() throws Exception {
    Path patch = Files.createDirectory(directory.resolve("patch"));
    GovernedJvm jvm = jvm("");
    ProcessBuilder command = jvm.command(Idle.class);
    command.environment().put("JAVA_TOOL_OPTIONS", "--patch-module=java.sql=" + patch);
    GovernedJvm.Result result = GovernedJvm.run(command);
    assertEquals(78, result.status(), result.err().toString());
    assertEquals(
        List.of(
            "writ: the start is refused: [--patch-module=java.sql] puts classes in the place of"
                + " the JDK's; remove it, or name [patched-modules] under [tolerate] in "
                + jvm.policyFile()),
        result.writLines());
  }

  @Test
  void bootClassPath_isRefused() throws Exception {
    assertRefused(
        jvm("").flag("-Xbootclasspath/a:" + directory),
        "[-Xbootclasspath/a] puts classes beside the gate, where they can reach into it; remove"
            + " it, or name [boot-class-path]");
  }

  @Test
  void unverifiedCode_isRefused() throws Exception {
    assertRefused(
        jvm("").flag("-XX:+UnlockDiagnosticVMOptions").flag("-XX:-BytecodeVerificationRemote"),
        "[-XX:-BytecodeVerificationRemote] runs code that nobody verified, which can forge any"
            + " value; remove it, or name [unverified-code]");
  }

  @Test
  void toleratedDebuggerAndStrangerAgents_areSaidAndRecorded() throws Exception {
    Files.write(directory.resolve("classes"), List.of());
    Path other = ReadBackAgent.jar(directory);
    GovernedJvm jvm =
        jvm("""
                  second-agent:
                    actions: ["jdk:file.*"]
                    where: { path: { path_under: "%s" } }
                tolerate: [debugger]
                """
                .formatted(directory.toRealPath()))
            .flag("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0")
            .flag("-javaagent:" + other + "=" + directory)
            .flag("--add-opens=java.base/java.lang=ALL-UNNAMED");
    GovernedJvm.Result result = jvm.run(Idle.class);
    assertEquals(0, result.status(), result.err().toString());
    assertEquals(
        List.of(
            "writ: this JVM is weakened: [-agentlib:jdwp] opens a debugger, which can change any"
                + " value and skip any check; [-javaagent:"
                + other
                + "] starts another agent, which can take the checks out of any class;"
                + " [--add-opens=java.base/java.lang=ALL-UNNAMED] opens the JDK's insides to"
                + " others"),
        result.writLines());
    Map<String, String> genesis = genesis(jvm);
    assertEquals(
        "-agentlib:jdwp -javaagent:" + other + " --add-opens=java.base/java.lang=ALL-UNNAMED",
        genesis.get(GenesisField.JVM_WEAKENED.key()));
    assertEquals("possible", genesis.get(GenesisField.JVM_ATTACH.key()));
    GovernedJvm.Result verify =
        GovernedJvm.run(
            new ProcessBuilder(
                GovernedJvm.JAVA,
                "-jar",
                GovernedJvm.AGENT.toString(),
                "verify",
                jvm.journal().toString()));
    assertTrue(
        verify.out().get(0).contains("  WEAKENED: started with -agentlib:jdwp -javaagent:"),
        () -> verify.out().toString());
  }

  @Test
  void jvmThatRefusesAgents_saysSoInGenesis_andNothingOnStderr() throws Exception {
    GovernedJvm jvm =
        jvm("").flag("-XX:+DisableAttachMechanism").flag("-XX:-EnableDynamicAgentLoading");
    GovernedJvm.Result result = jvm.run(Idle.class);
    assertEquals(0, result.status(), result.err().toString());
    assertEquals(List.of(), result.writLines());
    assertEquals("", genesis(jvm).get(GenesisField.JVM_WEAKENED.key()));
    assertEquals("refused", genesis(jvm).get(GenesisField.JVM_ATTACH.key()));
  }

  @Test
  void observingAgent_startsWithADebugger_andSaysSo() throws Exception {
    GovernedJvm jvm =
        jvm("mode: observe\n")
            .flag("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
    GovernedJvm.Result result = jvm.run(Idle.class);
    assertEquals(0, result.status(), result.err().toString());
    assertTrue(
        result.writLines().get(0).startsWith("writ: this JVM is weakened: [-agentlib:jdwp] "),
        () -> result.err().toString());
    assertEquals("-agentlib:jdwp", genesis(jvm).get(GenesisField.JVM_WEAKENED.key()));
  }
}
