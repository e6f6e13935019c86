package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.List;

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
  public JsonValue toJson() {
    return ConstraintJson.of("one_of", "values", ConstraintJson.scalars(values));
  }
}
