package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.List;

/**
 * {@code {"type":"not_one_of","values":[…]}}: a value of the listed values' family that is none of
 * them. The list is of one family, because it says which arguments can be decided: beside the texts
 * that it names, "anything else" would be any number too.
 */
public record NotOneOf(List<Scalar> values) implements Constraint {
  /** What the values must be, for messages. */
  public static final String FORM = "must be all texts, all numbers or all booleans";

  /**
   * @throws IllegalArgumentException when there is no value, or they are of several families
   */
  public NotOneOf {
    values = List.copyOf(values);
    if (!areOfOneFamily(values)) {
      throw new IllegalArgumentException("not_one_of without values of one family");
    }
  }

  /** Whether there is a value and all are texts, all numbers or all booleans. */
  public static boolean areOfOneFamily(List<Scalar> values) {
    return !values.isEmpty()
        && values.stream().allMatch(value -> value.family() == values.get(0).family());
  }

  Scalar.Family family() {
    return values.get(0).family();
  }

  @Override
  public boolean admits(Arguments arguments, int index) {
    if (!family().includes(arguments, index)) {
      return false;
    }
    // By index: an iterator would be an allocation on the hot path.
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).matches(arguments, index)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean decides(Arguments arguments, int index) {
    return family().includes(arguments, index);
  }

  @Override
  public JsonValue toJson() {
    return ConstraintJson.of("not_one_of", "values", ConstraintJson.scalars(values));
  }
}
