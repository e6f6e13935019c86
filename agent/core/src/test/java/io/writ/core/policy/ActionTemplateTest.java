package io.writ.core.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ActionTemplateTest {
  private static String of(String template, String type, String method, String parameters) {
    return new ActionTemplate(template).of(type, method, parameters);
  }

  private static void assertRefused(String template, String message) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new ActionTemplate(template));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void derivedAction_isTheOneOfAnAnnotationWithoutAName() {
    assertEquals(
        "java:com.acme.Pay$Desk#pay(long,byte[])",
        ActionTemplate.DERIVED.of("com.acme.Pay$Desk", "pay", "long,byte[]"));
  }

  @Test
  void placeholders_standForTheMethodsOwnNames() {
    assertEquals("tool:Desk.pay", of("tool:{simple}.{method}", "com.acme.Pay$Desk", "pay", "int"));
    assertEquals("tool:Pay", of("tool:{simple}", "com.acme.Pay", "pay", ""));
    assertEquals("tool:Odd$", of("tool:{simple}", "Odd$", "pay", ""));
    assertEquals("tool:x", of("tool:x", "com.acme.Pay", "pay", ""));
    assertEquals("tool:{class}", of("tool:{method}", "com.acme.Pay", "{class}", ""));
    assertEquals(
        List.of("method", "clas"), new ActionTemplate("tool:{method}{clas}").placeholders());
  }

  @Test
  void methodWhoseNameMakesNoAction_isRefused() {
    String end = "] is not [scheme:name] without [*] of at most [256] characters";
    for (String method : List.of("a*", "a\nb", "a".repeat(252))) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class, () -> of("tool:{method}", "a.B", method, ""));
      assertEquals("the action [tool:" + method + end, refused.getMessage());
    }
  }

  @Test
  void templateThatIsNoAction_isRefused() {
    String form =
        "must be [scheme:name] without [*], at most [256] characters, with the scheme spelt out,"
            + " for example [tool:{method}]";
    for (String text : List.of("", "tool", "tool:", "Tool:x", "{method}:x", "t{method}:x", "a:*")) {
      assertRefused(text, form);
    }
    assertRefused("a:" + "x".repeat(255), form);
    assertRefused("tool:{method", "has a brace without the other");
    assertRefused("tool:method}", "has a brace without the other");
    for (String scheme : List.of("jdk:", "writ:")) {
      assertRefused(
          scheme + "x",
          "is in the scheme ["
              + scheme
              + "], which is the agent's own; choose another, for example [tool:{method}]");
    }
  }
}
