package io.writ.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Class initialisers of the application's: they run once for everybody, on the thread that came
 * first. What they start and submit carries nothing of what that thread has bound.
 */
final class InitialiserWeaver {
  private static final String INITIALISER = "<clinit>";

  /** Of these, no method starts or submits anything, but those of {@link #ACTIVE}. */
  private static final List<String> INERT =
      List.of("java/lang/", "java/util/", "java/math/", "java/time/", "java/nio/charset/");

  private static final List<String> ACTIVE =
      List.of(
          "java/lang/Thread",
          "java/lang/Runtime",
          "java/lang/Process",
          "java/lang/Class",
          "java/lang/invoke/",
          "java/lang/reflect/",
          "java/lang/Iterable",
          "java/lang/ref/Cleaner",
          "java/util/Timer",
          "java/util/ServiceLoader",
          "java/util/Optional",
          "java/util/concurrent/",
          "java/util/function/",
          "java/util/stream/");

  private final WorkCalls work;

  InitialiserWeaver(long pass) {
    this.work = new WorkCalls(pass);
  }

  /** Whether the class's initialiser may start or submit something. */
  static boolean isActive(ClassReader reader) {
    Search search = new Search();
    reader.accept(search, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return search.isActive;
  }

  /** The initialiser with a bracket around it; any other method as it is. */
  MethodVisitor weave(MethodVisitor next, int version, int access, String name, String descriptor) {
    return name.equals(INITIALISER)
        ? new InitialiserBracket(version, work, next, access, name, descriptor)
        : next;
  }

  private static final class Search extends ClassVisitor {
    boolean isActive;
    private String className = "";

    Search() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      className = name;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return name.equals(INITIALISER) ? new Calls() : null;
    }

    private final class Calls extends MethodVisitor {
      Calls() {
        super(Opcodes.ASM9);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        boolean isOwnConstant = owner.equals(className) && name.equals("$values");
        isActive |= !isOwnConstant && (!startsWith(owner, INERT) || startsWith(owner, ACTIVE));
      }
    }

    private static boolean startsWith(String owner, List<String> beginnings) {
      for (String beginning : beginnings) {
        if (owner.startsWith(beginning)) {
          return true;
        }
      }
      return false;
    }
  }
}
