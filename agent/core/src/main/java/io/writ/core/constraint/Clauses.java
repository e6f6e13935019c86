package io.writ.core.constraint;

import java.util.List;

/** The clauses of {@code all} and {@code any}. */
final class Clauses {
  private Clauses() {}

  /** A copy of 1 to 16 clauses. */
  static List<Constraint> copyOf(List<Constraint> clauses) {
    List<Constraint> copy = List.copyOf(clauses);
    if (copy.isEmpty() || copy.size() > ConstraintReader.MAX_CLAUSES) {
      throw new IllegalArgumentException("[" + copy.size() + "] clauses");
    }
    return copy;
  }
}
