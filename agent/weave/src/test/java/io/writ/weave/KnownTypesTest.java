package io.writ.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.core.catalogue.GovernedMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loaders that are no ancestors of each other, as in OSGi and in module layers. */
class KnownTypesTest {
  private static final Map<MethodKey, List<GovernedMethod>> PROMISE =
      Map.of(
          new MethodKey("act", "()V"),
          List.of(new GovernedMethod("test:act", List.of(), List.of())));
  private static final GovernedType GOVERNED = new GovernedType(PROMISE, Map.of(), Map.of());

  private final ClassLoader definer = new ClassLoader(null) {};
  private final ClassLoader user = new ClassLoader(null) {};
  private final KnownTypes types = new KnownTypes();

  /** What a class of {@code user} inherits from a supertype that it cannot read as a resource. */
  private Map<MethodKey, List<GovernedMethod>> inherited() {
    return new SuperTypes(types, new TypeReader(Mappings.NONE, user), "com/acme/Base", List.of())
        .inherited();
  }

  @Test
  void supertypeOfASiblingLoader_governsThoughItCannotBeRead() {
    types.enter(definer, "com/acme/Base", GOVERNED);
    assertEquals(PROMISE, inherited());
  }

  @Test
  void supertypeThatTurnsOutGovernedAfterItsSubclass_isRefused() {
    assertEquals(Map.of(), inherited());
    WeaveRefused refused =
        assertThrows(WeaveRefused.class, () -> types.enter(definer, "com/acme/Base", GOVERNED));
    assertEquals(
        "a subclass was defined before it, by a loader that could not give it as a resource, and is"
            + " not woven; let that loader answer getResourceAsStream, or load this class first",
        refused.getMessage());
  }

  @Test
  void supertypeThatAChildFirstLoaderDefinesAnew_isRefusedWhenItPromisesMore() {
    ClassLoader child = new ClassLoader(definer) {};
    types.enter(definer, "com/acme/Base", GovernedType.NONE);
    SuperTypes above =
        new SuperTypes(types, new TypeReader(Mappings.NONE, child), "com/acme/Base", List.of());
    assertEquals(Map.of(), above.inherited());
    WeaveRefused refused =
        assertThrows(WeaveRefused.class, () -> types.enter(child, "com/acme/Base", GOVERNED));
    assertEquals(
        "its subclass was woven for what the loader ["
            + child
            + "] gave as the class file, and the loader now defines another; let it answer"
            + " getResourceAsStream with the class that it defines",
        refused.getMessage());
  }

  @Test
  void supertypeThatTurnsOutUngoverned_isLetIn() {
    assertEquals(Map.of(), inherited());
    types.enter(definer, "com/acme/Base", GovernedType.NONE);
    assertEquals(Map.of(), inherited());
  }
}
