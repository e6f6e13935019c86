package io.writ.weave;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Reads back what the JVM got. Registered after the weaver, so its input is the weaver's output on
 * the way into the JVM; it changes nothing. A site counts as proven when its method calls the gate
 * with its number before it calls anything else or branches.
 */
final class WeaveProof implements ClassFileTransformer {
  private final JdkWeaver jdk;
  private final Set<Integer> proven = ConcurrentHashMap.newKeySet();

  WeaveProof(JdkWeaver jdk) {
    this.jdk = jdk;
  }

  boolean isProven(int site) {
    return proven.contains(site);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> loaded,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (internalName == null || !JdkTypes.isOfTheJdk(module, loader)) {
      return null;
    }
    Map<MethodKey, Set<Integer>> numbers = jdk.siteNumbers(internalName);
    if (!numbers.isEmpty()) {
      numbers.values().forEach(proven::removeAll);
      read(bytes, numbers);
    }
    return null;
  }

  private void read(byte[] bytes, Map<MethodKey, Set<Integer>> numbers) {
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                Set<Integer> number = numbers.get(new MethodKey(name, descriptor));
                return number == null ? null : new FirstCalls(number, name.equals("<init>"));
              }
            },
            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** Looks at the calls of one method until the first that is not the gate's. */
  private final class FirstCalls extends MethodVisitor {
    private final Set<Integer> promised;
    private @Nullable Object pushed;
    private boolean isOver;
    private boolean mayCallSuper;

    /**
     * @param isConstructor whether the super class's constructor may be called first
     */
    FirstCalls(Set<Integer> promised, boolean isConstructor) {
      super(Opcodes.ASM9);
      this.promised = promised;
      this.mayCallSuper = isConstructor;
    }

    @Override
    public void visitLdcInsn(Object value) {
      pushed = value;
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      isOver = true;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (mayCallSuper && opcode == Opcodes.INVOKESPECIAL) {
        mayCallSuper = false;
        return;
      }
      isOver |= !owner.equals(JdkWeaver.GATE);
      if (!isOver
          && name.equals(JdkWeaver.CHECK)
          && descriptor.equals(JdkWeaver.CHECK_DESCRIPTOR)
          && pushed instanceof Integer number
          && promised.contains(number)) {
        proven.add(number);
      }
    }
  }
}
