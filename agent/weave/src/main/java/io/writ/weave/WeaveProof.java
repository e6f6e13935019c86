package io.writ.weave;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Reads back what the JVM got. Registered after the weaver, so its input is the weaver's output on
 * the way into the JVM; it changes nothing. A site counts as proven when the first call in its
 * method is the gate's with its own number.
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
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> loaded,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (loader != null || internalName == null) {
      return null;
    }
    Map<MethodKey, Integer> numbers = jdk.siteNumbers(internalName);
    if (!numbers.isEmpty()) {
      numbers.values().forEach(proven::remove);
      read(bytes, numbers);
    }
    return null;
  }

  private void read(byte[] bytes, Map<MethodKey, Integer> numbers) {
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
                Integer number = numbers.get(new MethodKey(name, descriptor));
                return number == null ? null : new FirstCall(number);
              }
            },
            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  /** Looks at the calls of one method until the first that is not the copying of a parameter. */
  private final class FirstCall extends MethodVisitor {
    private final int number;
    private boolean isNumberPushed;
    private boolean isOver;

    FirstCall(int number) {
      super(Opcodes.ASM9);
      this.number = number;
    }

    @Override
    public void visitLdcInsn(Object value) {
      isNumberPushed = value.equals(number);
    }

    @Override
    public void visitJumpInsn(int opcode, org.objectweb.asm.Label label) {
      isOver = true;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (isOver || (owner.equals(JdkWeaver.GATE) && name.equals("copy"))) {
        return;
      }
      isOver = true;
      if (isNumberPushed
          && owner.equals(JdkWeaver.GATE)
          && name.equals(JdkWeaver.CHECK)
          && descriptor.equals(JdkWeaver.CHECK_DESCRIPTOR)) {
        proven.add(number);
      }
    }
  }
}
