package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.List;

/**
 * {@code {"type":"subset","values":[…]}}: a list of texts each of which is listed, in any order and
 * number. No values admit the empty list only: a process without arguments. A single text is no
 * list.
 */
public record Subset(List<String> values) implements Constraint {

  /** Copies the list. */
  public Subset {
    values = List.copyOf(values);
  }

  @Override
  public boolean admits(Arguments arguments, int index) {
    if (arguments.kind(index) != Arguments.Kind.TEXT_LIST
        || !(arguments.object(index) instanceof List<?> list)) {
      return false;
    }
    for (Object element : list) {
      // The null check first: an immutable list throws when it is asked for null.
      if (element == null || !values.contains(element)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean decides(Arguments arguments, int index) {
    return arguments.kind(index) == Arguments.Kind.TEXT_LIST;
  }

  @Override
  public JsonValue toJson() {
    return ConstraintJson.of("subset", "values", ConstraintJson.texts(values));
  }
}
