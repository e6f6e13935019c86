package io.writ.config;

import io.writ.core.policy.Tolerance;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code tolerate} list of a policy. */
final class ToleranceName {
  private static final Map<String, Tolerance> ALL = byName();

  private ToleranceName() {}

  static Set<Tolerance> read(@Nullable YamlValue value) throws ConfigurationRefused {
    Set<Tolerance> tolerated = EnumSet.noneOf(Tolerance.class);
    if (value == null) {
      return tolerated;
    }
    value.texts("tolerate");
    for (YamlValue item : value.items("tolerate")) {
      String name = item.text("tolerate");
      Tolerance tolerance = ALL.get(name);
      if (tolerance == null) {
        throw item.refused(
            "unknown weakness [" + name + "]" + NearestName.suggest(name, ALL.keySet()));
      }
      tolerated.add(tolerance);
    }
    return tolerated;
  }

  private static Map<String, Tolerance> byName() {
    Map<String, Tolerance> names = new LinkedHashMap<>();
    for (Tolerance tolerance : Tolerance.values()) {
      names.put(tolerance.key(), tolerance);
    }
    return names;
  }
}
