package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A constraint's JSON: its type and one member. */
final class ConstraintJson {
  private ConstraintJson() {}

  static JsonValue of(String type, String name, JsonValue value) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("type", new JsonValue.Text(type));
    members.put(name, value);
    return new JsonValue.Members(members);
  }

  /** A member under its singular name when there is one entry, else under its plural. */
  static JsonValue oneOrMore(String type, String one, String more, List<?> entries) {
    return entries.size() == 1
        ? of(type, one, new JsonValue.Text(entries.get(0).toString()))
        : of(type, more, texts(entries));
  }

  static JsonValue texts(List<?> entries) {
    return new JsonValue.Items(
        entries.stream().<JsonValue>map(entry -> new JsonValue.Text(entry.toString())).toList());
  }

  static JsonValue scalars(List<Scalar> values) {
    return new JsonValue.Items(values.stream().map(Scalar::toJson).toList());
  }

  static JsonValue clauses(List<Constraint> of) {
    return new JsonValue.Items(of.stream().map(Constraint::toJson).toList());
  }
}
