package io.writ.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_INTERFACE;
import static org.objectweb.asm.Opcodes.ACC_NATIVE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.V17;

import io.writ.api.WritDenied;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ApplicationWeaverTest {
  private static final int PUBLIC = ACC_PUBLIC | ACC_SUPER;
  private static final int STATIC = ACC_PUBLIC | ACC_STATIC;
  private static final int INTERFACE = ACC_PUBLIC | ACC_ABSTRACT | ACC_INTERFACE;
  private static final String OBJECT = "java/lang/Object";
  private static final String[] NONE = {};

  private final RecordingDecider decider = RecordingDecider.INSTANCE;
  private final Woven loader = new Woven();

  @BeforeEach
  void forget() {
    decider.reset();
  }

  private Object call(String type, Object... arguments) throws Throwable {
    try {
      return loader.loadClass(type).getMethod("run", int.class).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void governedRun(ClassWriter writer, boolean hasFrames) {
    MethodVisitor method = Woven.governed(writer, STATIC, "run", "(I)I");
    Woven.argument(method, 0, "n");
    Woven.throwOnZero(method, hasFrames);
  }

  private void assertPoisoned(String name, String reason) {
    byte @Nullable [] woven = loader.transform(name, loader.bytes(name));
    assertEquals(
        List.of("writ: class [" + name + "] is refused because it cannot be governed: " + reason),
        loader.complaints);
    assertNotNull(woven);
    assertThrows(ClassFormatError.class, () -> loader.loadClass(name));
  }

  @ParameterizedTest
  @ValueSource(ints = {45, 46, 48, 49, 50, 51, 52, 55, 61})
  void governedMethod_asksAndTellsItsEnd_inEveryClassFileVersion(int version) throws Throwable {
    boolean hasFrames = version >= Opcodes.V1_6;
    loader.with("Old", version, PUBLIC, OBJECT, NONE, w -> governedRun(w, hasFrames));
    assertEquals(7, call("Old", 7));
    assertEquals(List.of("enter 0 long 7", "returned 1"), decider.calls);
    assertThrows(IllegalStateException.class, () -> call("Old", 0));
    assertEquals(List.of("enter 0 long 0", "threw 3"), decider.calls.subList(2, 4));
  }

  @Test
  void deniedMethod_doesNotStart() {
    loader.with("Denied", V17, PUBLIC, OBJECT, NONE, w -> governedRun(w, true));
    decider.isDenying = true;
    assertThrows(WritDenied.class, () -> call("Denied", 0));
    assertEquals(List.of("enter 0 long 0"), decider.calls);
  }

  @Test
  void methodWithHundredsOfLocalsAndFrames_isWoven() throws Throwable {
    loader.with(
        "Big",
        V17,
        PUBLIC,
        OBJECT,
        NONE,
        writer -> {
          MethodVisitor code = Woven.governed(writer, STATIC, "run", "(I)I");
          code.visitCode();
          for (int local = 1; local <= 600; local++) {
            code.visitVarInsn(Opcodes.ILOAD, local - 1);
            code.visitInsn(Opcodes.ICONST_1);
            code.visitInsn(Opcodes.IADD);
            code.visitVarInsn(Opcodes.ISTORE, local);
            Label next = new Label();
            code.visitVarInsn(Opcodes.ILOAD, 0);
            code.visitJumpInsn(Opcodes.IFNE, next);
            code.visitIincInsn(local, 1);
            code.visitLabel(next);
            code.visitFrame(Opcodes.F_APPEND, 1, new Object[] {Opcodes.INTEGER}, 0, null);
          }
          code.visitVarInsn(Opcodes.ILOAD, 600);
          code.visitInsn(Opcodes.IRETURN);
          code.visitMaxs(0, 0);
          code.visitEnd();
        });
    assertEquals(601, call("Big", 1));
    assertEquals(1200, call("Big", 0));
    assertEquals(List.of("enter 0", "returned 1", "enter 0", "returned 3"), decider.calls);
  }

  @Test
  void whatIsWovenIn_callsTheGateAndNothingElse() {
    loader.with("Calls", V17, PUBLIC, OBJECT, NONE, w -> governedRun(w, true));
    byte @Nullable [] woven = loader.transform("Calls", loader.bytes("Calls"));
    assertNotNull(woven);
    Set<String> added = owners(woven);
    added.removeAll(owners(loader.bytes("Calls")));
    assertEquals(Set.of("io/writ/gate/Gate", "io/writ/gate/ArgumentList"), added);
  }

  @Test
  void ungovernedClass_isLeftAsItIs() {
    loader.with("Plain", V17, PUBLIC, OBJECT, NONE, w -> {});
    assertNull(loader.transform("Plain", loader.bytes("Plain")));
  }

  @Test
  void nativeGovernedMethod_isRefused() {
    loader.with(
        "Native",
        V17,
        PUBLIC,
        OBJECT,
        NONE,
        w -> Woven.governed(w, STATIC | ACC_NATIVE, "run", "(I)I").visitEnd());
    assertPoisoned(
        "Native",
        "governed method [Native.run] is native and has no body to weave; govern a Java method"
            + " that calls it");
  }

  private void makeInterfaceAndBase(int baseMethodAccess) {
    loader.with(
        "Desk",
        V17,
        INTERFACE,
        OBJECT,
        NONE,
        w -> Woven.governed(w, ACC_PUBLIC | ACC_ABSTRACT, "run", "()V").visitEnd());
    loader.with(
        "Base",
        V17,
        PUBLIC,
        OBJECT,
        NONE,
        w -> {
          constructor(w, OBJECT);
          MethodVisitor code = w.visitMethod(baseMethodAccess, "run", "()V", null, null);
          code.visitCode();
          code.visitInsn(Opcodes.RETURN);
          code.visitMaxs(0, 1);
          code.visitEnd();
        });
    loader.with("Impl", V17, PUBLIC, "Base", new String[] {"Desk"}, w -> constructor(w, "Base"));
  }

  private static void constructor(ClassWriter writer, String superName) {
    MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, superName, "<init>", "()V", false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  @Test
  void inheritedImplementation_isGovernedInTheClassThatInherits() throws Exception {
    makeInterfaceAndBase(ACC_PUBLIC);
    Class<?> impl = loader.loadClass("Impl");
    impl.getMethod("run").invoke(impl.getConstructor().newInstance());
    assertEquals(List.of("enter 0", "returned 1"), decider.calls);
    decider.reset();
    Class<?> base = loader.loadClass("Base");
    base.getMethod("run").invoke(base.getConstructor().newInstance());
    assertEquals(List.of(), decider.calls, "the base class promises nothing");
  }

  @Test
  void finalInheritedImplementation_isRefused() {
    makeInterfaceAndBase(ACC_PUBLIC | ACC_FINAL);
    byte @Nullable [] woven = loader.transform("Impl", loader.bytes("Impl"));
    assertNotNull(woven);
    assertThrows(ClassFormatError.class, () -> loader.loadClass("Impl"));
    assertEquals(1, Set.copyOf(loader.complaints).size());
    String line = loader.complaints.get(0);
    assertEquals(
        "writ: class [Impl] is refused because it cannot be governed: [Impl] inherits the final"
            + " method [run()V] as the implementation of a governed one, where no check can go;"
            + " annotate that method itself",
        line);
  }

  @Test
  void overrider_isGovernedWhetherItOrItsInterfaceComesFirst() throws Exception {
    makeInterfaceAndBase(ACC_PUBLIC);
    loader.with(
        "Own",
        V17,
        PUBLIC,
        OBJECT,
        new String[] {"Desk"},
        w -> {
          constructor(w, OBJECT);
          MethodVisitor code = w.visitMethod(ACC_PUBLIC, "run", "()V", null, null);
          code.visitCode();
          code.visitInsn(Opcodes.RETURN);
          code.visitMaxs(0, 1);
          code.visitEnd();
        });
    Class<?> own = loader.loadClass("Own");
    own.getMethod("run").invoke(own.getConstructor().newInstance());
    assertEquals(List.of("enter 0", "returned 1"), decider.calls);
  }

  @Test
  void supertypeThatIsAnotherClassThanItsResource_isRefused() {
    makeInterfaceAndBase(ACC_PUBLIC);
    loader.lie("Desk", Woven.make("Desk", V17, INTERFACE, OBJECT, NONE, w -> {}));
    assertNull(loader.transform("Impl", loader.bytes("Impl")));
    assertNotNull(loader.transform("Desk", loader.bytes("Desk")));
    assertEquals(1, loader.complaints.size());
    assertThrows(LinkageError.class, () -> loader.loadClass("Impl"));
  }

  @Test
  void classFileOfAnUnknownVersion_isRefused() {
    byte[] bytes = Woven.make("Future", V17, PUBLIC, OBJECT, NONE, w -> {});
    bytes[7] = 99;
    byte @Nullable [] woven = loader.transform("Future", bytes);
    assertNotNull(woven);
    assertEquals("Writ", new String(woven, java.nio.charset.StandardCharsets.US_ASCII));
    assertEquals(
        List.of(
            "writ: class [Future] is refused because it cannot be governed: its class file cannot be"
                + " read: Unsupported class file version 99.0; use an agent that knows it"),
        loader.complaints);
  }

  @Test
  void missingSupertype_isTheErrorThatTheJvmGivesItself() {
    loader.with("Orphan", V17, PUBLIC, "gone/Parent", NONE, w -> governedRun(w, true));
    NoClassDefFoundError error =
        assertThrows(NoClassDefFoundError.class, () -> loader.loadClass("Orphan"));
    assertEquals("gone/Parent", error.getMessage());
    assertEquals(List.of(), loader.complaints);
  }

  @Test
  void constructor_isAdmittedBeforeItsSuperclassIsMade() throws Exception {
    loader.with(
        "Made",
        V17,
        PUBLIC,
        OBJECT,
        NONE,
        writer -> {
          MethodVisitor code = Woven.governed(writer, ACC_PUBLIC, "<init>", "()V");
          code.visitCode();
          code.visitVarInsn(Opcodes.ALOAD, 0);
          code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
          code.visitInsn(Opcodes.RETURN);
          code.visitMaxs(0, 0);
          code.visitEnd();
        });
    var constructor = loader.loadClass("Made").getConstructor();
    constructor.newInstance();
    assertEquals(List.of("admit 0"), decider.calls);
    decider.isDenying = true;
    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, constructor::newInstance);
    assertInstanceOf(WritDenied.class, thrown.getCause());
  }

  private static Set<String> owners(byte[] bytes) {
    Set<String> owners = new TreeSet<>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String type, boolean isInterface) {
                    owners.add(owner);
                  }
                };
              }
            },
            0);
    return owners;
  }
}
