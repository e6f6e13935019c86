package io.writ.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emits the calls of the gate that hand work on, each with the pass. */
final class WorkCalls {
  static final String OWNER = "io/writ/gate/Work";
  private static final int NO_SLOT = -1;
  private static final int LARGEST_SHORT_CONSTANT = 5;

  private final long pass;

  WorkCalls(long pass) {
    this.pass = pass;
  }

  /** {@code submitted}; the key is on the stack. */
  void submitted(MethodVisitor code, int period, int how) {
    if (period != NO_SLOT) {
      code.visitVarInsn(Opcodes.LLOAD, period);
    }
    push(code, how);
    call(
        code,
        "submitted",
        period == NO_SLOT ? "(Ljava/lang/Object;IJ)V" : "(Ljava/lang/Object;JIJ)V");
  }

  /** {@code offered}; the executor and the task are on the stack. */
  void offered(MethodVisitor code) {
    call(code, "offered", "(Ljava/lang/Object;Ljava/lang/Runnable;J)Ljava/lang/Runnable;");
  }

  /** {@code handed}; the handler is on the stack. */
  void handed(MethodVisitor code, boolean isCarried) {
    push(code, isCarried ? 1 : 0);
    String handler = "Ljava/nio/channels/CompletionHandler;";
    call(code, "handed", "(" + handler + "ZJ)" + handler);
  }

  /** {@code run}; the task is on the stack. */
  void run(MethodVisitor code, int how, int kind) {
    push(code, how);
    push(code, kind);
    call(code, "run", "(Ljava/lang/Runnable;IIJ)V");
  }

  /** {@code call}; the task and the key are on the stack. */
  void call(MethodVisitor code, int how, int kind) {
    push(code, how);
    push(code, kind);
    call(code, "call", "(Ljava/util/concurrent/Callable;Ljava/lang/Object;IIJ)Ljava/lang/Object;");
  }

  /** {@code begin}. */
  void begin(MethodVisitor code, boolean hasKey, int how, int kind) {
    key(code, hasKey);
    push(code, how);
    push(code, kind);
    call(code, "begin", "(Ljava/lang/Object;IIJ)J");
  }

  /** {@code end}, with the token in a local. */
  void end(MethodVisitor code, boolean hasKey, int how, int token) {
    key(code, hasKey);
    push(code, how);
    code.visitVarInsn(Opcodes.LLOAD, token);
    call(code, "end", "(Ljava/lang/Object;IJJ)V");
  }

  private static void key(MethodVisitor code, boolean hasKey) {
    if (hasKey) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
    } else {
      code.visitInsn(Opcodes.ACONST_NULL);
    }
  }

  private static void push(MethodVisitor code, int value) {
    if (value <= LARGEST_SHORT_CONSTANT) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    }
  }

  private void call(MethodVisitor code, String name, String descriptor) {
    code.visitLdcInsn(pass);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, name, descriptor, false);
  }
}
