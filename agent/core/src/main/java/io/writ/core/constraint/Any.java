package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.util.List;

/**
 * {@code {"type":"any","of":[…]}}: what some clause admits, of 1 to 16. Readers nest them at most 8
 * deep.
 */
public record Any(List<Constraint> of) implements Constraint {

  /**
   * @throws IllegalArgumentException when there are no clauses, or more than 16
   */
  public Any {
    of = Clauses.copyOf(of);
  }

  @Override
  public boolean admits(Arguments arguments, int index) {
    // By index: an iterator would be an allocation on the hot path.
    for (int i = 0; i < of.size(); i++) {
      if (of.get(i).admits(arguments, index)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean refuses(Arguments arguments, int index) {
    for (int i = 0; i < of.size(); i++) {
      if (!of.get(i).refuses(arguments, index)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public JsonValue toJson() {
    return ConstraintJson.of("any", "of", ConstraintJson.clauses(of));
  }
}
