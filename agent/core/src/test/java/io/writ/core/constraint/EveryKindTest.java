package io.writ.core.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.constraint.Arguments.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each type says to every kind of argument. */
class EveryKindTest {
  private static final List<String> NAMES =
      List.of(
          "5",
          "5.0f",
          "NaN",
          "Infinity",
          "true",
          "text a",
          "text empty",
          "decimal 5",
          "path /a",
          "list a",
          "list empty",
          "null",
          "opaque");

  private static Arguments everyKind() {
    Arguments arguments = new Arguments();
    arguments.addInteger(5);
    arguments.addFloating(5);
    arguments.addFloating(Double.NaN);
    arguments.addFloating(Double.POSITIVE_INFINITY);
    arguments.addBoolean(true);
    arguments.add(Kind.TEXT, "a");
    arguments.add(Kind.TEXT, "");
    arguments.add(Kind.DECIMAL, new BigDecimal("5.00"));
    arguments.add(Kind.PATH, new RealPath("/a"));
    arguments.add(Kind.TEXT_LIST, List.of("a"));
    arguments.add(Kind.TEXT_LIST, List.of());
    arguments.add(Kind.NULL, null);
    arguments.add(Kind.OPAQUE, null);
    return arguments;
  }

  private static void assertAdmits(Constraint constraint, String... names) {
    Arguments arguments = everyKind();
    List<String> admitted =
        IntStream.range(0, arguments.size())
            .filter(i -> constraint.admits(arguments, i))
            .mapToObj(NAMES::get)
            .toList();
    assertEquals(List.of(names), admitted, constraint::toString);
  }

  private static NotOneOf not(Scalar... values) {
    return new NotOneOf(Arrays.asList(values));
  }

  @Test
  void notOneOf_admitsOnlyItsFamily() {
    assertAdmits(not(new Scalar.Text("b")), "text a", "text empty", "path /a");
    assertAdmits(not(new Scalar.Text("a")), "text empty", "path /a");
    assertAdmits(not(new Scalar.Text("/a")), "text a", "text empty");
    assertAdmits(not(new Scalar.Whole(4)), "5", "5.0f", "decimal 5");
    assertAdmits(not(new Scalar.Whole(5)));
    assertAdmits(not(Scalar.of(new BigDecimal("5.5"))), "5", "5.0f", "decimal 5");
    assertAdmits(not(new Scalar.Truth(false)), "true");
    assertAdmits(not(new Scalar.Truth(false), new Scalar.Truth(true)));
  }

  @Test
  void contains_admitsListsThatHaveAllValues() {
    assertAdmits(new Contains(List.of("a")), "list a");
    assertAdmits(new Contains(List.of("a", "a")), "list a");
    assertAdmits(new Contains(List.of("a", "b")));
    assertAdmits(new Contains(List.of("")));
  }

  @Test
  void subset_admitsListsWithoutForeignValues() {
    assertAdmits(new Subset(List.of("a", "b")), "list a", "list empty");
    assertAdmits(new Subset(List.of("A")), "list empty");
    assertAdmits(new Subset(List.of()), "list empty");
  }

  @Test
  void textForms_admitNoOtherKindThanText() {
    assertAdmits(new Host(List.of(new HostPattern("a"))), "text a");
    assertAdmits(new Cidr(List.of(ConstraintChance.block("0.0.0.0/0"))));
    assertAdmits(new UrlUnder(List.of(ConstraintChance.url("file://a/"))));
  }

  @Test
  void composites_askTheirClauses() {
    Constraint number = new Range(BigDecimal.ONE, null);
    Constraint notFive = not(new Scalar.Whole(5));
    Constraint text = not(new Scalar.Text(""));
    assertAdmits(new All(List.of(number)), "5", "5.0f", "decimal 5");
    assertAdmits(new All(List.of(number, notFive)));
    assertAdmits(new All(List.of(number, text)));
    assertAdmits(
        new Any(List.of(number, notFive, text)), "5", "5.0f", "text a", "decimal 5", "path /a");
    assertAdmits(
        new Any(List.of(new All(List.of(text)), new Subset(List.of()))),
        "text a",
        "path /a",
        "list empty");
  }

  @Test
  void nullAndOpaque_passThroughAWildcardOnly() {
    String[] everything = NAMES.toArray(String[]::new);
    assertAdmits(new Wildcard(), everything);
    assertAdmits(new Any(List.of(new Exact(new Scalar.Whole(1)), new Wildcard())), everything);
    assertAdmits(
        new All(List.of(new Wildcard(), new Exact(new Scalar.Whole(5)))), "5", "5.0f", "decimal 5");
  }

  /** A site that adds a value of another class than the kind documents must not break the check. */
  @Test
  void kindWithAForeignObject_isNotAdmittedAndDoesNotThrow() {
    Arguments arguments = new Arguments();
    for (Kind kind : List.of(Kind.TEXT, Kind.DECIMAL, Kind.PATH, Kind.TEXT_LIST)) {
      arguments.add(kind, null);
      arguments.add(kind, new Object());
    }
    List<@Nullable String> withNull = new ArrayList<>();
    withNull.add(null);
    withNull.add("b");
    arguments.add(Kind.TEXT_LIST, withNull);
    arguments.add(Kind.TEXT_LIST, List.of(1));
    ConstraintChance chance = new ConstraintChance(new Random(1));
    for (ConstraintType type : ConstraintType.values()) {
      if (!type.isComposite() && type != ConstraintType.WILDCARD) {
        for (int i = 0; i < arguments.size(); i++) {
          assertEquals(false, chance.of(type).admits(arguments, i), type + " " + i);
        }
      }
    }
  }
}
