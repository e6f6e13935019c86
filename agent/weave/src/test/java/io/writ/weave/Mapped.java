package io.writ.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.core.policy.ActionMapping;
import io.writ.core.policy.ActionTemplate;
import io.writ.core.policy.ArgumentSelector;
import io.writ.core.policy.MethodPattern;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Mappings under test, and the classes that are woven by them. */
final class Mapped {
  private final List<ActionMapping> mappings = new ArrayList<>();
  private @Nullable Woven loader;

  /** Maps methods by pattern. */
  Mapped methods(String id, List<String> patterns, String action, Object arguments) {
    return mapping(id, List.of(), patterns, action, arguments);
  }

  /** Maps methods by annotation. */
  Mapped annotation(String id, String name, String action, Object arguments) {
    return mapping(id, List.of(name), List.of(), action, arguments);
  }

  /**
   * @param arguments {@code "all"}, or a map from argument names to selectors
   */
  private Mapped mapping(
      String id, List<String> annotations, List<String> patterns, String action, Object arguments) {
    Map<String, ArgumentSelector> selectors = new LinkedHashMap<>();
    if (arguments instanceof Map<?, ?> map) {
      map.forEach(
          (name, text) ->
              selectors.put(String.valueOf(name), ArgumentSelector.parse(String.valueOf(text))));
    }
    mappings.add(
        new ActionMapping(
            id,
            annotations,
            patterns.stream().map(MethodPattern::parse).toList(),
            new ActionTemplate(action),
            arguments.equals("all"),
            selectors));
    return this;
  }

  Mappings laidOut() {
    return new Mappings(mappings);
  }

  Woven loader() {
    if (loader == null) {
      loader = new Woven(laidOut());
    }
    return loader;
  }

  Mapped source(String source) {
    loader().with(Sources.compile(source));
    return this;
  }

  /** Runs the {@code Callable} of this name; the answer as text. */
  String call(String type) throws Throwable {
    try {
      Constructor<?> constructor = loader().loadClass(type).getDeclaredConstructor();
      constructor.setAccessible(true);
      Object made = constructor.newInstance();
      return String.valueOf(((Callable<?>) made).call());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** {@code action[names]} of every site that was made, in order. */
  List<String> sites() {
    return loader().registered.stream()
        .map(governed -> governed.action() + governed.argumentNames())
        .toList();
  }

  void assertRefused(String type, String reason) {
    assertThrows(ClassFormatError.class, () -> loader().loadClass(type));
    assertEquals(
        List.of("writ: class [" + type + "] is refused because it cannot be governed: " + reason),
        loader().complaints);
  }
}
