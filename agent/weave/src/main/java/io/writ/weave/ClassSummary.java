package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import io.writ.core.constraint.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What the weaver must know of a class before it weaves it: its methods, which of them are
 * annotated, and where its bridges lead.
 */
final class ClassSummary {
  static final String GOVERNED = "Lio/writ/api/Governed;";
  static final String ARG = "Lio/writ/api/Arg;";

  final String name;
  final @Nullable String superName;
  final List<String> interfaces;
  final int access;
  final Map<MethodKey, Method> methods = new LinkedHashMap<>();

  /** Descriptors of those of its annotations that a mapping names. */
  final Set<String> annotations = new LinkedHashSet<>();

  private final Mappings mappings;

  private ClassSummary(ClassReader reader, Mappings mappings) {
    this.mappings = mappings;
    this.name = reader.getClassName();
    this.superName = reader.getSuperName();
    this.interfaces = List.of(reader.getInterfaces());
    this.access = reader.getAccess();
  }

  /** One method. */
  static final class Method {
    final MethodKey key;
    final int access;
    boolean isGoverned;
    String action = "";
    final Map<Integer, String> argumentNames = new LinkedHashMap<>();

    /** Descriptors of those of its annotations that a mapping names. */
    final Set<String> annotations = new LinkedHashSet<>();

    final ParameterNames parameters;

    /** For a bridge: the method of the same class that it calls, or null. */
    @Nullable MethodKey bridged;

    Method(MethodKey key, int access) {
      this.key = key;
      this.access = access;
      this.parameters = new ParameterNames(parameterTypes(), is(Opcodes.ACC_STATIC));
    }

    Type[] parameterTypes() {
      return Type.getArgumentTypes(key.descriptor());
    }

    boolean is(int flag) {
      return (access & flag) != 0;
    }

    /** Whether a subclass can override it, which hands its governance on. */
    boolean isInheritable() {
      return !is(Opcodes.ACC_PRIVATE) && !is(Opcodes.ACC_STATIC) && key.name().charAt(0) != '<';
    }

    /** Whether a subclass in another package can override it, or call it as its super. */
    boolean isSeenOutside() {
      return is(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED);
    }

    /** Whether no source declares it, and it is not a bridge to one that a source declares. */
    boolean isMadeByCompiler() {
      return is(Opcodes.ACC_SYNTHETIC) && !is(Opcodes.ACC_BRIDGE);
    }
  }

  static ClassSummary of(ClassReader reader, Mappings mappings) {
    ClassSummary summary = new ClassSummary(reader, mappings);
    int debug = mappings.nameParameters() ? 0 : ClassReader.SKIP_DEBUG;
    reader.accept(summary.visitor(), debug | ClassReader.SKIP_FRAMES);
    return summary;
  }

  /** {@code com.acme.Pay}. */
  String binaryName() {
    return name.replace('/', '.');
  }

  /** {@code com.acme.Pay#transfer(long,java.lang.String)}, for messages. */
  String describe(MethodKey key) {
    return binaryName() + "#" + key.name() + "(" + key.parameterTypes() + ")";
  }

  /** The declaration that an annotated method makes. */
  GovernedMethod governedMethod(Method method) {
    String action = method.action.isEmpty() ? derivedAction(name, method.key) : method.action;
    List<Integer> parameters = method.argumentNames.keySet().stream().sorted().toList();
    List<String> names = new ArrayList<>();
    for (int parameter : parameters) {
      String argument = method.argumentNames.get(parameter);
      if (argument == null || argument.isEmpty() || names.contains(argument)) {
        throw new WeaveRefused(
            "@Arg name ["
                + argument
                + "] is empty or stands twice on "
                + derivedAction(name, method.key));
      }
      names.add(argument);
    }
    if (names.size() > Arguments.MAX_ARGUMENTS) {
      throw new WeaveRefused(
          "["
              + describe(method.key)
              + "] has ["
              + names.size()
              + "] parameters with @Arg, at most ["
              + Arguments.MAX_ARGUMENTS
              + "]");
    }
    return new GovernedMethod(action, names, parameters);
  }

  /** {@code java:com.acme.Pay#transfer(long,java.lang.String)}. */
  static String derivedAction(String internalName, MethodKey key) {
    return "java:"
        + internalName.replace('/', '.')
        + "#"
        + key.name()
        + "("
        + key.parameterTypes()
        + ")";
  }

  /** {@code com.acme.Pay.transfer}, for messages. */
  static String displayName(String internalName, MethodKey key) {
    return internalName.replace('/', '.') + "." + key.name();
  }

  private ClassVisitor visitor() {
    return new ClassVisitor(Opcodes.ASM9) {
      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return MappedAnnotations.visit(descriptor, mappings, annotations);
      }

      @Override
      public MethodVisitor visitMethod(
          int methodAccess,
          String methodName,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        Method method = new Method(new MethodKey(methodName, descriptor), methodAccess);
        methods.put(method.key, method);
        return new MethodSummary(name, method, mappings);
      }
    };
  }

  /** Fills in one {@link Method}. */
  private static final class MethodSummary extends MethodVisitor {
    private final String owner;
    private final Method method;
    private final Mappings mappings;
    private int annotableShift;

    MethodSummary(String owner, Method method, Mappings mappings) {
      super(Opcodes.ASM9);
      this.mappings = mappings;
      this.owner = owner;
      this.method = method;
    }

    @Override
    public void visitAnnotableParameterCount(int parameterCount, boolean visible) {
      // A constructor of an inner class or enum has synthetic parameters in front that the
      // annotation table leaves out.
      annotableShift = Type.getArgumentTypes(method.key.descriptor()).length - parameterCount;
    }

    @Override
    public void visitParameter(@Nullable String name, int parameterAccess) {
      method.parameters.declare(name);
    }

    @Override
    public void visitLabel(Label label) {
      method.parameters.label(label);
    }

    @Override
    public void visitLocalVariable(
        String name,
        String descriptor,
        @Nullable String signature,
        Label start,
        Label end,
        int slot) {
      method.parameters.local(name, descriptor, start, slot);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      if (!descriptor.equals(GOVERNED)) {
        return MappedAnnotations.visit(descriptor, mappings, method.annotations);
      }
      method.isGoverned = true;
      return value(text -> method.action = text);
    }

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(
        int parameter, String descriptor, boolean visible) {
      int index = parameter + annotableShift;
      return descriptor.equals(ARG) ? value(text -> method.argumentNames.put(index, text)) : null;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String target, String name, String descriptor, boolean isInterface) {
      if (method.is(Opcodes.ACC_BRIDGE)
          && target.equals(owner)
          && name.equals(method.key.name())
          && !descriptor.equals(method.key.descriptor())) {
        method.bridged = new MethodKey(name, descriptor);
      }
    }

    private static AnnotationVisitor value(java.util.function.Consumer<String> consumer) {
      return new AnnotationVisitor(Opcodes.ASM9) {
        @Override
        public void visit(String name, Object value) {
          if (name.equals("value")) {
            consumer.accept((String) value);
          }
        }
      };
    }
  }
}
