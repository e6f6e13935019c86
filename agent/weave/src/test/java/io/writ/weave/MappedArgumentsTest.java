package io.writ.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a mapping finds the arguments of the methods that it governs. */
class MappedArgumentsTest {
  private static final String DESK =
      """
      package a;
      class Desk implements java.util.concurrent.Callable<Object> {
        static long pay(double rate, long amount, String to) { return amount; }
        public Object call() { return pay(0.5, 7, "x"); }
      }
      """;
  private static final String REQUESTS =
      """
      package a;
      record User(String id, int age) {}
      class Desk implements java.util.concurrent.Callable<Object> {
        private final String name;
        Desk() { this(new User("zoe", 7), 1L); }
        Desk(User user, long n) { name = user == null ? "none" : user.id(); }
        long greet(long before, User user, User other, double after) {
          long sum = 0;
          while (sum < 5) { sum += before; }
          return sum;
        }
        public Object call() {
          new Desk(null, 2L);
          return greet(3, new User("amy", 30), null, 0.5);
        }
      }
      """;

  private final RecordingDecider decider = RecordingDecider.INSTANCE;
  private final Mapped mapped = new Mapped();

  @BeforeEach
  void forget() {
    decider.reset();
  }

  private Mapped desk(Object arguments, String... options) {
    mapped
        .methods("desk", List.of("a.Desk#pay"), "desk:pay", arguments)
        .loader()
        .with(Sources.compile(DESK, options));
    return mapped;
  }

  @ParameterizedTest
  @ValueSource(strings = {"-parameters", "-g:vars", "-g"})
  void allArguments_bearTheNamesThatTheClassFileTells(String option) throws Throwable {
    desk("all", option);
    assertEquals("7", mapped.call("a.Desk"));
    assertEquals(List.of("desk:pay[rate, amount, to]"), mapped.sites());
    assertEquals(List.of("enter 0 double 0.5 long 7 reference x", "returned 1"), decider.calls);
  }

  @Test
  void allArguments_areNumberedWhereTheClassFileTellsNoNames() throws Throwable {
    desk("all", "-g:none");
    assertEquals("7", mapped.call("a.Desk"));
    assertEquals(List.of("desk:pay[arg0, arg1, arg2]"), mapped.sites());
  }

  @Test
  void argumentsComeInTheOrderOfTheMapping() throws Throwable {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("to", "2");
    arguments.put("rate", "rate");
    desk(arguments, "-g");
    assertEquals("7", mapped.call("a.Desk"));
    assertEquals(List.of("desk:pay[to, rate]"), mapped.sites());
    assertEquals(List.of("enter 0 reference x double 0.5", "returned 1"), decider.calls);
  }

  @Test
  void nameThatTheClassFileDoesNotTell_isRefusedWithTheRemedy() {
    desk(Map.of("sum", "amount"), "-g:none")
        .assertRefused(
            "a.Desk",
            "mapping [desk]: method [a.Desk#pay(double,long,java.lang.String)] does not tell the names"
                + " of its parameters; compile it with -parameters, or give the index of [sum] in the"
                + " mapping");
  }

  @Test
  void nameOfNoParameter_isRefused() {
    desk(Map.of("sum", "sum"), "-g")
        .assertRefused(
            "a.Desk",
            "mapping [desk]: method [a.Desk#pay(double,long,java.lang.String)] has no parameter [sum],"
                + " it has [rate, amount, to]; correct the name, or give the mapping parameter types,"
                + " as [class#method(types)]");
  }

  @Test
  void indexBeyondTheParameters_isRefused() {
    desk(Map.of("sum", "3"), "-g")
        .assertRefused(
            "a.Desk",
            "mapping [desk]: method [a.Desk#pay(double,long,java.lang.String)] has [3] parameters and"
                + " none at index [3]; give the mapping parameter types, as [class#method(types)]");
  }

  @Test
  void abstractMethodsNames_areKnownOnlyFromTheCompilersOption() {
    mapped
        .methods("desk", List.of("a.Desk#pay"), "desk:pay", Map.of("sum", "amount"))
        .loader()
        .with(
            Sources.compile(
                """
                package a;
                interface Desk { long pay(long amount); }
                class Till implements Desk { public long pay(long amount) { return amount; } }
                """,
                "-g"));
    mapped.assertRefused(
        "a.Till",
        "mapping [desk]: method [a.Desk#pay(long)] does not tell the names of its parameters; compile"
            + " it with -parameters, or give the index of [sum] in the mapping");
  }

  @Test
  void methodThatTheClassDoesNotDeclare_isRefused() {
    mapped
        .methods("desk", List.of("a.Desk#pay(long)"), "desk:pay", Map.of())
        .source(DESK)
        .assertRefused(
            "a.Desk",
            "mapping [desk] names [a.Desk#pay(long)], and the class declares no such method; name the"
                + " class that declares it");
  }

  @Test
  void moreThanSixteenParameters_cannotAllBeArguments() {
    mapped
        .methods("wide", List.of("a.Wide#act"), "wide:act", "all")
        .source("package a; class Wide { void act(" + wide() + ") {} }")
        .assertRefused(
            "a.Wide",
            "mapping [wide]: method [a.Wide#act("
                + "int,".repeat(16)
                + "int)] has [17] parameters, and at most [16] can be arguments; list those that rules"
                + " decide by");
  }

  private static String wide() {
    StringBuilder parameters = new StringBuilder("int a0");
    for (int i = 1; i < 17; i++) {
      parameters.append(", int a").append(i);
    }
    return parameters.toString();
  }

  @Test
  void componentsOfRecords_areReadBeforeTheCheck_andNullOfANullRecord() throws Throwable {
    mapped
        .methods("greet", List.of("a.Desk#greet"), "desk:greet", Map.of("id", "user.id"))
        .methods("age", List.of("a.Desk#greet"), "desk:age", Map.of("age", "1.age"))
        .methods("other", List.of("a.Desk#greet"), "desk:other", Map.of("other", "2.age"))
        .methods("made", List.of("a.Desk#<init>(a.User,long)"), "desk:made", Map.of("id", "0.id"))
        .source(REQUESTS);
    assertEquals("6", mapped.call("a.Desk"));
    assertEquals(
        List.of(
            "admit 0 reference zoe",
            "admit 0 reference null",
            "enter 1 reference amy",
            "enter 2 reference 30",
            "enter 3 reference null",
            "returned 3"),
        decider.calls);
  }

  @Test
  void componentOfWhatIsNoRecord_isRefused() {
    mapped
        .methods("desk", List.of("a.Desk#pay"), "desk:pay", Map.of("length", "2.length"))
        .source(DESK)
        .assertRefused(
            "a.Desk",
            "mapping [desk]: method [a.Desk#pay(double,long,java.lang.String)] takes a"
                + " [java.lang.String] at index [2], which is not a record that can be read; argument"
                + " [length] needs a record, or the parameter itself");
  }

  @Test
  void componentThatTheRecordDoesNotHave_isRefused() {
    mapped
        .methods("desk", List.of("a.Desk#greet"), "desk:greet", Map.of("name", "user.name"))
        .source(REQUESTS)
        .assertRefused(
            "a.Desk",
            "mapping [desk]: method [a.Desk#greet(long,a.User,a.User,double)] takes the record"
                + " [a.User], which has no component [name]; it has [id, age]");
  }

  @Test
  void accessorThatThrows_throwsAtTheCaller_andTheCallDoesNotRun() {
    mapped
        .methods("desk", List.of("a.Desk#greet"), "desk:greet", Map.of("id", "0.id"))
        .source(
            """
            package a;
            record User(String id) {
              public String id() { throw new IllegalStateException("no id"); }
            }
            class Desk implements java.util.concurrent.Callable<Object> {
              static void greet(User user) { throw new AssertionError("it ran"); }
              public Object call() { greet(new User("x")); return 1; }
            }
            """);
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> mapped.call("a.Desk"));
    assertEquals("no id", thrown.getMessage());
    assertEquals(List.of(), decider.calls);
  }

  @Test
  void governedAccessor_doesNotDisturbWhatIsStaged() throws Throwable {
    mapped
        .methods("users", List.of("a.User#id"), "user:id", "all")
        .methods(
            "desk",
            List.of("a.Desk#greet"),
            "desk:greet",
            new TreeMap<>(Map.of("a-n", "0", "b-id", "1.id")))
        .source(
            """
            package a;
            record User(String id) {}
            class Desk implements java.util.concurrent.Callable<Object> {
              static void greet(long n, User user) {}
              public Object call() { greet(7, new User("x")); return 1; }
            }
            """);
    assertEquals("1", mapped.call("a.Desk"));
    assertEquals(
        List.of("enter 1", "returned 1", "enter 0 long 7 reference x", "returned 3"),
        decider.calls);
  }
}
