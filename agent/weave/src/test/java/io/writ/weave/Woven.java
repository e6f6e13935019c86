package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.SiteRegistry;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A loader whose classes are made by hand and pass the real transformer on their way in. */
final class Woven extends ClassLoader implements SiteRegistry {
  final List<String> complaints = new ArrayList<>();
  private final Map<String, byte[]> made = new HashMap<>();
  private final Map<String, byte[]> resources = new HashMap<>();
  final List<GovernedMethod> registered = new ArrayList<>();
  private final WritTransformer transformer;
  private int sites;

  Woven() {
    this(Mappings.NONE);
  }

  Woven(Mappings mappings) {
    super(Woven.class.getClassLoader());
    transformer =
        new WritTransformer(
            new JdkWeaver(List.of(), this),
            new HandOverWeaver(List.of(), 0),
            new ApplicationWeaver(mappings, this, new InitialiserWeaver(0)),
            new OwnPackages(Set.of()),
            ClassLoader.getSystemClassLoader(),
            complaints::add);
  }

  @Override
  public int register(JdkSite site) {
    return sites++;
  }

  @Override
  public int register(String location, String publicName, GovernedMethod governed) {
    registered.add(governed);
    return sites++;
  }

  /** Makes a class that is there as a resource and as a class. */
  Woven with(
      String name,
      int version,
      int access,
      String superName,
      String[] interfaces,
      Consumer<ClassWriter> body) {
    byte[] bytes = make(name, version, access, superName, interfaces, body);
    made.put(name, bytes);
    resources.put(name, bytes);
    return this;
  }

  /** Adds classes by internal name. */
  Woven with(Map<String, byte[]> classes) {
    made.putAll(classes);
    resources.putAll(classes);
    return this;
  }

  /** Lets the loader answer a resource request otherwise than by the class that it defines. */
  void lie(String name, byte[] resource) {
    resources.put(name, resource);
  }

  byte[] bytes(String name) {
    byte[] bytes = made.get(name);
    if (bytes == null) {
      throw new AssertionError(name);
    }
    return bytes;
  }

  byte @Nullable [] transform(String name, byte[] bytes) {
    return transformer.transform(getUnnamedModule(), this, name, null, null, bytes);
  }

  static byte[] make(
      String name,
      int version,
      int access,
      String superName,
      String[] interfaces,
      Consumer<ClassWriter> body) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(version, access, name, null, superName, interfaces);
    body.accept(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Annotates the method as governed. */
  static MethodVisitor governed(ClassWriter writer, int access, String name, String descriptor) {
    MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
    method.visitAnnotation(ClassSummary.GOVERNED, false).visitEnd();
    return method;
  }

  static void argument(MethodVisitor method, int parameter, String name) {
    var annotation = method.visitParameterAnnotation(parameter, ClassSummary.ARG, false);
    annotation.visit("value", name);
    annotation.visitEnd();
  }

  /** {@code if (argument 0 == 0) throw new IllegalStateException(); return argument 0;}. */
  static void throwOnZero(MethodVisitor code, boolean hasFrames) {
    Label other = new Label();
    code.visitCode();
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.IFNE, other);
    code.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
    code.visitInsn(Opcodes.ATHROW);
    code.visitLabel(other);
    if (hasFrames) {
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** As the JVM defines what a transformer made. */
  Class<?> define(byte[] bytes) {
    return defineClass(null, bytes, 0, bytes.length);
  }

  @Override
  protected Class<?> findClass(String binaryName) throws ClassNotFoundException {
    String name = binaryName.replace('.', '/');
    byte[] bytes = made.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(binaryName);
    }
    byte @Nullable [] woven = transform(name, bytes);
    byte[] defined = woven == null ? bytes : woven;
    return defineClass(binaryName, defined, 0, defined.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String resource) {
    byte[] bytes = resources.get(resource.replace(".class", ""));
    return bytes == null ? super.getResourceAsStream(resource) : new ByteArrayInputStream(bytes);
  }
}
