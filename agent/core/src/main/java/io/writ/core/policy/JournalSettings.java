package io.writ.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is recorded beyond the decision.
 *
 * @param attributes names of arguments whose values may be journaled and shown, by action; {@code
 *     *} as the only name stands for every argument; in document order, unmodifiable
 */
public record JournalSettings(Map<ActionPattern, Set<String>> attributes) {
  /** In place of a name: every argument of the action. */
  public static final String ALL = "*";

  /** Nothing beyond the decision. */
  public static final JournalSettings NONE = new JournalSettings(Map.of());

  /** Copies what it is given. */
  public JournalSettings {
    Map<ActionPattern, Set<String>> copy = new LinkedHashMap<>();
    attributes.forEach(
        (action, names) ->
            copy.put(action, Collections.unmodifiableSet(new LinkedHashSet<>(names))));
    attributes = Collections.unmodifiableMap(copy);
  }

  /** Those of the action's arguments whose values may be journaled. */
  public Set<String> loggable(String action, List<String> argumentNames) {
    Set<String> loggable = new LinkedHashSet<>();
    attributes.forEach(
        (pattern, names) -> {
          if (pattern.matches(action)) {
            loggable.addAll(names.contains(ALL) ? argumentNames : names);
          }
        });
    return Collections.unmodifiableSet(loggable);
  }
}
