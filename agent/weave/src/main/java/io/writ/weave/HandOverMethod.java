package io.writ.weave;

import io.writ.weave.HandOverPoint.Call;
import io.writ.weave.HandOverPoint.Change;
import io.writ.weave.HandOverPoint.Handler;
import io.writ.weave.HandOverPoint.Offer;
import io.writ.weave.HandOverPoint.Run;
import io.writ.weave.HandOverPoint.Submit;
import io.writ.weave.HandOverPoint.Where;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Weaves the changes of one method that need no handler, and counts them. */
final class HandOverMethod extends MethodVisitor {
  private final WorkCalls work;
  private final Change change;
  int woven;

  HandOverMethod(MethodVisitor next, WorkCalls work, Change change) {
    super(Opcodes.ASM9, next);
    this.work = work;
    this.change = change;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (change instanceof Submit submit) {
      submit(submit, Where.START);
    } else if (change instanceof Offer offer) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      mv.visitVarInsn(Opcodes.ALOAD, offer.slot());
      work.offered(mv);
      mv.visitVarInsn(Opcodes.ASTORE, offer.slot());
      woven++;
    } else if (change instanceof Handler handler) {
      mv.visitVarInsn(Opcodes.ALOAD, handler.slot());
      work.handed(mv, handler.isCarried());
      mv.visitVarInsn(Opcodes.ASTORE, handler.slot());
      woven++;
    }
  }

  private void submit(Submit submit, Where where) {
    if (submit.where() == where) {
      mv.visitVarInsn(Opcodes.ALOAD, submit.key());
      work.submitted(mv, submit.period(), submit.how());
      woven++;
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.RETURN && change instanceof Submit submit) {
      submit(submit, Where.RETURN);
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (change instanceof Run run
        && owner.equals(run.owner())
        && name.equals("run")
        && descriptor.equals("()V")) {
      work.run(mv, run.how(), run.kind().code());
      woven++;
      return;
    }
    if (change instanceof Call call
        && owner.equals("java/util/concurrent/Callable")
        && name.equals("call")) {
      mv.visitVarInsn(Opcodes.ALOAD, 0);
      work.call(mv, call.how(), call.kind().code());
      woven++;
      return;
    }
    if (change instanceof Submit submit && submit.calls().contains(name)) {
      submit(submit, Where.BEFORE);
      if (submit.where() == Where.ON) {
        onTop(submit);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (submit.where() == Where.AFTER) {
        onTop(submit);
      }
      return;
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
  }

  /** What lies on the stack is the key, and stays there. */
  private void onTop(Submit submit) {
    mv.visitInsn(Opcodes.DUP);
    work.submitted(mv, submit.period(), submit.how());
    woven++;
  }
}
