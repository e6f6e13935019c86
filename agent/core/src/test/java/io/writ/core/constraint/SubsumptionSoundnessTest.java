package io.writ.core.constraint;

import static java.util.Collections.disjoint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/**
 * {@code parent.covers(child)} implies that whatever the child admits, the parent admits: a random
 * search through all 169 pairs of types. The build runs a slice; {@code -Dwrit.triples=1000000}
 * runs it in full, {@code -Dwrit.seed=N} another one or the same again.
 */
class SubsumptionSoundnessTest {
  private static final long TRIPLES = Long.getLong("writ.triples", 2_000);
  private static final long SEED = Long.getLong("writ.seed", 42);

  @Test
  void coveredChild_admitsNothingThatItsParentDoesNot() {
    StringBuilder table = new StringBuilder();
    long triples = 0;
    long ruled = 0;
    long leastCovered = Long.MAX_VALUE;
    long leastAdmitted = Long.MAX_VALUE;
    for (ConstraintType parent : ConstraintType.values()) {
      for (ConstraintType child : ConstraintType.values()) {
        long seed = SEED * 31 + (parent + " " + child).hashCode();
        SubsumptionSearch.Result result =
            new SubsumptionSearch(seed, Constraint::covers).search(parent, child, TRIPLES);
        String pair = parent + " covers " + child;
        assertNull(result.contradiction(), () -> "seed " + SEED + ": " + result.contradiction());
        assertTrue(result.triples() >= TRIPLES, pair + ": too few are covered: " + result);
        triples += result.triples();
        if (parent.mayCover(child)) {
          assertTrue(result.admitted() > 0, pair + ": nothing admitted");
          ruled += result.triples();
          leastCovered = Math.min(leastCovered, result.covered());
          leastAdmitted = Math.min(leastAdmitted, result.admitted());
        } else {
          assertEquals(0, result.covered(), pair);
        }
        table.append(row(parent, child, result));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "subsumption: seed %d, %,d triples, %,d of them under a rule, 0 contradictions, least"
            + " covered %,d, least admitted %,d%n%-10s %-10s %12s %10s %10s %12s%n%s",
        SEED,
        triples,
        ruled,
        leastCovered,
        leastAdmitted,
        "parent",
        "child",
        "triples",
        "pairs",
        "covered",
        "admitted",
        table);
  }

  private static String row(
      ConstraintType parent, ConstraintType child, SubsumptionSearch.Result result) {
    return String.format(
        Locale.ROOT,
        "%-10s %-10s %,12d %,10d %,10d %,12d%n",
        parent,
        child,
        result.triples(),
        result.pairs(),
        result.covered(),
        result.admitted());
  }

  @Test
  void everyConstraint_coversItselfWithoutTheShortcutForEqualOnes() throws ConstraintRefused {
    ConstraintChance chance = new ConstraintChance(new Random(SEED));
    for (ConstraintType type : ConstraintType.values()) {
      for (int i = 0; i < 500; i++) {
        Constraint constraint = chance.of(type);
        assertTrue(new Subsumption().isCovered(constraint, constraint), constraint::toString);
        assertEquals(constraint, ConstraintReader.read(constraint.toJson(), "x"));
      }
    }
  }

  /** The search must find what is wrong, or its silence says nothing. */
  @Test
  void wrongRules_areFound() {
    assertFound(
        PathUnder.class,
        (parent, child) ->
            everySome(child.roots(), parent.roots(), (a, b) -> a.value().startsWith(b.value())));
    assertFound(
        UrlUnder.class,
        (parent, child) ->
            everySome(
                child.bases(), parent.bases(), (a, b) -> a.toString().startsWith(b.toString())));
    assertFound(
        Host.class,
        (parent, child) ->
            everySome(
                child.patterns(),
                parent.patterns(),
                (a, b) -> a.text().endsWith(b.text().replace("*.", ""))));
    assertFound(
        Cidr.class,
        (parent, child) ->
            everySome(
                child.blocks(),
                parent.blocks(),
                (a, b) -> b.contains(a.isV6(), a.high(), a.low())));
    assertFound(Range.class, (parent, child) -> (parent.max() == null) == (child.max() == null));
    assertFound(OneOf.class, (parent, child) -> !disjoint(parent.values(), child.values()));
    assertFound(NotOneOf.class, (parent, child) -> parent.values().containsAll(child.values()));
    assertFound(Contains.class, (parent, child) -> parent.values().containsAll(child.values()));
    assertFound(Subset.class, (parent, child) -> child.values().containsAll(parent.values()));
    assertFound(All.class, (parent, child) -> someCoversSome(parent.of(), child.of()));
    assertFound(Any.class, (parent, child) -> someCoversSome(parent.of(), child.of()));
  }

  private static <T> boolean everySome(List<T> inner, List<T> outer, BiPredicate<T, T> inside) {
    return inner.stream().allMatch(a -> outer.stream().anyMatch(b -> inside.test(a, b)));
  }

  private static boolean someCoversSome(List<Constraint> parent, List<Constraint> child) {
    return parent.stream().anyMatch(a -> child.stream().anyMatch(a::covers));
  }

  /** The type's rule for itself, wrong, is caught. */
  private static <T extends Constraint> void assertFound(Class<T> type, BiPredicate<T, T> wrong) {
    ConstraintType pair =
        ConstraintType.valueOf(
            type.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    BiPredicate<Constraint, Constraint> rule =
        (parent, child) -> wrong.test(type.cast(parent), type.cast(child));
    assertNotNull(
        new SubsumptionSearch(SEED, rule).search(pair, pair, 100_000).contradiction(),
        () -> "not found: a wrong rule for " + pair);
  }
}
