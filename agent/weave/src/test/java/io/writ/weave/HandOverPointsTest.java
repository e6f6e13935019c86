package io.writ.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.CheckClassAdapter;

/** The points of the JDK at hand. The JVM verifies no class of the boot loader, so this does. */
class HandOverPointsTest {
  private static final long PASS = 0x5eed;

  private final List<HandOverPoint> points = HandOverPoints.on(Runtime.version().feature());
  private final HandOverWeaver weaver = new HandOverWeaver(points, PASS);

  private static byte[] bytesOf(String internalName) throws IOException {
    String module = internalName.startsWith("sun/net/httpserver/") ? "jdk.httpserver" : "java.base";
    if (internalName.startsWith("jdk/internal/net/http/")) {
      module = "java.net.http";
    }
    Module owner = ModuleLayer.boot().findModule(module).orElseThrow();
    try (InputStream in = owner.getResourceAsStream(internalName + ".class")) {
      assertNotNull(in, internalName);
      return in.readAllBytes();
    }
  }

  @Test
  void everyClassWithAPoint_isWoven_andVerifies() throws IOException {
    Set<String> names = new TreeSet<>(weaver.classNames());
    for (String name : names) {
      byte[] woven = weaver.weave(name, bytesOf(name));
      assertNotNull(woven, name);
      StringWriter problems = new StringWriter();
      CheckClassAdapter.verify(new ClassReader(woven), false, new PrintWriter(problems));
      assertEquals("", problems.toString(), name);
    }
    System.out.println(
        "hand-overs on JDK "
            + Runtime.version().feature()
            + ": "
            + points.size()
            + " points in "
            + names.size()
            + " classes");
  }

  @Test
  void everyPoint_isFoundAgainInWhatTheJvmGets() throws IOException {
    HandOverProof proof = new HandOverProof(weaver);
    HandOverPoint first = proof.missing(points);
    assertNotNull(first);
    for (String name : weaver.classNames()) {
      byte[] woven = weaver.weave(name, bytesOf(name));
      assertNotNull(woven);
      proof.transform(Object.class.getModule(), null, name, null, null, woven);
    }
    assertEquals(null, proof.missing(points));
  }

  @Test
  void methodThatHandsOnOtherwise_isRefused() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17, 0, "java/util/concurrent/CyclicBarrier", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(0, "dowait", "(ZJ)I", null, null);
    method.visitCode();
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.IRETURN);
    method.visitMaxs(1, 4);
    method.visitEnd();
    writer.visitEnd();
    WeaveRefused refused =
        assertThrows(
            WeaveRefused.class,
            () -> weaver.weave("java/util/concurrent/CyclicBarrier", writer.toByteArray()));
    assertEquals(
        "its method [dowait] does not hand work on as the agent knows it; use a JDK that it knows",
        refused.getMessage());
  }

  @Test
  void wovenCode_showsThePassAndNothingElseDoes() throws IOException {
    byte[] woven =
        weaver.weave("java/util/concurrent/FutureTask", bytesOf("java/util/concurrent/FutureTask"));
    assertNotNull(woven);
    int[] shown = {0};
    new ClassReader(woven)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitLdcInsn(Object value) {
                    shown[0] += value.equals(PASS) ? 1 : 0;
                  }
                };
              }
            },
            0);
    assertTrue(shown[0] == 2, "run and runAndReset: " + shown[0]);
  }
}
