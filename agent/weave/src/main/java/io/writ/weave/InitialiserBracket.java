package io.writ.weave;

import io.writ.core.lineage.HandOverKind;
import io.writ.gate.HandOvers;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/**
 * Holds back what is bound while a class initialiser runs.
 *
 * <pre>
 *   long token;
 *   try { token = Work.begin(HOLD); } catch (NoClassDefFoundError e) { token = 0; }
 *   try { body, each return a jump to the end; }
 *   catch (Throwable t) { if (token != 0) Work.end(token); throw t; }
 *   if (token != 0) Work.end(token);
 * </pre>
 *
 * <p>A loader that asks nobody for the gate's package, as those of OSGi, must not lose its classes
 * for this. BUG: their initialisers are not held.
 */
final class InitialiserBracket extends GeneratorAdapter {
  private static final int FRAMES_SINCE = Opcodes.V1_6;

  private final WorkCalls work;
  private final boolean hasFrames;
  private final Label bodyStart = new Label();
  private final Label end = new Label();
  private int token = -1;

  InitialiserBracket(
      int classVersion,
      WorkCalls work,
      MethodVisitor next,
      int access,
      String name,
      String descriptor) {
    super(Opcodes.ASM9, next, access, name, descriptor);
    this.work = work;
    this.hasFrames = (classVersion & 0xFFFF) >= FRAMES_SINCE;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    token = newLocal(Type.LONG_TYPE);
    Label start = new Label();
    Label begun = new Label();
    Label missing = new Label();
    Label joined = new Label();
    mv.visitTryCatchBlock(start, begun, missing, "java/lang/NoClassDefFoundError");
    mv.visitLabel(start);
    work.begin(mv, false, HandOvers.HOLD, HandOverKind.NONE.code());
    mv.visitLabel(begun);
    mv.visitJumpInsn(Opcodes.GOTO, joined);
    mv.visitLabel(missing);
    frame(new Object[0], "java/lang/NoClassDefFoundError");
    mv.visitInsn(Opcodes.POP);
    mv.visitInsn(Opcodes.LCONST_0);
    mv.visitLabel(joined);
    frame(new Object[0], Opcodes.LONG);
    mv.visitVarInsn(Opcodes.LSTORE, token);
    mv.visitLabel(bodyStart);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.RETURN) {
      mv.visitJumpInsn(Opcodes.GOTO, end);
    } else {
      super.visitInsn(opcode);
    }
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    Label bodyEnd = new Label();
    Label handler = new Label();
    Label rethrow = new Label();
    Label done = new Label();
    int thrown = token + 2;
    mv.visitLabel(bodyEnd);
    mv.visitTryCatchBlock(bodyStart, bodyEnd, handler, null);
    mv.visitLabel(handler);
    frame(locals(null), "java/lang/Throwable");
    mv.visitVarInsn(Opcodes.ASTORE, thrown);
    endUnless(rethrow);
    frame(locals("java/lang/Throwable"));
    mv.visitVarInsn(Opcodes.ALOAD, thrown);
    mv.visitInsn(Opcodes.ATHROW);
    mv.visitLabel(end);
    frame(locals(null));
    endUnless(done);
    frame(locals(null));
    mv.visitInsn(Opcodes.RETURN);
    super.visitMaxs(maxStack, maxLocals);
  }

  private void endUnless(Label isMissing) {
    mv.visitVarInsn(Opcodes.LLOAD, token);
    mv.visitInsn(Opcodes.LCONST_0);
    mv.visitInsn(Opcodes.LCMP);
    mv.visitJumpInsn(Opcodes.IFEQ, isMissing);
    work.end(mv, false, HandOvers.HOLD, token);
    mv.visitLabel(isMissing);
  }

  /** Names no local but the token, and one behind it: valid whatever the body did to its own. */
  private @Nullable Object[] locals(@Nullable Object behind) {
    @Nullable Object[] locals = new @Nullable Object[token + (behind == null ? 1 : 2)];
    for (int i = 0; i < token; i++) {
      locals[i] = Opcodes.TOP;
    }
    locals[token] = Opcodes.LONG;
    if (behind != null) {
      locals[token + 1] = behind;
    }
    return locals;
  }

  private void frame(@Nullable Object[] locals, Object... stack) {
    if (hasFrames) {
      mv.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
    }
  }
}
