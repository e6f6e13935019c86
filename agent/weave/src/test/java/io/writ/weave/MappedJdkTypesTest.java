package io.writ.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** Mappings that name the JDK's own types: they govern who implements them, never the JDK. */
class MappedJdkTypesTest {
  private static final Map<String, String> NO_ARGUMENTS = Map.of();

  private final RecordingDecider decider = RecordingDecider.INSTANCE;
  private final Mapped mapped = new Mapped();

  @BeforeEach
  void forget() {
    decider.reset();
  }

  @Test
  void interfaceOfTheJdk_governsItsImplementersAlsoThroughASubinterface() throws Throwable {
    mapped
        .methods("tasks", List.of("java.lang.Runnable#run"), "task:{simple}", NO_ARGUMENTS)
        .source(
            """
            package a;
            abstract class Base implements java.util.concurrent.RunnableFuture<String> {}
            class Task extends Base implements java.util.concurrent.Callable<Object> {
              public void run() {}
              public boolean cancel(boolean now) { return false; }
              public boolean isCancelled() { return false; }
              public boolean isDone() { return true; }
              public String get() { return ""; }
              public String get(long time, java.util.concurrent.TimeUnit unit) { return ""; }
              public Object call() { run(); return 1; }
            }
            """);
    assertEquals("1", mapped.call("a.Task"));
    assertEquals(List.of("task:Runnable[]"), mapped.sites());
    assertEquals(List.of("enter 0", "returned 1"), decider.calls);
  }

  @Test
  void defaultMethodOfTheJdk_isGovernedInTheApplicationsClass() throws Throwable {
    mapped
        .methods("orders", List.of("java.util.Comparator#*"), "order:{method}", NO_ARGUMENTS)
        .source(
            """
            package a;
            interface Order extends java.util.Comparator<String> {
              @Override default java.util.Comparator<String> reversed() { return this; }
            }
            class Plain implements Order {
              public int compare(String one, String other) { return 0; }
            }
            class Sub extends Plain implements java.util.concurrent.Callable<Object> {
              public Object call() { reversed().thenComparing(this); return compare("", ""); }
            }
            """);
    WeaveRefused refused = assertThrows(WeaveRefused.class, () -> JdkTypes.check(mapped.laidOut()));
    assertEquals(
        "mapping [orders] names [java.util.Comparator#reverseOrder()] of the JDK, which no"
            + " application class can override; narrow the mapping, and govern what the JDK does by"
            + " its [jdk:] actions",
        refused.getMessage());
    assertEquals("0", mapped.call("a.Sub"));
    assertEquals(
        List.of("enter", "returned", "enter", "returned", "enter", "returned"),
        decider.calls.stream().map(call -> call.replaceFirst(" .*", "")).toList());
  }

  @Test
  void classFileThatIsTooOldToCallADefaultMethod_isRefused() {
    mapped.methods("orders", List.of("java.util.Comparator#reversed"), "x:order", NO_ARGUMENTS);
    mapped
        .loader()
        .with(
            "Old",
            Opcodes.V1_7,
            Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
            "java/lang/Object",
            new String[] {"java/util/Comparator"},
            writer -> {});
    mapped.assertRefused(
        "Old",
        "[Old] inherits the default method [reversed()Ljava/util/Comparator;] of the JDK, and its"
            + " class file is too old to call it; leave that method out of the mapping");
  }

  @Test
  void implementationFromASuperclassOfTheJdk_isGovernedOnceInTheFirstApplicationClass()
      throws Throwable {
    mapped
        .methods("added", List.of("java.util.Collection#add"), "list:add", Map.of("item", "0"))
        .source(
            """
            package a;
            class Bag extends java.util.ArrayList<String> {}
            class Sack extends Bag implements java.util.concurrent.Callable<Object> {
              public Object call() { add("x"); return size(); }
            }
            """);
    JdkTypes.check(mapped.laidOut());
    assertEquals("1", mapped.call("a.Sack"));
    assertEquals(List.of("enter 0 reference x", "returned 1"), decider.calls);
  }

  @Test
  void classOfTheJdk_isNotWovenByAMapping() throws Exception {
    mapped.methods("all", List.of("java.sql.Driver*#*"), "sql:{method}", NO_ARGUMENTS);
    byte[] bytes;
    try (InputStream in = JdkTypes.LOADER.getResourceAsStream("java/sql/DriverManager.class")) {
      assertNotNull(in);
      bytes = in.readAllBytes();
    }
    ApplicationWeaver weaver =
        new ApplicationWeaver(mapped.laidOut(), mapped.loader(), new InitialiserWeaver(0));
    assertNull(weaver.weave(JdkTypes.LOADER, false, bytes));
    assertEquals(List.of(), mapped.sites());
  }

  @Test
  void methodThatTheJdkDoesNotHave_isRefusedAtTheStart() {
    mapped.methods("typo", List.of("java.sql.Statement#exekute*"), "sql:x", NO_ARGUMENTS);
    WeaveRefused refused = assertThrows(WeaveRefused.class, () -> JdkTypes.check(mapped.laidOut()));
    assertEquals(
        "mapping [typo] names [java.sql.Statement#exekute*], and the class declares no such method;"
            + " name the class that declares it",
        refused.getMessage());
  }

  @Test
  void finalMethodOfTheJdk_isRefusedAtTheStart() {
    mapped.methods("waits", List.of("java.lang.Object#notify"), "x:wait", NO_ARGUMENTS);
    WeaveRefused refused = assertThrows(WeaveRefused.class, () -> JdkTypes.check(mapped.laidOut()));
    assertEquals(
        "mapping [waits] names [java.lang.Object#notify()] of the JDK, which no application class can"
            + " override; narrow the mapping, and govern what the JDK does by its [jdk:] actions",
        refused.getMessage());
  }

  @Test
  void mappingOfApplicationClassesAlone_needsNoLookAtTheJdk() {
    mapped.methods("own", List.of("com.acme.Pay#pay"), "own:x", NO_ARGUMENTS);
    assertFalse(mapped.laidOut().reachTheJdk());
    mapped.methods("jdk", List.of("java.sql.Statement#execute*"), "sql:x", NO_ARGUMENTS);
    assertTrue(mapped.laidOut().reachTheJdk());
  }
}
