package io.writ.core.policy.diff;

import io.writ.core.policy.ActionPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Actions of which the same is known: one known action, one action of an application, or all
 * actions of applications that begin alike.
 *
 * @param pattern the action, or the prefix; a prefix does not stand for known actions
 * @param argumentNames what the action's arguments are called; null when that is not known, because
 *     it is the application's matter
 */
record ActionSet(ActionPattern pattern, @Nullable List<String> argumentNames) {
  /** All known actions begin so, but for a few that no rule can grant. */
  private static final String JDK = "jdk:";

  /**
   * The sets that a rule's pattern stands for.
   *
   * @param known argument names by known action; every action that begins with {@code jdk:} is
   */
  static List<ActionSet> of(ActionPattern pattern, Map<String, List<String>> known) {
    if (!pattern.isPrefix()) {
      return List.of(new ActionSet(pattern, known.get(pattern.text())));
    }
    List<ActionSet> sets = new ArrayList<>();
    new TreeMap<>(known)
        .forEach(
            (action, names) -> {
              if (pattern.matches(action)) {
                sets.add(new ActionSet(new ActionPattern(action), names));
              }
            });
    if (!pattern.text().startsWith(JDK)) {
      sets.add(new ActionSet(pattern, null));
    }
    return sets;
  }

  /** Whether one of the patterns matches every one of these actions. */
  boolean isWithin(List<ActionPattern> patterns) {
    return patterns.stream().anyMatch(this::isWithin);
  }

  private boolean isWithin(ActionPattern outer) {
    // A prefix compared as a text still ends in its star, which no prefix has before its end.
    return outer.isPrefix()
        ? prefix(pattern).startsWith(prefix(outer))
        : !pattern.isPrefix() && outer.text().equals(pattern.text());
  }

  /** Whether some action may belong to both. */
  boolean meets(ActionSet other) {
    if (pattern.isPrefix() && other.pattern.isPrefix()) {
      return prefix(pattern).startsWith(prefix(other.pattern))
          || prefix(other.pattern).startsWith(prefix(pattern));
    }
    if (pattern.isPrefix()) {
      return other.meets(this);
    }
    // What is known is listed by itself and not part of a prefix.
    return other.pattern.isPrefix()
        ? argumentNames == null && other.pattern.matches(pattern.text())
        : pattern.equals(other.pattern);
  }

  /** One action of the set. */
  String example() {
    return pattern.isPrefix() ? prefix(pattern) + "x" : pattern.text();
  }

  private static String prefix(ActionPattern pattern) {
    String text = pattern.text();
    return pattern.isPrefix() ? text.substring(0, text.length() - 1) : text;
  }
}
