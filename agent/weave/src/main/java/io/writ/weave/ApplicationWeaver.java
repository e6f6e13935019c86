package io.writ.weave;

import io.writ.core.catalogue.SiteRegistry;
import io.writ.weave.GovernedType.Synthesized;
import io.writ.weave.GovernedType.WovenSite;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.GeneratorAdapter;

/** Weaves annotated and mapped methods and everything that overrides them. */
final class ApplicationWeaver {
  /** Not a class file: defining it is a {@code ClassFormatError}. */
  private static final byte[] NO_CLASS = {'W', 'r', 'i', 't'};

  private final KnownTypes types = new KnownTypes();
  private final Mappings mappings;
  private final SiteRegistry registry;
  private final InitialiserWeaver initialisers;

  ApplicationWeaver(Mappings mappings, SiteRegistry registry, InitialiserWeaver initialisers) {
    this.mappings = mappings;
    this.registry = registry;
    this.initialisers = initialisers;
  }

  /**
   * The woven class, or null when nothing governs it.
   *
   * @param isLoaded whether the class is loaded already and is retransformed
   * @throws WeaveRefused when the class cannot be governed as it asks
   */
  byte @Nullable [] weave(ClassLoader loader, boolean isLoaded, byte[] bytes) {
    try {
      return weaveOrThrow(loader, isLoaded, bytes);
    } catch (VirtualMachineError e) {
      // Whatever is thrown to the JVM from a transformer leaves the class as it was, for good. At
      // the end of the stack there is no room to say more than that there shall be no such class.
      return NO_CLASS;
    }
  }

  private byte @Nullable [] weaveOrThrow(ClassLoader loader, boolean isLoaded, byte[] bytes) {
    ClassReader reader = ClassFiles.read(bytes);
    String superName = reader.getSuperName();
    if (superName == null) {
      return null;
    }
    String name = reader.getClassName();
    GovernedType type = isLoaded ? types.findSeen(loader, name) : null;
    if (type == null) {
      type = plan(loader, reader, superName);
      if (isLoaded && !type.synthesized().isEmpty()) {
        throw new WeaveRefused(
            "it was loaded before the agent and needs a method that can no longer be added; start"
                + " without a cache of loaded classes");
      }
      types.enter(loader, name, type);
    }
    boolean holds = !isLoaded && loader != JdkTypes.LOADER && InitialiserWeaver.isActive(reader);
    if (!holds) {
      return type.woven().isEmpty() ? null : write(reader, type, false);
    }
    try {
      return write(reader, type, true);
    } catch (MethodTooLargeException e) {
      // BUG: an initialiser at the limit of the class file stays as it is.
      return type.woven().isEmpty() ? null : write(reader, type, false);
    }
  }

  private GovernedType plan(ClassLoader loader, ClassReader reader, String superName) {
    TypeReader reading = new TypeReader(mappings, loader);
    SuperTypes superTypes =
        new SuperTypes(types, reading, superName, List.of(reader.getInterfaces()));
    WeavePlan plan = WeavePlan.find(reader, superTypes, reading, loader == JdkTypes.LOADER);
    return plan == null ? GovernedType.NONE : plan.register(registry);
  }

  private byte[] write(ClassReader reader, GovernedType type, boolean holds) {
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Weaver(writer, type, holds), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** Rewrites the governed methods and adds the synthesized ones. */
  private final class Weaver extends ClassVisitor {
    private final GovernedType type;
    private final boolean holds;
    private int version;
    private String className = "";

    Weaver(ClassVisitor next, GovernedType type, boolean holds) {
      super(Opcodes.ASM9, next);
      this.type = type;
      this.holds = holds;
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
      this.className = name;
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
      if (holds) {
        next = initialisers.weave(next, version, access, name, descriptor);
      }
      List<WovenSite> sites = type.woven().get(new MethodKey(name, descriptor));
      return sites == null
          ? next
          : new MethodWeaver(version, className, next, access, name, descriptor, sites);
    }

    @Override
    public void visitEnd() {
      type.synthesized().forEach(this::synthesize);
      super.visitEnd();
    }

    private void synthesize(MethodKey key, Synthesized method) {
      int access = method.access();
      MethodVisitor visitor = visitMethod(access, key.name(), key.descriptor(), null, null);
      GeneratorAdapter code = new GeneratorAdapter(visitor, access, key.name(), key.descriptor());
      code.visitCode();
      code.loadThis();
      code.loadArgs();
      code.visitMethodInsn(
          Opcodes.INVOKESPECIAL,
          method.owner(),
          key.name(),
          key.descriptor(),
          method.isInterface());
      code.returnValue();
      code.endMethod();
    }
  }
}
