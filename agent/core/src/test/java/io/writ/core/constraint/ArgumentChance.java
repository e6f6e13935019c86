package io.writ.core.constraint;

import io.writ.core.constraint.Arguments.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random arguments: of every kind, and near the boundaries of a constraint. */
final class ArgumentChance {
  private final Random random;
  private final ConstraintChance constraints;
  private final List<Arguments> pool = new ArrayList<>();

  ArgumentChance(Random random, ConstraintChance constraints) {
    this.random = random;
    this.constraints = constraints;
    pool.add(new Arguments());
    for (BigDecimal number : List.of(BigDecimal.ZERO, BigDecimal.TEN, new BigDecimal("1E+400"))) {
      pooled().add(Kind.DECIMAL, number);
    }
    for (String number : ConstraintChance.NUMBERS) {
      pooled().add(Kind.DECIMAL, new BigDecimal(number));
      pooled().addFloating(Double.parseDouble(number));
      pooled().addInteger(new BigDecimal(number).longValue());
    }
    for (double floating : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.0}) {
      pooled().addFloating(floating);
    }
    for (String text : ConstraintChance.TEXTS) {
      addText(pooled(), text);
      pooled().add(Kind.TEXT_LIST, List.of(text));
      pooled().add(Kind.TEXT_LIST, List.of(text, "a"));
    }
    for (String path : ConstraintChance.PATHS) {
      pooled().add(Kind.PATH, new RealPath(path));
      addText(pooled(), path);
    }
    for (boolean truth : new boolean[] {true, false}) {
      pooled().addBoolean(truth);
    }
    pooled().add(Kind.TEXT_LIST, List.of());
    for (Kind nothing : List.of(Kind.NULL, Kind.OPAQUE)) {
      pooled().add(nothing, null);
    }
  }

  private Arguments pooled() {
    if (pool.get(pool.size() - 1).size() == Arguments.MAX_ARGUMENTS) {
      pool.add(new Arguments());
    }
    return pool.get(pool.size() - 1);
  }

  /** Up to 16 values from all over the universe. */
  Arguments anywhere() {
    return pool.get(random.nextInt(pool.size()));
  }

  /** Fills the list with values near the constraint's boundaries. */
  void fillNear(Constraint constraint, Arguments arguments) {
    arguments.clear();
    while (arguments.size() < Arguments.MAX_ARGUMENTS) {
      addNear(constraint, arguments);
    }
  }

  private void addNear(Constraint constraint, Arguments arguments) {
    if (constraint instanceof Exact exact) {
      addNear(exact.value(), arguments);
    } else if (constraint instanceof OneOf oneOf) {
      addNear(pick(oneOf.values()), arguments);
    } else if (constraint instanceof NotOneOf excluded) {
      addNear(pick(excluded.values()), arguments);
    } else if (constraint instanceof Range range) {
      BigDecimal min = range.min();
      BigDecimal max = range.max();
      boolean isMin = max == null || (min != null && random.nextBoolean());
      addNear(isMin && min != null ? min : max == null ? BigDecimal.ZERO : max, arguments);
    } else if (constraint instanceof Contains contains) {
      addNearList(contains.values(), arguments);
    } else if (constraint instanceof Subset subset) {
      addNearList(subset.values(), arguments);
    } else if (constraint instanceof PathUnder under) {
      addNear(pick(under.roots()).value(), arguments);
    } else if (constraint instanceof Host host) {
      String text = pick(host.patterns()).text();
      String name = text.replace("*.", pick("", "a.", "b.a.", "x"));
      addText(arguments, pick(name, name.toUpperCase(Locale.ROOT), name + ".", "a." + name));
    } else if (constraint instanceof Cidr cidr) {
      addAddress(pick(cidr.blocks()), arguments);
    } else if (constraint instanceof UrlUnder under) {
      String base = pick(under.bases()).toString();
      String url = base + pick("", "/", "/x", "x", "?q", "#f", "/x/y?z", "/../x", "/%2e%2e", "//x");
      addText(arguments, pick(url, url, url.replace("example.org", "EXAMPLE.org")));
    } else if (constraint instanceof All all) {
      addNear(pick(all.of()), arguments);
    } else if (constraint instanceof Any any) {
      addNear(pick(any.of()), arguments);
    } else {
      arguments.add(random.nextBoolean() ? Kind.NULL : Kind.OPAQUE, null);
    }
  }

  private void addNear(Scalar value, Arguments arguments) {
    if (value instanceof Scalar.Text text) {
      addNear(text.value(), arguments);
    } else if (value instanceof Scalar.Truth truth) {
      arguments.addBoolean(truth.value() == random.nextBoolean());
    } else {
      BigDecimal number = value.number();
      addNear(number == null ? BigDecimal.ZERO : number, arguments);
    }
  }

  private void addNear(BigDecimal number, Arguments arguments) {
    BigDecimal near =
        number.add(new BigDecimal(pick("0", "0", "0.00", "1", "-1", "0.01", "-0.01")));
    switch (random.nextInt(3)) {
      case 0 -> arguments.addInteger(near.longValue());
      case 1 -> arguments.addFloating(near.doubleValue());
      default -> arguments.add(Kind.DECIMAL, near);
    }
  }

  /** A text or path that is this one or nearly. */
  private void addNear(String text, Arguments arguments) {
    String near = text + pick("", "", "x", "/x", "/x/y");
    if (random.nextBoolean() && RealPath.isCanonical(near)) {
      arguments.add(Kind.PATH, new RealPath(near));
    } else {
      addText(arguments, near);
    }
  }

  private void addNearList(List<String> values, Arguments arguments) {
    List<String> list = new ArrayList<>(values);
    switch (random.nextInt(4)) {
      case 0 -> list.removeIf(value -> random.nextBoolean());
      case 1 -> list.add(pick(ConstraintChance.TEXTS));
      case 2 -> list.addAll(values);
      default -> {}
    }
    arguments.add(Kind.TEXT_LIST, List.copyOf(list));
  }

  private void addAddress(IpBlock block, Arguments arguments) {
    IpBlock inside = constraints.deeper(block);
    long flip = random.nextInt(3) == 0 ? 1L << random.nextInt(block.isV6() ? 63 : 32) : 0;
    String address =
        IpText.isMapped(inside.high(), inside.low() ^ flip)
            ? "::ffff:10.0.0.1"
            : ConstraintChance.address(
                new IpBlock(
                    block.isV6(), inside.high(), inside.low() ^ flip, block.isV6() ? 128 : 32));
    addText(arguments, address);
  }

  private static void addText(Arguments arguments, String text) {
    arguments.add(Kind.TEXT, text);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }
}
