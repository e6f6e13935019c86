package io.writ.core.policy.diff;

import io.writ.core.constraint.All;
import io.writ.core.constraint.Any;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.Cidr;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Contains;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Host;
import io.writ.core.constraint.IpBlock;
import io.writ.core.constraint.NotOneOf;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Subset;
import io.writ.core.constraint.UrlUnder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Values at and beside the boundaries of constraints, to find a call with. */
final class Samples {
  private final Set<Value> values = new LinkedHashSet<>();

  /** Values near this constraint. */
  void add(Constraint constraint) {
    // Pattern switches are a preview feature at release 17.
    if (constraint instanceof Exact exact) {
      add(exact.value());
    } else if (constraint instanceof OneOf oneOf) {
      oneOf.values().forEach(this::add);
    } else if (constraint instanceof NotOneOf excluded) {
      excluded.values().forEach(this::add);
    } else if (constraint instanceof Range range) {
      add(range);
    } else if (constraint instanceof Contains contains) {
      addList(contains.values());
    } else if (constraint instanceof Subset subset) {
      addList(subset.values());
      addList(List.of());
    } else if (constraint instanceof PathUnder under) {
      under.roots().forEach(this::add);
    } else if (constraint instanceof UrlUnder under) {
      under.bases().forEach(base -> addText(base.toString()));
    } else if (constraint instanceof Host host) {
      host.patterns().forEach(pattern -> addText(pattern.text().replace("*", "x")));
    } else if (constraint instanceof Cidr cidr) {
      cidr.blocks().forEach(this::add);
    } else if (constraint instanceof All all) {
      all.of().forEach(this::add);
    } else if (constraint instanceof Any any) {
      any.of().forEach(this::add);
    }
  }

  /** Values that have nothing to do with any constraint. */
  void addOthers() {
    addText("x");
    add(Scalar.of(BigDecimal.ONE));
    add(new RealPath("/x"));
    values.add(new Value(Kind.BOOLEAN, true));
    addList(List.of("x"));
    values.add(new Value(Kind.NULL, null));
    values.add(new Value(Kind.OPAQUE, null));
  }

  private void add(Range range) {
    for (BigDecimal bound : new BigDecimal[] {range.max(), range.min()}) {
      if (bound != null) {
        add(Scalar.of(bound));
        add(Scalar.of(bound.add(BigDecimal.ONE)));
        add(Scalar.of(bound.subtract(BigDecimal.ONE)));
      }
    }
  }

  private void add(Scalar scalar) {
    BigDecimal number = scalar.number();
    if (scalar instanceof Scalar.Text text) {
      addText(text.value());
      if (RealPath.isCanonical(text.value())) {
        values.add(new Value(Kind.PATH, new RealPath(text.value())));
      }
    } else if (scalar instanceof Scalar.Truth truth) {
      values.add(new Value(Kind.BOOLEAN, truth.value()));
      values.add(new Value(Kind.BOOLEAN, !truth.value()));
    } else if (scalar instanceof Scalar.Whole whole) {
      values.add(new Value(Kind.INTEGER, whole.value()));
    } else if (number != null) {
      values.add(new Value(Kind.DECIMAL, number));
    }
  }

  private void add(RealPath root) {
    values.add(new Value(Kind.PATH, root));
    values.add(new Value(Kind.PATH, new RealPath((root.value().equals("/") ? "" : root) + "/x")));
  }

  private void add(IpBlock block) {
    String text = block.toString();
    addText(text.substring(0, text.indexOf('/')));
  }

  private void addText(String text) {
    values.add(new Value(Kind.TEXT, text));
  }

  private void addList(List<String> texts) {
    values.add(new Value(Kind.TEXT_LIST, List.copyOf(texts)));
  }

  /** So many of the values, those that the constraint admits first. */
  List<Value> preferred(Constraint constraint, int most) {
    List<Value> admitted = new ArrayList<>();
    List<Value> others = new ArrayList<>();
    Arguments arguments = new Arguments();
    for (Value value : values) {
      arguments.clear();
      value.addTo(arguments);
      (constraint.admits(arguments, 0) ? admitted : others).add(value);
    }
    admitted.addAll(others);
    return admitted.subList(0, Math.min(most, admitted.size()));
  }
}
