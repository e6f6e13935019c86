package io.writ.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** What the transformer cannot weave, or must not let in, does not become a class. */
class RefusedClassTest {
  private static final String[] NONE = {};

  private final List<String> complaints = new ArrayList<>();
  private final Woven registry = new Woven();

  private WritTransformer transformer() {
    return new WritTransformer(
        new JdkWeaver(List.of(), registry),
        new HandOverWeaver(List.of(), 0),
        new ApplicationWeaver(Mappings.NONE, registry, new InitialiserWeaver(0)),
        new OwnPackages(Set.of("io/writ/gate/Gate")),
        ClassLoader.getSystemClassLoader(),
        complaints::add);
  }

  private static byte[] make(String name, String superName) {
    return Woven.make(
        name,
        Opcodes.V17,
        Opcodes.ACC_PUBLIC,
        superName,
        NONE,
        (ClassWriter writer) -> Woven.governed(writer, Opcodes.ACC_ABSTRACT, "act", "()V"));
  }

  private byte @Nullable [] transform(@Nullable ClassLoader loader, String name, byte[] bytes) {
    return transformer().transform(null, loader, name, null, null, bytes);
  }

  private void assertRefused(@Nullable ClassLoader loader, String name, byte[] bytes, String why) {
    byte @Nullable [] made = transform(loader, name, bytes);
    assertNotNull(made);
    assertThrows(ClassFormatError.class, () -> new Woven().define(made));
    assertEquals(
        List.of(
            "writ: class ["
                + name.replace('/', '.')
                + "] is refused because it cannot be governed: "
                + why),
        complaints);
  }

  /** A JDK that is newer than the agent brings such class files. */
  @ParameterizedTest
  @ValueSource(ints = {99, 32767})
  void classFileOfAVersionThatNobodyKnowsYet_isRefused(int version) {
    byte[] bytes = make("app/Newer", "java/lang/Object");
    bytes[6] = (byte) (version >>> 8);
    bytes[7] = (byte) version;
    assertRefused(
        new Woven(),
        "app/Newer",
        bytes,
        "its class file cannot be read: Unsupported class file version "
            + version
            + ".0"
            + "; use an agent that knows it");
  }

  @Test
  void superclassOfAVersionThatNobodyKnowsYet_refusesItsSubclass() {
    byte[] above = make("app/Newer", "java/lang/Object");
    above[7] = 99;
    Woven loader = new Woven();
    loader.lie("app/Newer", above);
    assertRefused(
        loader,
        "app/Below",
        make("app/Below", "app/Newer"),
        "its class file cannot be read: Unsupported class file version 99.0; use an agent that"
            + " knows it");
  }

  /** Thrown by a loader when it is asked for a superclass. */
  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new Hostile();
    }
  }

  @Test
  void loaderThatThrowsWhatThrowsAgain_getsItsClassRefused() {
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            throw new Hostile();
          }
        };
    assertRefused(loader, "app/Below", make("app/Below", "app/Above"), Hostile.class.getName());
  }

  @Test
  void classThatIsRefusedWithoutALine_isRefusedAllTheSame() {
    WritTransformer silent =
        new WritTransformer(
            new JdkWeaver(List.of(), registry),
            new HandOverWeaver(List.of(), 0),
            new ApplicationWeaver(Mappings.NONE, registry, new InitialiserWeaver(0)),
            new OwnPackages(Set.of()),
            ClassLoader.getSystemClassLoader(),
            line -> {
              throw new IllegalStateException(line);
            });
    byte @Nullable [] made =
        silent.transform(null, new Woven(), "app/Torn", null, null, new byte[] {1, 2, 3});
    assertNotNull(made);
    assertThrows(ClassFormatError.class, () -> new Woven().define(made));
  }

  @ParameterizedTest
  @CsvSource({
    "true, io/writ/gate/Other",
    "true, io/writ/api/Other",
    "true, io/writ/agent/start/Other",
    "false, io/writ/gate/Other",
    "false, io/writ/gate/Gate"
  })
  void classAmongTheAgentsOwn_isRefused(boolean isBoot, String name) {
    assertRefused(
        isBoot ? null : new Woven(),
        name,
        make(name, "java/lang/Object"),
        "it would stand among the agent's own classes; give it a package of its own");
  }

  @Test
  void classWithoutAName_isRefusedByTheNameInItsFile() {
    byte @Nullable [] made =
        transformer()
            .transform(
                null, new Woven(), null, null, null, make("io/writ/gate/X", "java/lang/Object"));
    assertNotNull(made);
    assertThrows(ClassFormatError.class, () -> new Woven().define(made));
  }

  @Test
  void agentsOwnClasses_andThoseOfOtherPackages_areLetIn() {
    assertNull(transform(null, "io/writ/gate/Gate", make("io/writ/gate/Gate", "java/lang/Object")));
    assertNull(transform(null, "io/writer/X", make("io/writer/X", "java/lang/Object")));
    assertEquals(List.of(), complaints);
  }
}
