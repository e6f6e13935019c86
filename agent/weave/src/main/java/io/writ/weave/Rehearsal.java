package io.writ.weave;

import io.writ.core.catalogue.SiteRegistry;
import io.writ.core.policy.ActionMapping;
import io.writ.core.policy.ActionTemplate;
import io.writ.core.policy.ArgumentSelector;
import io.writ.core.policy.MethodPattern;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Walks the weaver's whole path once before it is installed. A class of ours, of ASM or of the JDK
 * that is first needed while the JVM is loading that very class would be a ClassCircularityError,
 * and a class let through.
 */
final class Rehearsal {
  private Rehearsal() {}

  static void run(WritTransformer transformer, WeaveProof proof) {
    byte[] governed = governedClass();
    ClassLoader loader = new ClassLoader(null) {};
    byte @Nullable [] woven =
        transformer.transform(
            loader.getUnnamedModule(), loader, "rehearsal/Governed", null, null, governed);
    if (woven == null || woven.length <= governed.length) {
      throw new WeaveRefused("the weaver did not weave its own rehearsal");
    }
    JdkTypes.isOfTheJdk(Object.class.getModule(), loader);
    byte[] jdk = jdkClass();
    byte @Nullable [] wovenJdk =
        transformer.transform(null, null, "io/writ/gate/SelfTest", null, null, jdk);
    if (wovenJdk == null) {
      throw new WeaveRefused("the weaver did not weave its own rehearsal of a JDK site");
    }
    proof.transform(null, null, "io/writ/gate/SelfTest", null, null, wovenJdk);
  }

  /** The same for mappings, of which there need not be any. */
  static void runMapped(SiteRegistry registry) {
    ActionMapping mapping =
        new ActionMapping(
            "rehearsal",
            List.of("rehearsal.Annotation"),
            List.of(MethodPattern.parse("rehearsal.Mapped#*"), MethodPattern.parse("java.x#y")),
            ActionTemplate.DERIVED,
            false,
            Map.of("n", ArgumentSelector.parse("0"), "r", ArgumentSelector.parse("request.name")));
    byte[] mapped = mappedClass();
    byte[] request = recordClass();
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(request);
          }
        };
    byte @Nullable [] woven =
        new ApplicationWeaver(new Mappings(List.of(mapping)), registry, new InitialiserWeaver(0))
            .weave(loader, false, mapped);
    if (woven == null || woven.length <= mapped.length) {
      throw new WeaveRefused("the weaver did not weave its own rehearsal of a mapping");
    }
  }

  private static byte[] mappedClass() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_PUBLIC, "rehearsal/Mapped", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC, "act", "(JLrehearsal/Request;)V", null, null);
    method.visitParameter("amount", 0);
    method.visitParameter("request", 0);
    method.visitCode();
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** An initialiser that calls something, for the class to weave it. */
  private static void initialiser(ClassWriter writer) {
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    method.visitCode();
    method.visitMethodInsn(Opcodes.INVOKESTATIC, "rehearsal/Elsewhere", "start", "()V", false);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private static byte[] recordClass() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_FINAL, "rehearsal/Request", null, "java/lang/Record", null);
    writer.visitRecordComponent("name", "Ljava/lang/String;", null).visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static byte[] governedClass() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_PUBLIC, "rehearsal/Governed", null, "java/lang/Object", null);
    initialiser(writer);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "act", "(J)J", null, null);
    method.visitAnnotation(ClassSummary.GOVERNED, false).visitEnd();
    var argument = method.visitParameterAnnotation(0, ClassSummary.ARG, false);
    argument.visit("value", "amount");
    argument.visitEnd();
    method.visitCode();
    method.visitVarInsn(Opcodes.LLOAD, 1);
    method.visitInsn(Opcodes.LRETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static byte[] jdkClass() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_PUBLIC, "io/writ/gate/SelfTest", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "probe", "()V", null, null);
    method.visitCode();
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
