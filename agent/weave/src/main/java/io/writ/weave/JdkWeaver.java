package io.writ.weave;

import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.SiteRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Weaves the catalogue's sites: {@code Gate.check(SITE, a, b, n)} in front of the body. */
final class JdkWeaver {
  static final String GATE = "io/writ/gate/Gate";
  static final String CHECK = "check";
  static final String CHECK_DESCRIPTOR = "(ILjava/lang/Object;Ljava/lang/Object;J)V";

  private record NumberedSite(int number, JdkSite site) {}

  private final Map<String, Map<MethodKey, NumberedSite>> byClass = new HashMap<>();

  JdkWeaver(List<JdkSite> sites, SiteRegistry registry) {
    for (JdkSite site : sites) {
      byClass
          .computeIfAbsent(site.className().replace('.', '/'), name -> new HashMap<>())
          .put(
              new MethodKey(site.method(), site.descriptor()),
              new NumberedSite(registry.register(site), site));
    }
  }

  /** Internal names of the classes that hold a site. */
  Set<String> classNames() {
    return byClass.keySet();
  }

  /** The numbers of the class's sites, by method. */
  Map<MethodKey, Integer> siteNumbers(String internalName) {
    Map<MethodKey, Integer> numbers = new HashMap<>();
    byClass
        .getOrDefault(internalName, Map.of())
        .forEach((key, site) -> numbers.put(key, site.number()));
    return numbers;
  }

  /** The woven class, or null when the catalogue has no site in it. */
  byte @Nullable [] weave(String internalName, byte[] bytes) {
    Map<MethodKey, NumberedSite> sites = byClass.get(internalName);
    if (sites == null) {
      return null;
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            NumberedSite site = sites.get(new MethodKey(name, descriptor));
            return site == null
                ? next
                : new Prologue(next, site, (access & Opcodes.ACC_STATIC) != 0);
          }
        },
        0);
    return writer.toByteArray();
  }

  /** Emits the call; no branch, hence no new frame. */
  private static final class Prologue extends MethodVisitor {
    private final NumberedSite site;
    private final boolean isStatic;

    Prologue(MethodVisitor next, NumberedSite site, boolean isStatic) {
      super(Opcodes.ASM9, next);
      this.site = site;
      this.isStatic = isStatic;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      for (JdkSite.Parameter parameter : site.site().parameters()) {
        if (parameter.isCopied()) {
          copy(slot(parameter.index()));
        }
      }
      visitLdcInsn(site.number());
      int references = 0;
      int primitive = -1;
      for (JdkSite.Parameter parameter : site.site().parameters()) {
        Type type = type(parameter.index());
        if (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY) {
          visitVarInsn(Opcodes.ALOAD, slot(parameter.index()));
          references++;
        } else {
          primitive = parameter.index();
        }
      }
      for (; references < 2; references++) {
        visitInsn(Opcodes.ACONST_NULL);
      }
      if (primitive < 0) {
        visitInsn(Opcodes.LCONST_0);
      } else {
        // Every primitive in the catalogue is an int; another one fails verification, and with it
        // the start.
        visitVarInsn(Opcodes.ILOAD, slot(primitive));
        visitInsn(Opcodes.I2L);
      }
      visitMethodInsn(Opcodes.INVOKESTATIC, GATE, CHECK, CHECK_DESCRIPTOR, false);
    }

    private void copy(int slot) {
      visitVarInsn(Opcodes.ALOAD, slot);
      visitMethodInsn(
          Opcodes.INVOKESTATIC, GATE, "copy", "(Ljava/util/Set;)Ljava/util/Set;", false);
      visitVarInsn(Opcodes.ASTORE, slot);
    }

    private Type type(int parameter) {
      return parameter == JdkSite.RECEIVER
          ? Type.getObjectType("java/lang/Object")
          : Type.getArgumentTypes(site.site().descriptor())[parameter];
    }

    private int slot(int parameter) {
      if (parameter == JdkSite.RECEIVER) {
        return 0;
      }
      int slot = isStatic ? 0 : 1;
      Type[] types = Type.getArgumentTypes(site.site().descriptor());
      for (int i = 0; i < parameter; i++) {
        slot += types[i].getSize();
      }
      return slot;
    }
  }
}
