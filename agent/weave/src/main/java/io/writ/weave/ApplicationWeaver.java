package io.writ.weave;

import io.writ.core.catalogue.SiteRegistry;
import io.writ.weave.GovernedType.WovenSite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.GeneratorAdapter;

/** Weaves annotated methods and everything that overrides them. */
final class ApplicationWeaver {
  private static final byte[] ANNOTATION =
      ClassSummary.GOVERNED.getBytes(StandardCharsets.US_ASCII);

  private final KnownTypes types = new KnownTypes();
  private final SiteRegistry registry;

  ApplicationWeaver(SiteRegistry registry) {
    this.registry = registry;
  }

  /**
   * The woven class, or null when nothing governs it.
   *
   * @param isLoaded whether the class is loaded already and is retransformed
   * @throws WeaveRefused when the class cannot be governed as it asks
   */
  byte @Nullable [] weave(ClassLoader loader, boolean isLoaded, byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    String superName = reader.getSuperName();
    if (superName == null) {
      return null;
    }
    String name = reader.getClassName();
    GovernedType type = isLoaded ? types.findSeen(loader, name) : null;
    if (type == null) {
      type = plan(loader, reader, superName, contains(bytes, ANNOTATION));
      if (isLoaded && !type.synthesized().isEmpty()) {
        throw new WeaveRefused(
            "it was loaded before the agent and needs a method that can no longer be added; start"
                + " without a cache of loaded classes");
      }
      types.enter(loader, name, type);
    }
    return type.woven().isEmpty() ? null : write(reader, type);
  }

  private GovernedType plan(
      ClassLoader loader, ClassReader reader, String superName, boolean isAnnotated) {
    SuperTypes superTypes =
        new SuperTypes(types, loader, superName, List.of(reader.getInterfaces()));
    if (!isAnnotated && superTypes.inherited().isEmpty()) {
      return GovernedType.NONE;
    }
    return new WeavePlan(ClassSummary.of(reader), superTypes).register(registry);
  }

  private static byte[] write(ClassReader reader, GovernedType type) {
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Weaver(writer, type), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  static boolean contains(byte[] bytes, byte[] wanted) {
    int last = bytes.length - wanted.length;
    for (int i = 0; i <= last; i++) {
      if (bytes[i] == wanted[0]) {
        int k = 1;
        while (k < wanted.length && bytes[i + k] == wanted[k]) {
          k++;
        }
        if (k == wanted.length) {
          return true;
        }
      }
    }
    return false;
  }

  /** Rewrites the governed methods and adds the synthesized ones. */
  private static final class Weaver extends ClassVisitor {
    private final GovernedType type;
    private int version;
    private String superName = "java/lang/Object";

    Weaver(ClassVisitor next, GovernedType type) {
      super(Opcodes.ASM9, next);
      this.type = type;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      this.version = version;
      if (superName != null) {
        this.superName = superName;
      }
      super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      List<WovenSite> sites = type.woven().get(new MethodKey(name, descriptor));
      return sites == null
          ? next
          : new MethodWeaver(version, next, access, name, descriptor, sites);
    }

    @Override
    public void visitEnd() {
      type.synthesized().forEach(this::synthesize);
      super.visitEnd();
    }

    private void synthesize(MethodKey key, int access) {
      MethodVisitor visitor = visitMethod(access, key.name(), key.descriptor(), null, null);
      GeneratorAdapter code = new GeneratorAdapter(visitor, access, key.name(), key.descriptor());
      code.visitCode();
      code.loadThis();
      code.loadArgs();
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, key.name(), key.descriptor(), false);
      code.returnValue();
      code.endMethod();
    }
  }
}
