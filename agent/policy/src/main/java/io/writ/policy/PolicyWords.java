package io.writ.policy;

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
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Constraints as policies spell them. */
public final class PolicyWords {
  private PolicyWords() {}

  /** The clauses of a rule. */
  public static JsonValue.Members where(Map<String, Constraint> where) {
    Map<String, JsonValue> clauses = new LinkedHashMap<>();
    where.forEach((name, constraint) -> clauses.put(name, of(constraint)));
    return new JsonValue.Members(clauses);
  }

  /** The constraint in shorthand. */
  public static JsonValue of(Constraint constraint) {
    // Pattern switches are a preview feature at release 17.
    if (constraint instanceof Exact exact) {
      return exact.value().toJson();
    } else if (constraint instanceof OneOf oneOf) {
      return of("one_of", scalars(oneOf.values()));
    } else if (constraint instanceof NotOneOf excluded) {
      return of("not_one_of", scalars(excluded.values()));
    } else if (constraint instanceof Range range) {
      return of("range", bounds(range));
    } else if (constraint instanceof Contains contains) {
      return of("contains", texts(contains.values()));
    } else if (constraint instanceof Subset subset) {
      return of("subset", texts(subset.values()));
    } else if (constraint instanceof PathUnder under) {
      return of("path_under", texts(under.roots()));
    } else if (constraint instanceof UrlUnder under) {
      return of("url_under", texts(under.bases()));
    } else if (constraint instanceof Host host) {
      return of("host", texts(host.patterns()));
    } else if (constraint instanceof Cidr cidr) {
      return of("cidr", texts(cidr.blocks()));
    } else if (constraint instanceof All all) {
      return of("all", clauses(all.of()));
    } else if (constraint instanceof Any any) {
      return of("any", clauses(any.of()));
    }
    return new JsonValue.Text("wildcard");
  }

  private static JsonValue of(String type, JsonValue operand) {
    return new JsonValue.Members(Map.of(type, operand));
  }

  private static JsonValue scalars(List<Scalar> values) {
    return new JsonValue.Items(values.stream().map(Scalar::toJson).toList());
  }

  private static JsonValue texts(Collection<?> values) {
    return new JsonValue.Items(
        values.stream().<JsonValue>map(value -> new JsonValue.Text(value.toString())).toList());
  }

  private static JsonValue clauses(List<Constraint> clauses) {
    return new JsonValue.Items(clauses.stream().map(PolicyWords::of).toList());
  }

  private static JsonValue bounds(Range range) {
    Map<String, JsonValue> bounds = new LinkedHashMap<>();
    BigDecimal min = range.min();
    BigDecimal max = range.max();
    if (min != null) {
      bounds.put("min", Scalar.of(min).toJson());
    }
    if (max != null) {
      bounds.put("max", Scalar.of(max).toJson());
    }
    return new JsonValue.Members(bounds);
  }
}
