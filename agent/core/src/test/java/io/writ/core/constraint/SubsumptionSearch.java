package io.writ.core.constraint;

import java.util.Random;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a value that a covered child admits and its parent refuses, for one pair of types.
 *
 * <p>Where the table has a rule for the pair, only triples with a covered child are counted, so
 * that the number says how often the rule was put to the test. Where it has none, there is nothing
 * to admit: each parent and child that are refused count as one.
 */
final class SubsumptionSearch {
  /** Values that are tried on one parent and child. */
  private static final int VALUES = 64;

  /** One found contradiction, or none, and what was looked at. */
  record Result(
      long triples, long pairs, long covered, long admitted, @Nullable String contradiction) {}

  private final ConstraintChance constraints;
  private final ArgumentChance values;
  private final BiPredicate<Constraint, Constraint> rule;
  private final Arguments near = new Arguments();
  private long triples;
  private long admitted;

  /**
   * @param rule whether a parent covers a child
   */
  SubsumptionSearch(long seed, BiPredicate<Constraint, Constraint> rule) {
    Random random = new Random(seed);
    this.constraints = new ConstraintChance(random);
    this.values = new ArgumentChance(random, constraints);
    this.rule = rule;
  }

  Result search(ConstraintType parentType, ConstraintType childType, long wanted) {
    boolean hasRule = parentType.mayCover(childType);
    triples = 0;
    admitted = 0;
    long covered = 0;
    long pairs = 0;
    // A rule that never fires must end too: with too few triples.
    while (triples < wanted && pairs < wanted) {
      Constraint parent = constraints.of(parentType);
      Constraint child = constraints.child(childType, parent);
      pairs++;
      if (rule.test(parent, child)) {
        covered++;
        String contradiction = contradiction(parent, child);
        if (contradiction != null) {
          return new Result(triples, pairs, covered, admitted, contradiction);
        }
      } else if (!hasRule) {
        triples++;
      }
    }
    return new Result(triples, pairs, covered, admitted, null);
  }

  private @Nullable String contradiction(Constraint parent, Constraint child) {
    for (int round = 0; round < VALUES / Arguments.MAX_ARGUMENTS; round++) {
      Arguments arguments = near;
      if (round == 0) {
        arguments = values.anywhere();
      } else {
        values.fillNear(round == 1 ? parent : child, near);
      }
      for (int i = 0; i < arguments.size(); i++) {
        triples++;
        if (child.admits(arguments, i)) {
          admitted++;
          if (!parent.admits(arguments, i)) {
            return parent
                + " covers "
                + child
                + " and refuses "
                + arguments.kind(i)
                + " "
                + arguments.object(i);
          }
        }
      }
    }
    return null;
  }
}
