package io.writ.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.WritDenied;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which methods a mapping governs. */
class MappedMethodsTest {
  private static final Map<String, String> NO_ARGUMENTS = Map.of();

  private final RecordingDecider decider = RecordingDecider.INSTANCE;
  private final Mapped mapped = new Mapped();

  @BeforeEach
  void forget() {
    decider.reset();
  }

  @Test
  void annotatedMethod_isGovernedLikeOneOfOurs_andInheritedByItsOverrider() throws Throwable {
    mapped
        .annotation("tools", "a.Tool", "tool:{method}", "all")
        .source(
            """
            package a;
            @interface Tool {}
            class Desk {
              @Tool public long pay(long amount, String to) { return amount; }
              long other() { return 1; }
            }
            class Till extends Desk implements java.util.concurrent.Callable<Object> {
              @Override public long pay(long amount, String to) { return amount + 1; }
              public Object call() { return pay(7, "x") + other(); }
            }
            """);
    assertEquals("9", mapped.call("a.Till"));
    assertEquals(List.of("enter 0 long 7 reference x", "returned 1"), decider.calls);
    assertEquals(List.of("tool:pay[amount, to]"), mapped.sites().subList(0, 1));
    decider.isDenying = true;
    assertThrows(WritDenied.class, () -> mapped.call("a.Till"));
  }

  @Test
  void repeatedAnnotation_isFoundInItsContainer() throws Throwable {
    mapped
        .annotation("jobs", "a.Job", "job:{method}", NO_ARGUMENTS)
        .source(
            """
            package a;
            @java.lang.annotation.Repeatable(Jobs.class)
            @interface Job { int value(); }
            @interface Jobs { Job[] value(); }
            @interface Other { Job job(); }
            class Desk implements java.util.concurrent.Callable<Object> {
              @Job(1) @Job(2) void twice() {}
              @Other(job = @Job(3)) void other() {}
              public Object call() { twice(); other(); return 1; }
            }
            """);
    assertEquals("1", mapped.call("a.Desk"));
    assertEquals(List.of("job:twice[]"), mapped.sites());
  }

  @Test
  void classThatIsLoadedAlready_isWovenUnlessItNeedsANewMethod() {
    mapped
        .methods("desks", List.of("a.Desk#pay"), "desk:{method}", NO_ARGUMENTS)
        .source(
            """
            package a;
            interface Desk { long pay(long amount); }
            class Base { public long pay(long amount) { return amount; } }
            class Own implements Desk { public long pay(long amount) { return amount; } }
            class Till extends Base implements Desk {}
            """);
    Woven loader = mapped.loader();
    ApplicationWeaver weaver =
        new ApplicationWeaver(mapped.laidOut(), loader, new InitialiserWeaver(0));
    assertNotNull(weaver.weave(loader, true, loader.bytes("a/Own")));
    assertNull(weaver.weave(loader, true, loader.bytes("a/Base")));
    WeaveRefused refused =
        assertThrows(WeaveRefused.class, () -> weaver.weave(loader, true, loader.bytes("a/Till")));
    assertEquals(
        "it was loaded before the agent and needs a method that can no longer be added; start"
            + " without a cache of loaded classes",
        refused.getMessage());
  }

  @Test
  void annotatedClass_isGovernedInThePublicMethodsThatItDeclares() throws Throwable {
    mapped
        .annotation("web", "a.Controller", "web:{simple}.{method}", NO_ARGUMENTS)
        .source(
            """
            package a;
            @interface Controller {}
            public class Base { public void inherited() {} }
            @Controller
            public class Shop extends Base implements java.util.concurrent.Callable<Object> {
              static int count;
              static { count = 1; }
              public Shop() {}
              public static void open() {}
              protected void half() {}
              private void hidden() {}
              public Object call() {
                Runnable lambda = () -> hidden();
                lambda.run(); open(); half(); inherited();
                return count;
              }
            }
            """);
    assertEquals("1", mapped.call("a.Shop"));
    assertEquals(List.of("web:Shop.open[]", "web:Shop.call[]"), mapped.sites());
  }

  @Test
  void patterns_reachConstructorsStaticAndPrivateMethodsAndLambdaBodies() throws Throwable {
    mapped
        .methods("all", List.of("a.Desk#*"), "all:{method}", NO_ARGUMENTS)
        .methods("made", List.of("a.Desk#<init>"), "made:{simple}", Map.of("n", "n"))
        .methods("lambdas", List.of("a.Desk#lambda$*"), "lambda:x", "all")
        .source(
            """
            package a;
            class Desk implements java.util.concurrent.Callable<Object> {
              Desk(int n) {}
              Desk() { this(3); }
              static int open(java.util.function.IntUnaryOperator by) { return by.applyAsInt(20); }
              private int hidden() { return 1; }
              public Object call() { int more = hidden(); return open(x -> x + more); }
            }
            """);
    mapped.assertRefused(
        "a.Desk",
        "mapping [made]: method [a.Desk#<init>()] has no parameter [n], it has []; correct the name,"
            + " or give the mapping parameter types, as [class#method(types)]");
    decider.reset();
    Mapped exact = new Mapped();
    exact
        .methods("all", List.of("a.Desk#*"), "all:{method}", NO_ARGUMENTS)
        .methods("made", List.of("a.Desk#<init>(int)"), "made:{simple}", Map.of("n", "n"))
        .methods("lambdas", List.of("a.Desk#lambda$*"), "lambda:x", "all")
        .source(
            """
            package a;
            class Desk implements java.util.concurrent.Callable<Object> {
              Desk(int n) {}
              Desk() { this(3); }
              static int open(java.util.function.IntUnaryOperator by) { return by.applyAsInt(20); }
              private int hidden() { return 1; }
              public Object call() { int more = hidden(); return open(x -> x + more); }
            }
            """);
    assertEquals("21", exact.call("a.Desk"));
    assertEquals(
        List.of("made:Desk[n]", "all:open[]", "all:hidden[]", "all:call[]", "lambda:x[more, x]"),
        exact.sites());
    assertEquals(
        List.of(
            "admit 0 long 3",
            "enter 3",
            "enter 2",
            "returned 3",
            "enter 1",
            "enter 4 long 1 long 20",
            "returned 6",
            "returned 5",
            "returned 2"),
        decider.calls);
  }

  @Test
  void methodThatIsBothAnnotatedAndMapped_obeysBoth() throws Throwable {
    mapped
        .annotation("tools", "a.Tool", "tool:{method}", "all")
        .methods("java", List.of("a.Desk#pay"), "java:{class}#{method}({parameters})", Map.of())
        .source(
            """
            package a;
            import io.writ.api.*;
            @interface Tool {}
            class Desk implements java.util.concurrent.Callable<Object> {
              @Tool @Governed("own:pay") public long pay(@Arg("sum") long amount) { return amount; }
              public Object call() { return pay(7); }
            }
            """);
    assertEquals("7", mapped.call("a.Desk"));
    assertEquals(
        List.of("own:pay[sum]", "tool:pay[amount]", "java:a.Desk#pay(long)[]"), mapped.sites());
    assertEquals(
        List.of("enter 0 long 7", "enter 1 long 7", "enter 2", "returned 1"), decider.calls);
  }

  @Test
  void ownAnnotationOfAnOverrider_doesNotLiftWhatAMappingDemands() throws Throwable {
    mapped
        .methods("desks", List.of("a.Desk#pay"), "desk:{simple}", Map.of("n", "0"))
        .methods("tills", List.of("a.Till#*"), "till:{method}", NO_ARGUMENTS)
        .source(
            """
            package a;
            interface Desk { long pay(long amount); }
            class Till implements Desk, java.util.concurrent.Callable<Object> {
              @io.writ.api.Governed("own:pay") public long pay(long amount) { return amount; }
              public Object call() { return pay(7); }
            }
            """);
    assertEquals("7", mapped.call("a.Till"));
    assertEquals(List.of("own:pay[]", "till:pay[]", "desk:Desk[n]", "till:call[]"), mapped.sites());
  }

  @Test
  void overriderThatTheSameMappingMeans_isAskedForItsOwnActionAlone() throws Throwable {
    mapped
        .methods("pay", List.of("a.*#pay"), "pay:{simple}", NO_ARGUMENTS)
        .source(
            """
            package a;
            interface Desk { long pay(long amount); }
            class Till implements Desk, java.util.concurrent.Callable<Object> {
              public long pay(long amount) { return amount; }
              public Object call() { return pay(7); }
            }
            """);
    assertEquals("7", mapped.call("a.Till"));
    assertEquals(List.of("pay:Till[]"), mapped.sites());
  }

  @Test
  void genericMethod_isAskedOnceBehindItsBridge() throws Throwable {
    mapped
        .methods("boxes", List.of("a.Box#put"), "box:{method}", Map.of("value", "value"))
        .methods("own", List.of("a.LongBox#put"), "own:{parameters}", Map.of("value", "value"))
        .source(
            """
            package a;
            interface Box<T> { Object put(T value); }
            class LongBox implements Box<Long>, java.util.concurrent.Callable<Object> {
              public Long put(Long value) { return value; }
              public Object call() { Box<Long> box = this; return box.put(7L); }
            }
            """);
    assertEquals("7", mapped.call("a.LongBox"));
    assertEquals(List.of("own:java.lang.Long[value]", "box:put[value]"), mapped.sites());
    assertEquals(
        List.of("enter 0 reference 7", "enter 1 reference 7", "returned 1"), decider.calls);
  }

  @Test
  void defaultMethodOfAnInterface_isGovernedWhereItIs() throws Throwable {
    mapped
        .methods("desks", List.of("a.Desk#pay"), "desk:pay", Map.of("n", "amount"))
        .source(
            """
            package a;
            interface Desk { default long pay(long amount) { return amount; } }
            class Till implements Desk, java.util.concurrent.Callable<Object> {
              public Object call() { return pay(7); }
            }
            """);
    assertEquals("7", mapped.call("a.Till"));
    assertEquals(List.of("enter 0 long 7", "returned 1"), decider.calls);
  }

  @Test
  void implementationFromAnUnknowingSuperclass_isGovernedInTheClassThatInherits() throws Throwable {
    mapped
        .methods("desks", List.of("a.Desk#pay"), "desk:pay", Map.of("n", "0"))
        .source(
            """
            package a;
            interface Desk { long pay(long amount); }
            class Base { public long pay(long amount) { return amount; } }
            class Till extends Base implements Desk, java.util.concurrent.Callable<Object> {
              public Object call() { return pay(7); }
            }
            """);
    assertEquals("7", mapped.call("a.Till"));
    assertEquals(List.of("enter 0 long 7", "returned 1"), decider.calls);
  }

  @Test
  void classThatNoMappingMeans_isLeftAsItIs() {
    mapped
        .methods("desks", List.of("a.Desk#pay"), "desk:pay", NO_ARGUMENTS)
        .annotation("tools", "a.Tool", "tool:{method}", NO_ARGUMENTS)
        .source("package b; class Desk { long pay(long amount) { return amount; } }");
    assertNull(mapped.loader().transform("b/Desk", mapped.loader().bytes("b/Desk")));
    assertEquals(List.of(), mapped.loader().complaints);
  }
}
