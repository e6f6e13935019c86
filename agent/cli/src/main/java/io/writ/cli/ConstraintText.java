package io.writ.cli;

import io.writ.core.constraint.All;
import io.writ.core.constraint.Any;
import io.writ.core.constraint.Cidr;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Contains;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Host;
import io.writ.core.constraint.NotOneOf;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Subset;
import io.writ.core.constraint.UrlUnder;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A constraint as a {@link WhereClause} spells it. What takes several clauses or JSON there is
 * printed for people: two bounds, several paths or URLs, {@code all} and {@code any}.
 */
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
      return " in " + values(oneOf.values());
    } else if (constraint instanceof NotOneOf notOneOf) {
      return " not in " + values(notOneOf.values());
    } else if (constraint instanceof Range range) {
      return range(range);
    } else if (constraint instanceof Contains contains) {
      return " has " + texts(contains.values());
    } else if (constraint instanceof Subset subset) {
      return subset.values().isEmpty() ? " empty" : " only " + texts(subset.values());
    } else if (constraint instanceof PathUnder under) {
      return " under " + joined(under.roots(), " or ");
    } else if (constraint instanceof UrlUnder under) {
      return " under-url " + joined(under.bases(), " or ");
    } else if (constraint instanceof Host host) {
      return " host " + joined(host.patterns(), ", ");
    } else if (constraint instanceof Cidr cidr) {
      return " cidr " + joined(cidr.blocks(), ", ");
    } else if (constraint instanceof All all) {
      return " all of (" + clauses(all.of()) + ")";
    } else if (constraint instanceof Any any) {
      return " one of (" + clauses(any.of()) + ")";
    } else {
      return " any";
    }
  }

  private static String clauses(List<Constraint> clauses) {
    return clauses.stream()
        .map(clause -> operator(clause).strip())
        .collect(Collectors.joining("; "));
  }

  private static String joined(List<?> entries, String separator) {
    return entries.stream().map(Object::toString).collect(Collectors.joining(separator));
  }

  private static String values(List<Scalar> values) {
    return values.stream().map(ConstraintText::value).collect(Collectors.joining(", "));
  }

  private static String texts(List<String> texts) {
    return texts.stream()
        .map(text -> JsonWriter.write(new JsonValue.Text(text)))
        .collect(Collectors.joining(", "));
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
