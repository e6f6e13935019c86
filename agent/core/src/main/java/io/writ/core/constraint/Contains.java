package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.List;

/**
 * {@code {"type":"contains","values":[…]}}: a list of texts in which every one of at least one text
 * occurs. A single text is no list.
 */
public record Contains(List<String> values) implements Constraint {

  /**
   * @throws IllegalArgumentException when there is no value
   */
  public Contains {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("contains without values");
    }
  }

  @Override
  public boolean admits(Arguments arguments, int index) {
    return arguments.kind(index) == Arguments.Kind.TEXT_LIST
        && arguments.object(index) instanceof List<?> list
        && list.containsAll(values);
  }

  @Override
  public boolean decides(Arguments arguments, int index) {
    return arguments.kind(index) == Arguments.Kind.TEXT_LIST;
  }

  @Override
  public JsonValue toJson() {
    return ConstraintJson.of("contains", "values", ConstraintJson.texts(values));
  }
}
