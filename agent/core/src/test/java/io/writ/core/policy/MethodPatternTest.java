package io.writ.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MethodPatternTest {
  private static boolean matches(String pattern, String type, String method, String parameters) {
    return MethodPattern.parse(pattern).matches(type, method, parameters);
  }

  private static void assertRefused(String pattern, String message) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> MethodPattern.parse(pattern), pattern);
    assertEquals(message, refused.getMessage());
  }

  @Test
  void starAtTheEnd_standsForAnyCharacters() {
    assertTrue(matches("java.sql.Statement#execute*", "java.sql.Statement", "execute", ""));
    assertTrue(matches("java.sql.Statement#execute*", "java.sql.Statement", "executeQuery", ""));
    assertFalse(matches("java.sql.Statement#execute*", "java.sql.Statement", "exec", ""));
    assertFalse(matches("java.sql.Statement#execute*", "java.sql.Statements", "execute", ""));
    assertTrue(matches("com.acme.*#pay", "com.acme.a.B", "pay", "long"));
    assertTrue(matches("com.acme.Pay*#*", "com.acme.PayDesk$Till", "open", ""));
    assertFalse(matches("com.acme.*#pay", "com.acmes.Desk", "pay", ""));
  }

  @Test
  void typesAreComparedInFull_andWithoutThemAnyWillDo() {
    String pattern = "a.B#pay( long , java.lang.String ,byte[][])";
    assertTrue(matches(pattern, "a.B", "pay", "long,java.lang.String,byte[][]"));
    assertFalse(matches(pattern, "a.B", "pay", "long,java.lang.String"));
    assertTrue(matches("a.B#pay()", "a.B", "pay", ""));
    assertFalse(matches("a.B#pay()", "a.B", "pay", "int"));
    assertTrue(matches("a.B#pay", "a.B", "pay", "int"));
    assertEquals(
        "a.B#pay(long,java.lang.String,byte[][])", MethodPattern.parse(pattern).toString());
    assertEquals("a.*#p*", MethodPattern.parse("a.*#p*").toString());
  }

  @Test
  void constructor_isMeantOnlyByItsName() {
    assertTrue(matches("a.B#<init>", "a.B", "<init>", "int"));
    assertFalse(matches("a.B#*", "a.B", "<init>", "int"));
    assertFalse(matches("a.B#*", "a.B", "<clinit>", ""));
  }

  @Test
  void patternUnderAPackage_isFoundFromEitherSide() {
    assertTrue(MethodPattern.parse("java.sql.Statement#x").canMatchUnder("java."));
    assertTrue(MethodPattern.parse("j*#x").canMatchUnder("java."));
    assertTrue(MethodPattern.parse("java*#x").canMatchUnder("java."));
    assertFalse(MethodPattern.parse("javax.*#x").canMatchUnder("java."));
    assertFalse(MethodPattern.parse("j#x").canMatchUnder("java."));
  }

  @Test
  void everythingElse_isRefused() {
    String form =
        "must be [class#method] or [class#method(types)], for example"
            + " [java.sql.Statement#execute*]";
    assertRefused("", form);
    assertRefused("a.B.pay", form);
    assertRefused("*#pay", "names every class; begin with a package, for example [com.acme.*]");
    for (String name : new String[] {"", "a..B", "a.*.B", "a.B**", ".a", "a/B", "a-b", "1.a"}) {
      assertRefused(
          name + "#pay",
          "has the class ["
              + name
              + "]; write the name as Class.getName() gives it, with one [*] at most, at the end");
    }
    for (String name : new String[] {"", "a b", "*a", "a**", "<in>", "a#b", "<init>*"}) {
      assertRefused(
          "a.B#" + name,
          "has the method ["
              + name
              + "]; write a name with one [*] at most, at the end, or [<init>]");
    }
    assertRefused("a.B#<clinit>", "names a static initialiser, which cannot be governed");
    assertRefused("a.B#pay(int", "has types that do not end in [)]");
    assertRefused("a.B#pay(int)x", "has types that do not end in [)]");
    for (String type : new String[] {"", "*", "[]", "List<String>", "int..."}) {
      assertRefused(
          "a.B#pay(int," + type + ")",
          "has the type [" + type + "]; write types as [long,java.lang.String,byte[]]");
    }
  }
}
