package io.writ.policy.learn;

import io.writ.core.encoding.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule that is proposed.
 *
 * @param id not yet unique in its section
 * @param actions ids, sorted
 * @param where constraints by argument, as a policy spells them; empty for any arguments
 * @param sightings what it rests on
 * @param notes lines for its comment
 */
record LearnedRule(
    String id,
    List<String> actions,
    Map<String, JsonValue> where,
    Sightings sightings,
    List<String> notes) {
  LearnedRule {
    actions = List.copyOf(actions);
    where = new LinkedHashMap<>(where);
    notes = List.copyOf(notes);
  }

  /** {@code {type: [texts]}}. */
  static JsonValue listed(String type, Collection<String> texts) {
    return of(
        type, new JsonValue.Items(texts.stream().<JsonValue>map(JsonValue.Text::new).toList()));
  }

  /** The one value, or {@code {one_of: […]}}. */
  static JsonValue anyOf(Collection<? extends JsonValue> values) {
    return values.size() == 1
        ? values.iterator().next()
        : of("one_of", new JsonValue.Items(List.copyOf(values)));
  }

  /** The one text, or {@code {one_of: […]}}. */
  static JsonValue anyText(Collection<String> texts) {
    return anyOf(texts.stream().map(JsonValue.Text::new).toList());
  }

  static JsonValue of(String type, JsonValue operand) {
    return new JsonValue.Members(Map.of(type, operand));
  }
}
