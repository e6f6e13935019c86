package io.writ.scan.graph;

import io.writ.scan.graph.Call.Kind;
import io.writ.scan.graph.ScannedClass.Origin;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Reads class files of one origin. Thread-safe.
 *
 * <p>A method calls what its instructions name, and also what its constants name: the target of a
 * lambda or method reference is called by the method that makes it, because who runs it later is
 * not to be seen. The JDK's own bootstrap methods (for lambdas, string concatenation, records,
 * switches) are the JVM's linkage and not followed; anybody else's are.
 */
public final class ClassFileParser {
  /** Calls that are there already, and are not added to. */
  private final Map<Call.Key, Call> known;

  private final Map<Call.Key, Call> calls;
  private final Origin origin;
  private final Predicate<String> isExported;

  private ClassFileParser(
      Map<Call.Key, Call> known,
      Map<Call.Key, Call> calls,
      Origin origin,
      Predicate<String> isExported) {
    this.known = known;
    this.calls = calls;
    this.origin = origin;
    this.isExported = isExported;
  }

  /** A parser for the JDK; {@code isExported} is asked with the package's dotted name. */
  static ClassFileParser forJdk(
      Map<Call.Key, Call> calls, String module, Predicate<String> isExported) {
    return new ClassFileParser(Map.of(), calls, new Origin(module, Origin.Kind.JDK), isExported);
  }

  /** A parser whose classes join those of the JDK. */
  public static ClassFileParser beside(JdkClasses jdk, Origin origin) {
    return new ClassFileParser(jdk.calls(), new ConcurrentHashMap<>(), origin, name -> true);
  }

  /**
   * Reads one class file.
   *
   * @throws RuntimeException of any kind when the bytes are not one, or one of a version that is
   *     not known yet: ASM promises no better
   */
  public ScannedClass parse(byte[] bytes) {
    ClassCollector collector = new ClassCollector();
    new ClassReader(bytes).accept(collector, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return collector.result();
  }

  private Call call(Kind kind, String owner, String name, String descriptor) {
    // An array has Object's methods.
    String declared = owner.charAt(0) == '[' ? "java/lang/Object" : owner;
    Call.Key key = new Call.Key(kind, declared, name, descriptor);
    Call call = known.get(key);
    return call == null ? calls.computeIfAbsent(key, Call::new) : call;
  }

  private final class ClassCollector extends ClassVisitor {
    private @Nullable ScannedClass scanned;
    private String name = "";
    private int access;
    private @Nullable String superName;
    private List<String> interfaces = List.of();

    ClassCollector() {
      super(Opcodes.ASM9);
    }

    ScannedClass result() {
      if (scanned == null) {
        String packageName =
            name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.');
        scanned =
            new ScannedClass(
                name, access, superName, interfaces, origin, isExported.test(packageName));
      }
      return scanned;
    }

    @Override
    public void visit(
        int version,
        int flags,
        String thisName,
        @Nullable String signature,
        @Nullable String superclass,
        String @Nullable [] superinterfaces) {
      name = thisName;
      access = flags;
      superName = superclass;
      interfaces = superinterfaces == null ? List.of() : List.of(superinterfaces);
    }

    @Override
    public void visitInnerClass(
        String inner, @Nullable String outer, @Nullable String simple, int flags) {
      // A protected nested class is public in its own header, a private one package-private.
      if (inner.equals(name)) {
        access = flags;
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int flags,
        String methodName,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      // ASM visits every nested class's own entry before the first method.
      return new MethodCollector(result(), flags, methodName, descriptor);
    }
  }

  private final class MethodCollector extends MethodVisitor {
    private final ScannedClass owner;
    private final int access;
    private final String name;
    private final String descriptor;
    private final Set<Call> found = new LinkedHashSet<>();
    private final ConstantNames constants = new ConstantNames();

    MethodCollector(ScannedClass owner, int access, String name, String descriptor) {
      super(Opcodes.ASM9);
      this.owner = owner;
      this.access = access;
      this.name = name;
      this.descriptor = descriptor;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String called, String method, String type, boolean isInterface) {
      boolean isVirtual = opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
      add(isVirtual ? Kind.VIRTUAL : Kind.EXACT, called, method, type);
      constants.called(called, method, type);
      if (opcode == Opcodes.INVOKESTATIC || method.equals("<init>")) {
        initialize(called);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String called, String field, String type) {
      constants.passed();
      if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC) {
        initialize(called);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String method, String type, Handle bootstrap, Object... arguments) {
      constants.passed();
      bootstrap(bootstrap, arguments);
    }

    @Override
    public void visitLdcInsn(Object value) {
      constants.loaded(value);
      constant(value);
    }

    @Override
    public void visitInsn(int opcode) {
      constants.passed();
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      constants.passed();
    }

    @Override
    public void visitEnd() {
      owner.add(
          new ScannedMethod(
              owner, name, descriptor, access, List.copyOf(found), constants.isAnyFree()));
    }

    private void bootstrap(Handle bootstrap, Object[] arguments) {
      String by = bootstrap.getOwner();
      if (!by.startsWith("java/lang/invoke/") && !by.startsWith("java/lang/runtime/")) {
        constant(bootstrap);
      }
      for (Object argument : arguments) {
        constant(argument);
      }
    }

    private void constant(Object value) {
      if (value instanceof Handle handle) {
        int tag = handle.getTag();
        if (tag >= Opcodes.H_INVOKEVIRTUAL) {
          boolean isVirtual = tag == Opcodes.H_INVOKEVIRTUAL || tag == Opcodes.H_INVOKEINTERFACE;
          add(
              isVirtual ? Kind.VIRTUAL : Kind.EXACT,
              handle.getOwner(),
              handle.getName(),
              handle.getDesc());
        }
      } else if (value instanceof ConstantDynamic dynamic) {
        Object[] arguments = new Object[dynamic.getBootstrapMethodArgumentCount()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = dynamic.getBootstrapMethodArgument(i);
        }
        bootstrap(dynamic.getBootstrapMethod(), arguments);
      }
    }

    /** What the JDK's initialisers do is the JDK's own work: see {@link CallGraph}. */
    private void initialize(String called) {
      if (origin.kind() != Origin.Kind.JDK
          && called.charAt(0) != '['
          && !called.equals(owner.name())) {
        add(Kind.EXACT, called, "<clinit>", Type.getMethodDescriptor(Type.VOID_TYPE));
      }
    }

    private void add(Kind kind, String called, String method, String type) {
      found.add(call(kind, called, method, type));
    }
  }
}
