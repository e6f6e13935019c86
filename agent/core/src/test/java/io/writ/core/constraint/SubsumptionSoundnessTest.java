package io.writ.core.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code parent.covers(child)} implies that whatever the child admits, the parent admits. */
class SubsumptionSoundnessTest {
  private static final int TRIPLES = 100_000;
  private static final List<Arguments.Kind> KINDS = List.of(Arguments.Kind.values());
  private static final String[] PATHS = {"/", "/a", "/ab", "/a/b", "/a/b/c", "/A", "/a/%2e"};
  private static final String[] NUMBERS = {"-1", "0", "1", "1.0", "1.5", "2", "99.95", "100"};

  @Test
  void coveredChild_admitsNothingThatItsParentDoesNot() {
    long seed = 42L;
    Random random = new Random(seed);
    int covered = 0;
    int admitted = 0;
    for (int i = 0; i < TRIPLES; i++) {
      Constraint parent = constraint(random);
      Constraint child = constraint(random);
      Arguments arguments = argument(random);
      if (parent.covers(child)) {
        covered++;
        if (child.admits(arguments, 0)) {
          admitted++;
          assertTrue(
              parent.admits(arguments, 0),
              () -> "seed " + seed + ": " + parent + " covers " + child);
        }
      }
    }
    System.out.println(
        "subsumption: seed "
            + seed
            + ", triples "
            + TRIPLES
            + ", covered "
            + covered
            + ", admitted "
            + admitted);
    assertTrue(admitted > 1_000);
  }

  @Test
  void everyConstraint_coversItselfAndIsReadBackFromItsJson() throws ConstraintRefused {
    Random random = new Random(43L);
    for (int i = 0; i < 1_000; i++) {
      Constraint constraint = constraint(random);
      assertTrue(constraint.covers(constraint), constraint::toString);
      assertEquals(constraint, ConstraintReader.read(constraint.toJson(), "x"));
    }
  }

  private static Constraint constraint(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Exact(scalar(random));
      case 1 -> {
        List<Scalar> values = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
          values.add(scalar(random));
        }
        yield new OneOf(values);
      }
      case 2 -> range(random);
      case 3 -> {
        List<RealPath> roots = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
          roots.add(new RealPath(pick(PATHS, random)));
        }
        yield new PathUnder(roots);
      }
      default -> new Wildcard();
    };
  }

  private static Range range(Random random) {
    BigDecimal a = new BigDecimal(pick(NUMBERS, random));
    BigDecimal b = new BigDecimal(pick(NUMBERS, random));
    return switch (random.nextInt(3)) {
      case 0 -> new Range(a, null);
      case 1 -> new Range(null, a);
      default -> new Range(a.min(b), a.max(b));
    };
  }

  private static Scalar scalar(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Scalar.Text(pick(PATHS, random));
      case 1 -> new Scalar.Truth(random.nextBoolean());
      default -> Scalar.of(new BigDecimal(pick(NUMBERS, random)));
    };
  }

  private static Arguments argument(Random random) {
    Arguments arguments = new Arguments();
    switch (KINDS.get(random.nextInt(KINDS.size()))) {
      case INTEGER -> arguments.addInteger(random.nextInt(4) - 1);
      case FLOATING -> arguments.addFloating(Double.parseDouble(pick(NUMBERS, random)));
      case BOOLEAN -> arguments.addBoolean(random.nextBoolean());
      case TEXT -> arguments.add(Arguments.Kind.TEXT, pick(PATHS, random));
      case DECIMAL -> arguments.add(Arguments.Kind.DECIMAL, new BigDecimal(pick(NUMBERS, random)));
      case PATH -> arguments.add(Arguments.Kind.PATH, new RealPath(pick(PATHS, random)));
      case TEXT_LIST -> arguments.add(Arguments.Kind.TEXT_LIST, List.of("/a"));
      case NULL -> arguments.add(Arguments.Kind.NULL, null);
      case OPAQUE -> arguments.add(Arguments.Kind.OPAQUE, null);
    }
    return arguments;
  }

  private static String pick(String[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
