package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;

/** {@code {"type":"exact","value":V}}: this value only. */
public record Exact(Scalar value) implements Constraint {

  @Override
  public boolean admits(Arguments arguments, int index) {
    return value.matches(arguments, index);
  }

  @Override
  public JsonValue toJson() {
    return ConstraintJson.of("exact", "value", value.toJson());
  }
}
