package io.writ.core.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Chosen pairs, and how much work any pair can cost. */
class SubsumptionTest {
  private static final Constraint AT_MOST_100 = new Range(null, BigDecimal.valueOf(100));
  private static final Constraint AT_LEAST_0 = new Range(BigDecimal.ZERO, null);
  private static final Constraint ZERO_TO_50 = new Range(BigDecimal.ZERO, BigDecimal.valueOf(50));

  private static Exact text(String value) {
    return new Exact(new Scalar.Text(value));
  }

  private static NotOneOf not(String... values) {
    return new NotOneOf(List.of(values).stream().<Scalar>map(Scalar.Text::new).toList());
  }

  private static <T> List<T> list(int size, IntFunction<T> element) {
    return IntStream.range(0, size).mapToObj(element).toList();
  }

  private static void assertCovers(boolean expected, Constraint parent, Constraint child) {
    assertEquals(expected, parent.covers(child), () -> parent + " covers " + child);
  }

  @Test
  void conjunction_coversWhatLiesInsideEveryClause() {
    Constraint both = new All(List.of(AT_MOST_100, AT_LEAST_0));
    assertCovers(true, both, ZERO_TO_50);
    assertCovers(true, both, new Exact(new Scalar.Whole(100)));
    assertCovers(false, both, AT_MOST_100);
    assertCovers(true, AT_MOST_100, both);
    assertCovers(true, both, new All(List.of(AT_LEAST_0, new Wildcard(), AT_MOST_100)));
  }

  @Test
  void disjunction_isCoveredClauseByClause() {
    Constraint either = new Any(List.of(text("a"), AT_MOST_100));
    assertCovers(
        true, either, new Any(List.of(ZERO_TO_50, text("a"), new Exact(new Scalar.Whole(7)))));
    assertCovers(false, either, new Any(List.of(ZERO_TO_50, text("b"))));
    assertCovers(true, either, new All(List.of(not("b"), text("a"))));
    // No clause alone covers it, and two clauses are never put together.
    assertCovers(false, either, new OneOf(List.of(new Scalar.Text("a"), new Scalar.Whole(7))));
  }

  @Test
  void everything_isCoveredByAWildcardOnly() {
    Constraint wildcard = new Wildcard();
    assertCovers(true, new Any(List.of(text("a"), wildcard)), wildcard);
    assertCovers(true, new All(List.of(wildcard, wildcard)), wildcard);
    assertCovers(false, new All(List.of(wildcard, AT_MOST_100)), wildcard);
    assertCovers(false, new Any(List.of(AT_MOST_100, AT_LEAST_0)), wildcard);
  }

  @Test
  void textThatAPathCouldHave_isCoveredByNoTextForm() {
    Constraint under = new UrlUnder(List.of(ConstraintChance.url("https://h/v1")));
    assertCovers(true, under, text("https://h/v1/x?q"));
    assertCovers(false, under, text("/v1"));
    assertCovers(false, new PathUnder(List.of(new RealPath("/a"))), text("/a/b"));
  }

  @Test
  void exclusion_coversWhatCannotBeExcluded() {
    assertCovers(true, not("/etc/passwd"), new PathUnder(List.of(new RealPath("/data"))));
    assertCovers(false, not("/data/x"), new PathUnder(List.of(new RealPath("/data"))));
    assertCovers(true, not("/data/../x"), new PathUnder(List.of(new RealPath("/data"))));
    Constraint host = new Host(List.of(new HostPattern("*.example.org")));
    assertCovers(true, not("example.org"), host);
    assertCovers(false, not("A.example.org"), host);
    assertCovers(true, not("a", "b"), not("b", "c", "a"));
    assertCovers(false, not("a", "b"), not("a"));
    assertCovers(false, not("a"), new Wildcard());
    assertCovers(false, not("a"), new NotOneOf(List.of(new Scalar.Whole(1))));
    Constraint notSeven = new NotOneOf(List.of(Scalar.of(new BigDecimal("7.0"))));
    assertCovers(false, notSeven, ZERO_TO_50);
    assertCovers(true, notSeven, new Range(new BigDecimal("7.01"), null));
    assertCovers(false, notSeven, text("a"));
  }

  @Test
  void wholeNumberAsDecimal_cannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> new Scalar.Decimal(new BigDecimal("7.0")));
  }

  @Test
  void fullLists_areComparedWithinTheLimit() {
    List<Constraint> full =
        List.of(
            new OneOf(list(256, i -> new Scalar.Text("v" + i))),
            new NotOneOf(list(256, i -> new Scalar.Whole(i))),
            new Contains(list(256, i -> "v" + i)),
            new Subset(list(256, i -> "v" + i)),
            new PathUnder(list(256, i -> new RealPath("/v" + i))),
            new Host(list(256, i -> new HostPattern("v" + i))),
            new Cidr(list(256, i -> new IpBlock(false, 0, i, 32))),
            new UrlUnder(list(256, i -> ConstraintChance.url("https://h/v" + i))));
    for (Constraint constraint : full) {
      Subsumption subsumption = new Subsumption();
      assertTrue(subsumption.isCovered(constraint, constraint), constraint::toString);
      assertTrue(subsumption.steps() <= 256 * 256 + 1, subsumption.steps() + " " + constraint);
    }
    assertCovers(true, not("x"), new Host(list(256, i -> new HostPattern("v" + i))));
  }

  /** Both sides branch on every level, and nothing matches: each path through both is tried. */
  @Test
  void hostileNesting_endsAtTheLimit() {
    Constraint parent = text("a");
    Constraint child = text("b");
    for (int i = 0; i < ConstraintReader.MAX_NESTING; i++) {
      parent = new Any(Collections.nCopies(ConstraintReader.MAX_CLAUSES, parent));
      child = new All(Collections.nCopies(ConstraintReader.MAX_CLAUSES, child));
    }
    assertEndsAtTheLimit(parent, child);
    assertCovers(false, parent, child);
    assertEndsAtTheLimit(parent, text("b"));
    assertEndsAtTheLimit(text("a"), child);
  }

  /** The conjunctive side, where every clause is covered until the limit says no more. */
  @Test
  void hostileNestingThatMatches_endsAtTheLimitUncovered() {
    Constraint parent = AT_MOST_100;
    Constraint child = ZERO_TO_50;
    for (int i = 0; i < ConstraintReader.MAX_NESTING; i++) {
      parent = new All(Collections.nCopies(ConstraintReader.MAX_CLAUSES, parent));
      child = new Any(Collections.nCopies(ConstraintReader.MAX_CLAUSES, child));
    }
    assertEndsAtTheLimit(parent, child);
  }

  @Test
  void hostileTexts_countByTheirLength() {
    List<Constraint> clauses = new ArrayList<>();
    String url = "https://h/" + "a/".repeat(2_000);
    for (int i = 0; i < ConstraintReader.MAX_CLAUSES; i++) {
      clauses.add(new OneOf(Collections.nCopies(256, new Scalar.Text(url))));
    }
    Constraint under = new UrlUnder(List.of(ConstraintChance.url("https://h/b")));
    Subsumption subsumption = new Subsumption();
    assertEquals(false, subsumption.isCovered(under, new All(clauses)));
    assertTrue(subsumption.steps() > Subsumption.MAX_STEPS);
  }

  private static void assertEndsAtTheLimit(Constraint parent, Constraint child) {
    Subsumption subsumption = new Subsumption();
    assertEquals(false, subsumption.isCovered(parent, child));
    // Behind the limit every question is answered at once; open are, on each level of both sides,
    // the
    // clauses of the parent and then those of the child.
    long open = 2L * ConstraintReader.MAX_NESTING * 2 * ConstraintReader.MAX_CLAUSES;
    assertTrue(subsumption.steps() > Subsumption.MAX_STEPS, "steps " + subsumption.steps());
    assertTrue(subsumption.steps() <= Subsumption.MAX_STEPS + open, "steps " + subsumption.steps());
  }

  @Test
  void equalComposites_areCoveredWhateverTheyWouldCost() {
    Constraint nested = ZERO_TO_50;
    for (int i = 0; i < 5; i++) {
      nested =
          i % 2 == 0
              ? new Any(List.of(text("x"), nested, nested, AT_LEAST_0))
              : new All(List.of(AT_MOST_100, nested, nested, nested));
    }
    assertCovers(true, nested, nested);
  }
}
