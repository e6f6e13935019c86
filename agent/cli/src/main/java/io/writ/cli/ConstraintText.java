package io.writ.cli;

import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Scalar;
import io.writ.core.encoding.JsonWriter;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/** A constraint as a {@link WhereClause} spells it. */
final class ConstraintText {
  private ConstraintText() {}

  /** The clause for a named argument, safe to print. */
  static String of(String argument, Constraint constraint) {
    return Terminal.printable(argument + operator(constraint));
  }

  private static String operator(Constraint constraint) {
    // Pattern switches are a preview feature at release 17.
    if (constraint instanceof Exact exact) {
      return " = " + value(exact.value());
    } else if (constraint instanceof OneOf oneOf) {
      return " in "
          + oneOf.values().stream().map(ConstraintText::value).collect(Collectors.joining(", "));
    } else if (constraint instanceof Range range) {
      return range(range);
    } else if (constraint instanceof PathUnder under) {
      return " under "
          + under.roots().stream().map(Object::toString).collect(Collectors.joining(" or "));
    } else {
      return " any";
    }
  }

  private static String range(Range range) {
    BigDecimal min = range.min();
    BigDecimal max = range.max();
    if (min == null) {
      return " <= " + (max == null ? "" : max.toPlainString());
    }
    return max == null
        ? " >= " + min.toPlainString()
        : " from " + min.toPlainString() + " to " + max.toPlainString();
  }

  private static String value(Scalar scalar) {
    return JsonWriter.write(scalar.toJson());
  }
}
