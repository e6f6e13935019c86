package io.writ.weave;

import io.writ.weave.HandOverPoint.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Weaves the JDK's methods that hand work on. */
final class HandOverWeaver {
  private final Map<String, List<HandOverPoint>> byClass = new HashMap<>();
  private final WorkCalls work;

  HandOverWeaver(List<HandOverPoint> points, long pass) {
    this.work = new WorkCalls(pass);
    for (HandOverPoint point : points) {
      byClass
          .computeIfAbsent(point.className().replace('.', '/'), name -> new ArrayList<>())
          .add(point);
    }
  }

  /** Internal names of the classes that have a point. */
  Set<String> classNames() {
    return byClass.keySet();
  }

  /** Those of a class. */
  List<HandOverPoint> points(String internalName) {
    return byClass.getOrDefault(internalName, List.of());
  }

  /**
   * The woven class, or null when nothing is handed over in it.
   *
   * @throws WeaveRefused when it does not hand work on as the agent knows it
   */
  byte @Nullable [] weave(String internalName, byte[] bytes) {
    List<HandOverPoint> points = points(internalName);
    if (points.isEmpty()) {
      return null;
    }
    ClassReader reader = ClassFiles.read(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Weaver weaver = new Weaver(writer, internalName, points);
    reader.accept(weaver, ClassReader.EXPAND_FRAMES);
    for (HandOverPoint point : points) {
      if (!weaver.isWoven(point)) {
        throw new WeaveRefused(
            "its method ["
                + point.method()
                + "] does not hand work on as the agent knows it; use a JDK that it knows");
      }
    }
    return writer.toByteArray();
  }

  private final class Weaver extends ClassVisitor {
    private final String className;
    private final List<HandOverPoint> points;
    private final Map<HandOverPoint, List<HandOverMethod>> methods = new HashMap<>();
    private final Set<HandOverPoint> bracketed = new HashSet<>();
    private int version;

    Weaver(ClassVisitor next, String className, List<HandOverPoint> points) {
      super(Opcodes.ASM9, next);
      this.className = className;
      this.points = points;
    }

    boolean isWoven(HandOverPoint point) {
      return bracketed.contains(point)
          || methods.getOrDefault(point, List.of()).stream().anyMatch(method -> method.woven > 0);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      this.version = version;
      super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if ((access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) != 0) {
        return next;
      }
      MethodKey key = new MethodKey(name, descriptor);
      for (HandOverPoint point : points) {
        if (point.isAt(key)) {
          next = woven(point, next, access, key);
        }
      }
      return next;
    }

    private MethodVisitor woven(
        HandOverPoint point, MethodVisitor next, int access, MethodKey key) {
      Change change = point.change();
      if (change instanceof HandOverPoint.Bracket bracket) {
        bracketed.add(point);
        String receiver = (access & Opcodes.ACC_STATIC) == 0 ? className : null;
        return new Bracket(version, receiver, next, access, key.name(), key.descriptor()) {
          @Override
          void before(MethodVisitor code) {
            work.begin(code, bracket.hasKey(), bracket.how(), bracket.kind().code());
          }

          @Override
          void after(MethodVisitor code, int token) {
            work.end(code, bracket.hasKey(), bracket.how(), token);
          }
        };
      }
      HandOverMethod method = new HandOverMethod(next, work, change);
      methods.computeIfAbsent(point, unused -> new ArrayList<>()).add(method);
      return method;
    }
  }
}
