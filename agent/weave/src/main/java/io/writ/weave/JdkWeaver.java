package io.writ.weave;

import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.SiteRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  private final Map<String, Map<MethodKey, List<NumberedSite>>> byClass = new HashMap<>();

  JdkWeaver(List<JdkSite> sites, SiteRegistry registry) {
    for (JdkSite site : sites) {
      byClass
          .computeIfAbsent(site.className().replace('.', '/'), name -> new HashMap<>())
          .computeIfAbsent(
              new MethodKey(site.method(), site.descriptor()), key -> new ArrayList<>())
          .add(new NumberedSite(registry.register(site), site));
    }
  }

  /** Internal names of the classes that hold a site. */
  Set<String> classNames() {
    return byClass.keySet();
  }

  /** The numbers of the class's sites, by method. */
  Map<MethodKey, Set<Integer>> siteNumbers(String internalName) {
    Map<MethodKey, Set<Integer>> numbers = new HashMap<>();
    byClass
        .getOrDefault(internalName, Map.of())
        .forEach(
            (key, sites) ->
                numbers.put(
                    key, sites.stream().map(NumberedSite::number).collect(Collectors.toSet())));
    return numbers;
  }

  /** The woven class, or null when the catalogue has no site in it. */
  byte @Nullable [] weave(String internalName, byte[] bytes) {
    Map<MethodKey, List<NumberedSite>> sites = byClass.get(internalName);
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
            List<NumberedSite> site = sites.get(new MethodKey(name, descriptor));
            return site == null
                ? next
                : new Prologue(next, site, (access & Opcodes.ACC_STATIC) != 0);
          }
        },
        0);
    return writer.toByteArray();
  }

  /** Emits the calls; no branch, hence no new frame. */
  private static final class Prologue extends MethodVisitor {
    private final List<NumberedSite> sites;
    private final boolean isStatic;

    Prologue(MethodVisitor next, List<NumberedSite> sites, boolean isStatic) {
      super(Opcodes.ASM9, next);
      this.sites = sites;
      this.isStatic = isStatic;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      sites.forEach(this::ask);
    }

    private void ask(NumberedSite site) {
      Type[] types = Type.getArgumentTypes(site.site().descriptor());
      for (JdkSite.Parameter parameter : site.site().parameters()) {
        if (parameter.isCopied()) {
          copy(slot(types, parameter.index()));
        }
      }
      visitLdcInsn(site.number());
      int references = 0;
      int primitive = -1;
      for (JdkSite.Parameter parameter : site.site().parameters()) {
        Type type = type(types, parameter.index());
        if (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY) {
          visitVarInsn(Opcodes.ALOAD, slot(types, parameter.index()));
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
        visitVarInsn(Opcodes.ILOAD, slot(types, primitive));
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

    private static Type type(Type[] types, int parameter) {
      return parameter == JdkSite.RECEIVER
          ? Type.getObjectType("java/lang/Object")
          : types[parameter];
    }

    private int slot(Type[] types, int parameter) {
      if (parameter == JdkSite.RECEIVER) {
        return 0;
      }
      int slot = isStatic ? 0 : 1;
      for (int i = 0; i < parameter; i++) {
        slot += types[i].getSize();
      }
      return slot;
    }
  }
}
