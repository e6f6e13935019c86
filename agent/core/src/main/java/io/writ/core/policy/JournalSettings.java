package io.writ.core.policy;

import io.writ.core.lineage.Durability;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded beyond the decision.
 *
 * @param attributes names of arguments whose values may be journaled and shown, by action; {@code
 *     *} as the only name stands for every argument; in document order, unmodifiable
 * @param subjects the argument that names the data subject, under whose key attributes are
 *     encrypted, by action; in document order, unmodifiable
 * @param durability what a record must have survived before the call proceeds, by action; {@link
 *     Durability#L0} where nothing is said; in document order, unmodifiable
 */
public record JournalSettings(
    Map<ActionPattern, Set<String>> attributes,
    Map<ActionPattern, String> subjects,
    Map<ActionPattern, Durability> durability) {
  /** In place of a name: every argument of the action. */
  public static final String ALL = "*";

  /** Nothing beyond the decision. */
  public static final JournalSettings NONE = new JournalSettings(Map.of(), Map.of(), Map.of());

  /** Copies what it is given. */
  public JournalSettings {
    Map<ActionPattern, Set<String>> copy = new LinkedHashMap<>();
    attributes.forEach(
        (action, names) ->
            copy.put(action, Collections.unmodifiableSet(new LinkedHashSet<>(names))));
    attributes = Collections.unmodifiableMap(copy);
    subjects = Collections.unmodifiableMap(new LinkedHashMap<>(subjects));
    durability = Collections.unmodifiableMap(new LinkedHashMap<>(durability));
  }

  /** The argument that names the data subject of the action, by the first pattern; or null. */
  public @Nullable String subject(String action) {
    for (Map.Entry<ActionPattern, String> entry : subjects.entrySet()) {
      if (entry.getKey().matches(action)) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** The strongest level that any pattern asks for the action. */
  public Durability durability(String action) {
    Durability strongest = Durability.L0;
    for (Map.Entry<ActionPattern, Durability> entry : durability.entrySet()) {
      if (entry.getKey().matches(action) && entry.getValue().compareTo(strongest) > 0) {
        strongest = entry.getValue();
      }
    }
    return strongest;
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
