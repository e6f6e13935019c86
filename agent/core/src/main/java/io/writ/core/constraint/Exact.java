package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code {"type":"exact","value":V}}: this value only. */
public record Exact(Scalar value) implements Constraint {

  @Override
  public boolean admits(Arguments arguments, int index) {
    return value.matches(arguments, index);
  }

  @Override
  public boolean covers(Constraint child) {
    if (child instanceof Exact exact) {
      return value.equals(exact.value);
    }
    return child instanceof OneOf oneOf && oneOf.values().stream().allMatch(value::equals);
  }

  @Override
  public JsonValue toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("type", new JsonValue.Text("exact"));
    members.put("value", value.toJson());
    return new JsonValue.Members(members);
  }
}
