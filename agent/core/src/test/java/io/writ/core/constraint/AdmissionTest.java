package io.writ.core.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Constraint UP_TO_A_TENTH = new Range(null, new BigDecimal("0.1"));

  private static Arguments integer(long value) {
    Arguments arguments = new Arguments();
    arguments.addInteger(value);
    return arguments;
  }

  private static Arguments of(Arguments.Kind kind, Object value) {
    Arguments arguments = new Arguments();
    arguments.add(kind, value);
    return arguments;
  }

  private static Arguments floating(double value) {
    Arguments arguments = new Arguments();
    arguments.addFloating(value);
    return arguments;
  }

  private static Arguments nothing(Arguments.Kind kind) {
    Arguments arguments = new Arguments();
    arguments.add(kind, null);
    return arguments;
  }

  @Test
  void rangeBounds_areInclusiveAndExact() {
    Constraint range = new Range(new BigDecimal("0.5"), new BigDecimal("99.95"));
    assertFalse(range.admits(integer(0), 0));
    assertTrue(range.admits(integer(1), 0));
    assertTrue(range.admits(integer(99), 0));
    assertFalse(range.admits(integer(100), 0));
    assertTrue(range.admits(of(Arguments.Kind.DECIMAL, new BigDecimal("99.950")), 0));
    assertFalse(range.admits(of(Arguments.Kind.DECIMAL, new BigDecimal("99.9500000001")), 0));
    assertFalse(range.admits(integer(Long.MIN_VALUE), 0));
    assertFalse(range.admits(integer(Long.MAX_VALUE), 0));
    assertTrue(new Range(BigDecimal.ZERO, null).admits(integer(Long.MAX_VALUE), 0));
  }

  @Test
  void floatingArgument_countsWithItsBinaryValue() {
    assertTrue(UP_TO_A_TENTH.admits(floating(0.0625), 0));
    assertFalse(UP_TO_A_TENTH.admits(floating(0.1), 0));
    assertFalse(UP_TO_A_TENTH.admits(floating(Double.NaN), 0));
    assertFalse(UP_TO_A_TENTH.admits(floating(Double.NEGATIVE_INFINITY), 0));
  }

  @Test
  void hugeDecimalScale_isDecidedWithoutBuildingTheNumber() {
    Arguments huge = of(Arguments.Kind.DECIMAL, new BigDecimal("1E+2000000000"));
    assertFalse(UP_TO_A_TENTH.admits(huge, 0));
    assertFalse(new Exact(Scalar.of(BigDecimal.ONE)).admits(huge, 0));
  }

  @Test
  void valueOfAnotherType_isNotAdmitted() {
    Constraint five = new Exact(new Scalar.Whole(5));
    assertTrue(five.admits(integer(5), 0));
    assertFalse(five.admits(of(Arguments.Kind.TEXT, "5"), 0));
    assertFalse(new Exact(new Scalar.Text("5")).admits(integer(5), 0));
    assertFalse(new Exact(new Scalar.Truth(true)).admits(integer(1), 0));
    assertFalse(
        new Exact(new Scalar.Text("a")).admits(of(Arguments.Kind.TEXT_LIST, List.of("a")), 0));
  }

  @Test
  void nullAndOpaque_areAdmittedByWildcardOnly() {
    List<Constraint> constraints =
        List.of(
            new Exact(new Scalar.Text("")),
            new OneOf(List.of(new Scalar.Whole(0))),
            UP_TO_A_TENTH,
            new PathUnder(List.of(new RealPath("/"))));
    for (Constraint constraint : constraints) {
      assertFalse(constraint.admits(nothing(Arguments.Kind.NULL), 0));
      assertFalse(constraint.admits(nothing(Arguments.Kind.OPAQUE), 0));
    }
    assertTrue(new Wildcard().admits(nothing(Arguments.Kind.NULL), 0));
    assertTrue(new Wildcard().admits(nothing(Arguments.Kind.OPAQUE), 0));
  }

  @Test
  void pathUnder_comparesComponentsAndOnlyResolvedPaths() {
    Constraint under = new PathUnder(List.of(new RealPath("/a")));
    assertTrue(under.admits(of(Arguments.Kind.PATH, new RealPath("/a")), 0));
    assertTrue(under.admits(of(Arguments.Kind.PATH, new RealPath("/a/b")), 0));
    assertFalse(under.admits(of(Arguments.Kind.PATH, new RealPath("/ab")), 0));
    assertFalse(under.admits(of(Arguments.Kind.PATH, new RealPath("/A/b")), 0));
    assertFalse(under.admits(of(Arguments.Kind.TEXT, "/a/b"), 0));
  }

  @Test
  void pathArgument_isAdmittedByExactOnItsRealPath() {
    Constraint exact = new Exact(new Scalar.Text("/usr/bin/convert"));
    assertTrue(exact.admits(of(Arguments.Kind.PATH, new RealPath("/usr/bin/convert")), 0));
  }

  @Test
  void hotKinds_areDecidedWithoutAllocation() {
    Arguments arguments = new Arguments();
    arguments.addInteger(5);
    arguments.addBoolean(true);
    arguments.add(Arguments.Kind.TEXT, "EUR");
    arguments.add(Arguments.Kind.PATH, new RealPath("/a/b"));
    arguments.add(Arguments.Kind.TEXT, "b.a.example.org");
    arguments.add(Arguments.Kind.TEXT, "10.1.2.3");
    arguments.add(Arguments.Kind.TEXT, "2001:db8:0:0:0:0:0:1");
    Constraint[] constraints = {
      new Exact(new Scalar.Text("EUR")),
      new Exact(new Scalar.Whole(5_000_000_000L)),
      new Exact(Scalar.of(new BigDecimal("1.5"))),
      new OneOf(List.of(new Scalar.Text("CHF"), new Scalar.Whole(5), new Scalar.Truth(true))),
      new Range(null, new BigDecimal("500")),
      new PathUnder(List.of(new RealPath("/x"), new RealPath("/a"))),
      new NotOneOf(List.of(new Scalar.Text("CHF"), new Scalar.Text("/a"))),
      new Contains(List.of("a")),
      new Subset(List.of()),
      new Host(List.of(new HostPattern("*.example.org"), new HostPattern("eur"))),
      new Cidr(List.of(ConstraintChance.block("::/0"), ConstraintChance.block("10.0.0.0/8"))),
      new All(List.of(new Wildcard(), new Range(null, BigDecimal.TEN))),
      new Any(List.of(new Exact(new Scalar.Text("x")), new Exact(new Scalar.Truth(true)))),
      new Wildcard()
    };
    decideAll(constraints, arguments, 20_000);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    long empty = threads.getCurrentThreadAllocatedBytes() - before;
    before = threads.getCurrentThreadAllocatedBytes();
    int admitted = decideAll(constraints, arguments, 1_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before - empty;
    assertEquals(23_000, admitted);
    assertTrue(allocated < 1_000, "allocated " + allocated + " bytes in 98,000 decisions");
  }

  private static int decideAll(Constraint[] constraints, Arguments arguments, int rounds) {
    int admitted = 0;
    for (int round = 0; round < rounds; round++) {
      for (Constraint constraint : constraints) {
        for (int i = 0; i < arguments.size(); i++) {
          admitted += constraint.admits(arguments, i) ? 1 : 0;
        }
      }
    }
    return admitted;
  }
}
