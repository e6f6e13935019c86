package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import io.writ.core.catalogue.GovernedMethod.Accessor;
import io.writ.core.catalogue.GovernedMethod.Source;
import io.writ.weave.GovernedType.WovenSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * Weaves one governed application method.
 *
 * <pre>
 *   Object name = request == null ? null : request.name();  // for each component of a record
 *   long token = Gate.enter(Gate.arguments(SITE).add(arg)…);   // throws: the body does not start
 *   try { body; before each return: Gate.returned(token); }
 *   catch (Throwable t) { Gate.threw(token); throw t; }
 * </pre>
 *
 * <p>The handler's frame names no local but the token (everything else is TOP), so it is valid
 * whatever the body does to its variables. It comes last in the exception table, hence outermost.
 *
 * <p>An accessor is application code, which may be governed itself. It runs before the arguments
 * are staged, which a governed accessor would overwrite, and as the caller's own: what it throws is
 * the caller's, and the call does not start.
 *
 * <p>A constructor is admitted in front of {@code super(…)} and has no exit: no handler may cover
 * the call of {@code super} itself (the verifier refuses it, because the receiver is half made),
 * and an execution whose end can be missed would be taken for the parent of whatever the thread
 * does next. So it is a decision without an outcome, like a JDK site.
 */
final class MethodWeaver extends GeneratorAdapter {
  private static final Type GATE = Type.getObjectType("io/writ/gate/Gate");
  private static final Type OBJECT = Type.getObjectType("java/lang/Object");
  private static final Type LIST = Type.getObjectType("io/writ/gate/ArgumentList");
  private static final Method ENTER = Method.getMethod("long enter(int)");
  private static final Method ENTER_LIST = new Method("enter", "(" + LIST.getDescriptor() + ")J");
  private static final Method ARGUMENTS = new Method("arguments", "(I)" + LIST.getDescriptor());
  private static final Method ADMIT = Method.getMethod("void admit(int)");
  private static final Method ADMIT_LIST = new Method("admit", "(" + LIST.getDescriptor() + ")V");
  private static final Method RETURNED = Method.getMethod("void returned(long)");
  private static final Method THREW = Method.getMethod("void threw(long)");
  private static final int FRAMES_SINCE = Opcodes.V1_6;

  private final String owner;
  private final boolean isStatic;
  private final List<WovenSite> sites;

  /** The locals that hold what was read of records. */
  private final Map<Source, Integer> components = new LinkedHashMap<>();

  private final boolean isConstructor;
  private final boolean hasFrames;
  private final Label bodyStart = new Label();
  private final Label bodyEnd = new Label();
  private int token = -1;

  MethodWeaver(
      int classVersion,
      String owner,
      MethodVisitor next,
      int access,
      String name,
      String descriptor,
      List<WovenSite> sites) {
    super(Opcodes.ASM9, next, access, name, descriptor);
    this.owner = owner;
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    this.sites = sites;
    this.isConstructor = name.equals("<init>");
    this.hasFrames = (classVersion & 0xFFFF) >= FRAMES_SINCE;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    for (WovenSite site : sites) {
      for (Source source : site.governed().sources()) {
        Accessor accessor = source.accessor();
        if (accessor != null && !components.containsKey(source)) {
          components.put(source, component(source.parameter(), accessor));
        }
      }
    }
    if (isConstructor) {
      for (WovenSite site : sites) {
        ask(site, ADMIT, ADMIT_LIST);
      }
      return;
    }
    token = newLocal(Type.LONG_TYPE);
    boolean isFirst = true;
    for (WovenSite site : sites) {
      ask(site, ENTER, ENTER_LIST);
      if (isFirst) {
        storeLocal(token);
        mark(bodyStart);
        isFirst = false;
      } else {
        // The first token closes everything that was entered after it.
        pop2();
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (!isConstructor && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      loadLocal(token);
      invokeStatic(GATE, RETURNED);
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (!isConstructor) {
      mark(bodyEnd);
      handler();
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void ask(WovenSite site, Method withoutArguments, Method withArguments) {
    push(site.site());
    GovernedMethod governed = site.governed();
    if (governed.sources().isEmpty()) {
      invokeStatic(GATE, withoutArguments);
      return;
    }
    invokeStatic(GATE, ARGUMENTS);
    for (Source source : governed.sources()) {
      Integer component = components.get(source);
      String staged = "Ljava/lang/Object;";
      if (component == null) {
        loadArg(source.parameter());
        staged = staged(getArgumentTypes()[source.parameter()]);
      } else {
        loadLocal(component);
      }
      invokeInterface(LIST, new Method("add", "(" + staged + ")" + LIST.getDescriptor()));
    }
    invokeStatic(GATE, withArguments);
  }

  /** Reads a component into a local of its own, boxed; null of a null record. */
  private int component(int parameter, Accessor accessor) {
    Label isNull = new Label();
    Label end = new Label();
    loadArg(parameter);
    ifNull(isNull);
    loadArg(parameter);
    invokeVirtual(
        Type.getObjectType(accessor.owner()), new Method(accessor.name(), accessor.descriptor()));
    valueOf(Type.getReturnType(accessor.descriptor()));
    goTo(end);
    mark(isNull);
    entryFrame();
    visitInsn(Opcodes.ACONST_NULL);
    mark(end);
    entryFrame(OBJECT.getInternalName());
    int local = newLocal(OBJECT);
    storeLocal(local);
    return local;
  }

  /** A frame before the body: the parameters, and the components that were read so far. */
  private void entryFrame(Object... stack) {
    if (!hasFrames) {
      return;
    }
    List<Object> locals = new ArrayList<>();
    if (!isStatic) {
      locals.add(isConstructor ? Opcodes.UNINITIALIZED_THIS : owner);
    }
    for (Type type : getArgumentTypes()) {
      locals.add(
          switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.SHORT, Type.CHAR, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
          });
    }
    components.forEach((source, local) -> locals.add(OBJECT.getInternalName()));
    mv.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
  }

  /** Widens the primitive on the stack to the type that an {@code add} takes. */
  private String staged(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> "Z";
      case Type.BYTE, Type.SHORT, Type.CHAR, Type.INT -> {
        cast(Type.INT_TYPE, Type.LONG_TYPE);
        yield "J";
      }
      case Type.LONG -> "J";
      case Type.FLOAT -> {
        cast(Type.FLOAT_TYPE, Type.DOUBLE_TYPE);
        yield "D";
      }
      case Type.DOUBLE -> "D";
      default -> "Ljava/lang/Object;";
    };
  }

  private void handler() {
    // Straight to the next visitor: the frame is written in final slots.
    Label handler = new Label();
    mv.visitTryCatchBlock(bodyStart, bodyEnd, handler, null);
    mv.visitLabel(handler);
    if (hasFrames) {
      @Nullable Object[] locals = new @Nullable Object[token + 1];
      for (int i = 0; i < token; i++) {
        locals[i] = Opcodes.TOP;
      }
      locals[token] = Opcodes.LONG;
      mv.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
    }
    mv.visitVarInsn(Opcodes.LLOAD, token);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        GATE.getInternalName(),
        THREW.getName(),
        THREW.getDescriptor(),
        false);
    mv.visitInsn(Opcodes.ATHROW);
  }
}
