package io.writ.core.policy.diff;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.constraint.Constraint;
import io.writ.core.policy.KeyQuorum;
import io.writ.core.policy.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * When no widening is found, no call is newly allowed, with or without an artifact: a random search
 * over policies and their successors. The build runs a slice; {@code -Dwrit.pairs=1000000} runs it
 * in full, {@code -Dwrit.seed=N} another one or the same again.
 */
class DiffSoundnessTest {
  private static final long PAIRS = Long.getLong("writ.pairs", 20_000);
  private static final long SEED = Long.getLong("writ.seed", 42);

  /** The slowest of the wrong rules needs a third of this. */
  private static final long UNTIL_FOUND = 2_000_000;

  @Test
  void policyThatIsNotWider_allowsNothingNew() throws Exception {
    DiffSearch search = new DiffSearch(SEED, new Coverage(text -> false));
    String found = search.search(PAIRS);
    System.out.printf(
        Locale.ROOT,
        "policy diff: seed %d, %,d pairs of policies and a request, %,d pairs of policies, %,d of"
            + " them not wider (%,d requests, %,d of them allowed, 0 newly); of the wider ones"
            + " %,d with %,d newly allowed requests%n",
        SEED,
        search.pairs,
        search.policyPairs,
        search.notWider,
        search.requestsNotWider,
        search.allowedNotWider,
        search.widerWithNewlyAllowed,
        search.newlyAllowed);
    assertNull(found, () -> "seed " + SEED + ": newly allowed is " + found);
    assertTrue(search.notWider * 10 > search.policyPairs, "too few are not wider");
    assertTrue(search.newlyAllowed * 100 > search.pairs, "too few are newly allowed");
    assertTrue(search.allowedNotWider * 100 > search.requestsNotWider, "too few are allowed");
  }

  /** What is concluded of values that are not known must hold for every value, so for these. */
  @Test
  void policyOfUnknownValuesThatIsNotWider_allowsNothingNew() throws Exception {
    DiffSearch search = new DiffSearch(SEED + 1, new Coverage(text -> text.hashCode() % 2 == 0));
    assertNull(search.search(PAIRS), () -> "seed " + SEED);
    assertTrue(search.notWider * 10 > search.policyPairs, "too few are not wider");
  }

  /** The search must find what is wrong, or its silence says nothing. */
  @Test
  void wrongRules_areFound() throws Exception {
    assertFound(
        "a grant without a clause is taken to lie under one with a wildcard for any action",
        new Coverage(text -> false) {
          @Override
          boolean covers(Rule outer, Rule inner, ActionSet set) {
            return super.covers(outer, inner, new ActionSet(set.pattern(), names(set)));
          }

          private static List<String> names(ActionSet set) {
            return set.argumentNames() == null ? List.of("x", "y", "z") : set.argumentNames();
          }
        });
    assertFound(
        "clauses that only the older grant has are forgotten",
        new Coverage(text -> false) {
          @Override
          boolean covers(Rule outer, Rule inner, ActionSet set) {
            return super.covers(
                new Rule(outer.id(), outer.actions(), common(outer, inner)), inner, set);
          }

          private static Map<String, Constraint> common(Rule outer, Rule inner) {
            Map<String, Constraint> common = new LinkedHashMap<>(outer.where());
            common.keySet().retainAll(inner.where().keySet());
            return common;
          }
        });
    assertFound(
        "the actions of a grant are forgotten",
        new Coverage(text -> false) {
          @Override
          boolean covers(Rule outer, Rule inner, ActionSet set) {
            return super.covers(
                new Rule(outer.id(), List.of(set.pattern()), outer.where()), inner, set);
          }
        });
    assertFound(
        "a denial is compared as a grant is",
        new Coverage(text -> false) {
          @Override
          boolean strikes(Rule outer, Rule inner, ActionSet set) {
            return covers(outer, inner, set);
          }
        });
    assertFound(
        "a denial of another type that covers the old one is taken in its place",
        new Coverage(text -> false) {
          @Override
          boolean isStruck(Constraint outer, @Nullable Constraint inner) {
            return super.isStruck(outer, inner) || (inner != null && outer.covers(inner));
          }
        });
    assertFound(
        "a clause is added to a denial",
        new Coverage(text -> false) {
          @Override
          boolean isStruck(Constraint outer, @Nullable Constraint inner) {
            return inner == null || super.isStruck(outer, inner);
          }
        });
    assertFound(
        "a quorum may shrink",
        new Coverage(text -> false) {
          @Override
          boolean isQuorumCovered(@Nullable KeyQuorum outer, @Nullable KeyQuorum inner) {
            return outer == null || inner != null;
          }
        });
    assertFound(
        "a removed denial is taken not to matter when some clause differs",
        new Coverage(text -> false) {
          @Override
          boolean areDisjoint(Rule granting, Rule denying, ActionSet set) {
            return !granting.where().equals(denying.where());
          }
        });
    assertFound(
        "whatever one rule half covers is covered",
        new Coverage(text -> false) {
          @Override
          boolean isCovered(Constraint outer, Constraint inner) {
            return super.isCovered(outer, inner) || super.isCovered(inner, outer);
          }
        });
  }

  private static void assertFound(String wrong, Coverage coverage) throws Exception {
    DiffSearch search = new DiffSearch(SEED, coverage);
    assertNotNull(search.search(UNTIL_FOUND), () -> "not found: " + wrong);
    System.out.printf(Locale.ROOT, "policy diff: found after %,7d: %s%n", search.pairs, wrong);
  }
}
