package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Governance;
import io.writ.agent.fixture.Idle;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Lists the promised sites and finds the check in the classes that the JVM really runs. */
class ReadBackIT {
  private static final List<String> GOVERNED_METHODS =
      List.of(
          "Governance$Teller#refund(J)J",
          "Governance$PlainTeller#pay(J)J",
          "Governance$Adopted#pay(J)J",
          "Governance$Base#keep(J)J",
          "Governance$Derived#move(I)J",
          "Governance$Derived#keep(J)J",
          "Governance$LongBox#put(Ljava/lang/Long;)Ljava/lang/Long;",
          "Governance$Account#<init>(J)V",
          "Governance$Modifiers#statically(J)J",
          "Governance$Modifiers#privately(J)J",
          "Governance$Modifiers#finally1(J)J",
          "Governance$Modifiers#synchronised(J)J",
          "Governance$Modifiers#variable(J[Ljava/lang/String;)J",
          "Governance$Modifiers#generic(Ljava/lang/Number;)Ljava/lang/Number;",
          "Governance$Modifiers#failing(J)J",
          "Governance$Modifiers#primitives(ZBCSIJFD)D");

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void everyPromisedSite_isWovenInTheClassThatTheJvmRuns() throws Exception {
    List<JdkSite> promised =
        new ArrayList<>(Catalogue.shipped().sitesOn(Runtime.version().feature()));
    Set<String> classes = new LinkedHashSet<>();
    promised.removeIf(site -> !isInBase(site));
    promised.forEach(site -> classes.add(site.className()));
    GOVERNED_METHODS.forEach(
        method ->
            classes.add(
                Governance.class.getPackageName()
                    + "."
                    + method.substring(0, method.indexOf('#'))));
    Files.write(directory.resolve("classes"), classes);
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policyOfEverything(
                """
                  read-back:
                    actions: ["jdk:file.*"]
                    where: { path: { path_under: "%s" } }
                  the-other-agent: { actions: ["jdk:runtime.agent"] }
                """
                    .formatted(directory.toRealPath()));
    jvm.flag("-javaagent:" + ReadBackAgent.jar(directory) + "=" + directory);

    GovernedJvm.Result result = jvm.run(Idle.class);

    assertEquals(List.of("main ran"), result.out(), result.err().toString());
    Map<String, @Nullable String> firstCalls = new HashMap<>();
    for (String name : classes) {
      readFirstGateCalls(name, firstCalls);
    }
    for (JdkSite site : promised) {
      assertEquals("check", firstCalls.get(site.location()), site.location());
    }
    for (String method : GOVERNED_METHODS) {
      String call = firstCalls.get(Governance.class.getPackageName() + "." + method);
      assertTrue(
          "enter".equals(call) || "arguments".equals(call), method + " calls [" + call + "] first");
    }
    System.out.println(
        promised.size()
            + " JDK sites and "
            + GOVERNED_METHODS.size()
            + " governed methods promised and read back woven on JDK "
            + Runtime.version().feature());
  }

  /** For each method the gate's method that it calls before any other call, or null. */
  private void readFirstGateCalls(String className, Map<String, @Nullable String> firstCalls)
      throws Exception {
    byte[] bytes = Files.readAllBytes(directory.resolve(className + ".class"));
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                String method = className + "#" + name + descriptor;
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String type, boolean isInterface) {
                    boolean isGate = owner.equals("io/writ/gate/Gate");
                    boolean isSuper = name.equals("<init>") && opcode == Opcodes.INVOKESPECIAL;
                    if (!isSuper && !(isGate && called.equals("copy"))) {
                      firstCalls.putIfAbsent(method, isGate ? called : owner);
                    }
                  }
                };
              }
            },
            ClassReader.SKIP_DEBUG);
  }

  /** The others are woven when they are loaded; the matrix loads them. */
  private static boolean isInBase(JdkSite site) {
    String name = site.className();
    return name.startsWith("io.writ.")
        || Object.class
            .getModule()
            .getPackages()
            .contains(name.substring(0, name.lastIndexOf('.')));
  }
}
