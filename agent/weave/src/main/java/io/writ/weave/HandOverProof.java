package io.writ.weave;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Reads back where the JVM got methods that hand work on. Registered after the weaver, like {@link
 * WeaveProof}; it changes nothing.
 */
final class HandOverProof implements ClassFileTransformer {
  private final HandOverWeaver weaver;
  private final Set<HandOverPoint> proven = ConcurrentHashMap.newKeySet();

  HandOverProof(HandOverWeaver weaver) {
    this.weaver = weaver;
  }

  /** The first of {@code java.base} that is not proven, or null; the others come when needed. */
  @Nullable HandOverPoint missing(Collection<HandOverPoint> points) {
    for (HandOverPoint point : points) {
      if (JdkTypes.isInBase(point.className()) && !proven.contains(point)) {
        return point;
      }
    }
    return null;
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
    List<HandOverPoint> points = weaver.points(internalName);
    if (!points.isEmpty()) {
      points.forEach(proven::remove);
      read(bytes, points);
    }
    return null;
  }

  private void read(byte[] bytes, List<HandOverPoint> points) {
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
                MethodKey key = new MethodKey(name, descriptor);
                List<HandOverPoint> here = points.stream().filter(p -> p.isAt(key)).toList();
                return here.isEmpty() ? null : new Calls(here);
              }
            },
            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  private final class Calls extends MethodVisitor {
    private final List<HandOverPoint> points;

    Calls(List<HandOverPoint> points) {
      super(Opcodes.ASM9);
      this.points = points;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals(WorkCalls.OWNER)) {
        proven.addAll(points);
      }
    }
  }
}
