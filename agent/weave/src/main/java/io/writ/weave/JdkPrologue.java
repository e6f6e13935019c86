package io.writ.weave;

import io.writ.core.catalogue.JdkSite;
import io.writ.weave.JdkWeaver.NumberedSite;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits the calls of the gate in front of a JDK method's body; no branch, hence no new frame. A
 * constructor whose check wants the receiver asks right behind {@code super(…)}: before that there
 * is none.
 */
final class JdkPrologue extends MethodVisitor {
  private final List<NumberedSite> sites;
  private final boolean isStatic;
  private final String superName;
  private boolean waitsForSuper;

  JdkPrologue(
      MethodVisitor next,
      List<NumberedSite> sites,
      int access,
      String name,
      @Nullable String superName) {
    super(Opcodes.ASM9, next);
    this.sites = sites;
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.superName = superName == null ? "" : superName;
    this.waitsForSuper =
        name.equals("<init>") && sites.stream().anyMatch(JdkPrologue::isOnReceiver);
  }

  private static boolean isOnReceiver(NumberedSite site) {
    return site.site().parameters().stream()
        .anyMatch(parameter -> parameter.index() == JdkSite.RECEIVER);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (!waitsForSuper) {
      sites.forEach(this::ask);
    }
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (waitsForSuper
        && opcode == Opcodes.INVOKESPECIAL
        && name.equals("<init>")
        && owner.equals(superName)) {
      waitsForSuper = false;
      sites.forEach(this::ask);
    }
  }

  private void ask(NumberedSite site) {
    Type[] types = Type.getArgumentTypes(site.site().descriptor());
    for (JdkSite.Parameter parameter : site.site().parameters()) {
      if (parameter.isCopied()) {
        copy(slot(types, parameter.index()));
      }
    }
    super.visitLdcInsn(site.number());
    int references = 0;
    int primitive = -1;
    for (JdkSite.Parameter parameter : site.site().parameters()) {
      Type type = type(types, parameter.index());
      if (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY) {
        super.visitVarInsn(Opcodes.ALOAD, slot(types, parameter.index()));
        references++;
      } else {
        primitive = parameter.index();
      }
    }
    for (; references < 2; references++) {
      super.visitInsn(Opcodes.ACONST_NULL);
    }
    if (primitive < 0) {
      super.visitInsn(Opcodes.LCONST_0);
    } else {
      // An int or a long; another primitive fails verification, and with it the start.
      Type type = types[primitive];
      super.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot(types, primitive));
      if (type.getSort() != Type.LONG) {
        super.visitInsn(Opcodes.I2L);
      }
    }
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC, JdkWeaver.GATE, JdkWeaver.CHECK, JdkWeaver.CHECK_DESCRIPTOR, false);
  }

  private void copy(int slot) {
    super.visitVarInsn(Opcodes.ALOAD, slot);
    super.visitMethodInsn(
        Opcodes.INVOKESTATIC, JdkWeaver.GATE, "copy", "(Ljava/util/Set;)Ljava/util/Set;", false);
    super.visitVarInsn(Opcodes.ASTORE, slot);
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
