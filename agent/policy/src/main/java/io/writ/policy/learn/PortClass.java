package io.writ.policy.learn;

import io.writ.core.encoding.JsonValue;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A port, or the range that systems hand out on their own.
 *
 * @param min inclusive
 * @param max inclusive
 */
record PortClass(int min, int max) implements Comparable<PortClass> {
  /** What Linux hands out unless it is told otherwise. */
  static final PortClass EPHEMERAL = new PortClass(32_768, 60_999);

  private static final Comparator<PortClass> ORDER =
      Comparator.comparingInt(PortClass::min).thenComparingInt(PortClass::max);

  static PortClass of(int port) {
    return new PortClass(port, port);
  }

  boolean contains(int port) {
    return min <= port && port <= max;
  }

  boolean isRange() {
    return min != max;
  }

  /** The constraint, as a policy spells it. */
  JsonValue constraint() {
    if (!isRange()) {
      return new JsonValue.Whole(min);
    }
    Map<String, JsonValue> bounds = new LinkedHashMap<>();
    bounds.put("min", new JsonValue.Whole(min));
    bounds.put("max", new JsonValue.Whole(max));
    return LearnedRule.of("range", new JsonValue.Members(bounds));
  }

  @Override
  public int compareTo(PortClass other) {
    return ORDER.compare(this, other);
  }

  /** For rule ids. */
  @Override
  public String toString() {
    return isRange() ? "ephemeral" : Integer.toString(min);
  }
}
