package io.writ.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/**
 * Puts a call in front of a method's body and one behind every way out of it.
 *
 * <pre>
 *   long token = before;
 *   try { body; before each return: after(token); }
 *   catch (Throwable t) { after(token); throw t; }
 * </pre>
 *
 * <p>The handler's frame names no local but the receiver, where there is one, and the token
 * (everything else is TOP), so it is valid whatever the body does to its variables. It comes last
 * in the exception table, hence outermost.
 */
abstract class Bracket extends GeneratorAdapter {
  private static final int FRAMES_SINCE = Opcodes.V1_6;

  private final @Nullable String receiver;
  private final boolean hasFrames;
  private final Label bodyStart = new Label();
  private final Label bodyEnd = new Label();
  private int token = -1;

  /**
   * @param receiver the internal name of the receiver's class, or null for a static method
   */
  Bracket(
      int classVersion,
      @Nullable String receiver,
      MethodVisitor next,
      int access,
      String name,
      String descriptor) {
    super(Opcodes.ASM9, next, access, name, descriptor);
    this.receiver = receiver;
    this.hasFrames = (classVersion & 0xFFFF) >= FRAMES_SINCE;
  }

  /** Leaves the token on the stack. */
  abstract void before(MethodVisitor code);

  /** Calls with the token in this local. */
  abstract void after(MethodVisitor code, int token);

  @Override
  public void visitCode() {
    super.visitCode();
    token = newLocal(Type.LONG_TYPE);
    before(mv);
    mv.visitVarInsn(Opcodes.LSTORE, token);
    mv.visitLabel(bodyStart);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      after(mv, token);
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    mv.visitLabel(bodyEnd);
    Label handler = new Label();
    mv.visitTryCatchBlock(bodyStart, bodyEnd, handler, null);
    mv.visitLabel(handler);
    if (hasFrames) {
      @Nullable Object[] locals = new @Nullable Object[token + 1];
      for (int i = 0; i < token; i++) {
        locals[i] = Opcodes.TOP;
      }
      if (receiver != null) {
        locals[0] = receiver;
      }
      locals[token] = Opcodes.LONG;
      mv.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
    }
    after(mv, token);
    mv.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack, maxLocals);
  }
}
