package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.writ.agent.fixture.AttachTarget;
import io.writ.agent.fixture.LateAgent;
import io.writ.core.artifact.Grant;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are loaded into a governed JVM: by itself, from beside it, by jcmd, by a bean. */
class AttachIT {
  private static final String GOVERNED =
      "agent did not run, file NO_ARTIFACT jdk:file.read, method NO_ARTIFACT test:held";
  private static final String LOAD =
      "DENIED jdk:runtime.agent at loadClassAndCallAgentmain [operation=load, target="
          + LateAgent.class.getName()
          + "]";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path forbidden;

  @SuppressWarnings("NullAway.Init") // set before each test
  private GovernedJvm jvm;

  @BeforeEach
  void files() throws Exception {
    forbidden = Files.writeString(directory.toRealPath().resolve("forbidden"), "x");
    jvm =
        new GovernedJvm(directory)
            .policy(
                """
                  its-jars:
                    actions: ["jdk:file.read", "jdk:file.stat"]
                    where: { path: { path_under: "%s/jars" } }
                  beans: { actions: ["jdk:runtime.jmx"] }
                  memory: # what the beans are made from
                    actions: ["jdk:file.read", "jdk:file.stat"]
                    where: { path: { path_under: ["/proc", "/sys"] } }
                  its-library: { actions: ["jdk:code.native"], where: { library: attach } }
                ceiling:
                  held: { actions: ["jdk:runtime.diagnostic"] }
                journal:
                  attributes: { "jdk:runtime.agent": ["*"] }
                """
                    .formatted(directory.toRealPath()))
            .flag("-Dfixture.forbidden=" + forbidden);
  }

  /** Its manifest has the boot loader search a jar too, before any code of it runs. */
  private Path lateAgent() throws IOException {
    Path jars = Files.createDirectory(directory.toRealPath().resolve("jars"));
    NeighboursIT.bootJar(jars, "io.writ.gate.Boot", "evil.Boot");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", LateAgent.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    manifest.getMainAttributes().putValue("Boot-Class-Path", "boot.jar");
    Path jar = jars.resolve("late.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.flush();
    }
    return jar;
  }

  @Test
  void agentThatAnotherProcessAttaches_isDeniedBeforeItsFirstInstruction() throws Exception {
    Path jar = lateAgent();
    try (Conversation target = new Conversation(jvm, AttachTarget.class)) {
      assertEquals(GOVERNED, target.say("state " + forbidden));
      VirtualMachine machine = VirtualMachine.attach(target.pid());
      try {
        assertThrows(
            AgentInitializationException.class, () -> machine.loadAgent(jar.toString(), "x"));
      } finally {
        machine.detach();
      }
      assertEquals(GOVERNED, target.say("state " + forbidden));
      assertEquals("ClassFormatError", target.say("boot io.writ.gate.Boot"));
      assertEquals(
          "decider IllegalAccessException, runtime IllegalAccessException, file NO_ARTIFACT",
          target.say("boot evil.Boot"));
      GovernedJvm.Result jcmd =
          GovernedJvm.run(
              new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  target.pid(),
                  "JVMTI.agent_load",
                  jar.toString()));
      assertEquals(List.of(target.pid() + ":", "return code: 102"), jcmd.out());
      assertEquals(GOVERNED, target.say("state " + forbidden));
    }
    assertEquals(
        List.of(LOAD, LOAD), Journals.verified(jvm.journal()).decisions("jdk:runtime.agent"));
  }

  @Test
  void attachingToItself_andTheBeanThatLoadsAgents_areDenied() throws Exception {
    Path jar = lateAgent();
    String diagnostic = jvm.authority.mint(Map.of("jdk:runtime.diagnostic", new Grant(Map.of())));
    jvm.flag("-Djdk.attach.allowAttachSelf=true");
    String pid;
    try (Conversation target = new Conversation(jvm, AttachTarget.class)) {
      pid = target.pid();
      assertEquals("NO_ARTIFACT jdk:runtime.agent", target.say("self " + pid + " " + jar));
      assertEquals("NO_ARTIFACT jdk:runtime.diagnostic", target.say("bean " + jar));
      assertEquals("return code: 102", target.say("bound-bean " + diagnostic + " " + jar));
      assertEquals(GOVERNED, target.say("state " + forbidden));
    }
    assertEquals(
        List.of("DENIED jdk:runtime.agent at <init> [operation=attach, target=" + pid + "]", LOAD),
        Journals.verified(jvm.journal()).decisions("jdk:runtime.agent"));
  }

  @Test
  void jvmThatIsStartedWithoutAttaching_letsNobodyLoadAnAgent() throws Exception {
    Path jar = lateAgent();
    jvm.flag("-XX:+DisableAttachMechanism").flag("-XX:-EnableDynamicAgentLoading");
    try (Conversation target = new Conversation(jvm, AttachTarget.class)) {
      assertEquals(GOVERNED, target.say("state " + forbidden));
      Exception refused =
          assertThrows(
              AttachNotSupportedException.class, () -> VirtualMachine.attach(target.pid()));
      assertEquals("The VM does not support the attach mechanism", refused.getMessage());
      assertEquals(GOVERNED, target.say("state " + forbidden));
      assertEquals("ClassNotFoundException", target.say("boot evil.Boot"));
    }
    assertEquals(List.of(), Journals.verified(jvm.journal()).decisions("jdk:runtime.agent"));
    assertTrue(Files.exists(jar));
  }
}
