package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code {"type":"one_of","values":[…]}}: one of at least one value. */
public record OneOf(List<Scalar> values) implements Constraint {

  /**
   * @throws IllegalArgumentException when there is no value
   */
  public OneOf {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("one_of without values");
    }
  }

  @Override
  public boolean admits(Arguments arguments, int index) {
    // By index: an iterator would be an allocation on the hot path.
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).matches(arguments, index)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean covers(Constraint child) {
    if (child instanceof Exact exact) {
      return values.contains(exact.value());
    }
    return child instanceof OneOf oneOf && values.containsAll(oneOf.values);
  }

  @Override
  public JsonValue toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("type", new JsonValue.Text("one_of"));
    members.put("values", new JsonValue.Items(values.stream().map(Scalar::toJson).toList()));
    return new JsonValue.Members(members);
  }
}
