package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.core.constraint.RealPath;
import io.writ.core.policy.ActionMapping;
import io.writ.core.policy.ActionTemplate;
import io.writ.core.policy.ArgumentSelector;
import io.writ.core.policy.MethodPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The section {@code actions}. */
class ActionMappingTest {
  private static final PolicyContext CONTEXT =
      new PolicyContext(Map.of(), Map.of(), Map.of(), RealPath::new);

  private static List<ActionMapping> read(String section) throws ConfigurationRefused {
    String text = "id: p\nversion: 1\nactions:\n" + section.indent(2);
    return PolicyReader.read("p.yaml", text.getBytes(StandardCharsets.UTF_8), CONTEXT).mappings();
  }

  private static void assertRefused(String section, String message) {
    ConfigurationRefused refused =
        assertThrows(ConfigurationRefused.class, () -> read(section), message);
    assertEquals("p.yaml:" + message, refused.getMessage());
  }

  private static ArgumentSelector at(String text) {
    return ArgumentSelector.parse(text);
  }

  @Test
  void mappings_areReadInTheOrderOfTheDocument() throws ConfigurationRefused {
    List<ActionMapping> mappings =
        read(
            """
            tools:
              annotation: dev.langchain4j.agent.tool.Tool
              action: "tool:{method}"
              arguments: all
            statements:
              method: [ "java.sql.Statement#execute*", "a.B#pay(long, java.lang.String)" ]
              arguments: { sum: 0, tool: "1.name", who: user.id }
            both:
              annotation: [ a.X, a.Y$Z ]
              method: "a.B#<init>"
              arguments: [ amount, to ]
            """);
    assertEquals(
        List.of(
            new ActionMapping(
                "tools",
                List.of("dev.langchain4j.agent.tool.Tool"),
                List.of(),
                new ActionTemplate("tool:{method}"),
                true,
                Map.of()),
            new ActionMapping(
                "statements",
                List.of(),
                List.of(
                    new MethodPattern("java.sql.Statement", "execute*", "*"),
                    new MethodPattern("a.B", "pay", "long,java.lang.String")),
                ActionTemplate.DERIVED,
                false,
                Map.of("sum", at("0"), "tool", at("1.name"), "who", at("user.id"))),
            new ActionMapping(
                "both",
                List.of("a.X", "a.Y$Z"),
                List.of(new MethodPattern("a.B", "<init>", "*")),
                ActionTemplate.DERIVED,
                false,
                Map.of("amount", at("amount"), "to", at("to")))),
        mappings);
    assertEquals(List.of("sum", "tool", "who"), List.copyOf(mappings.get(1).arguments().keySet()));
  }

  @Test
  void policyWithoutTheSection_mapsNothing() throws ConfigurationRefused {
    byte[] text = "id: p\nversion: 1\n".getBytes(StandardCharsets.UTF_8);
    assertEquals(List.of(), PolicyReader.read("p.yaml", text, CONTEXT).mappings());
  }

  @Test
  void wrongShape_isRefusedAtItsPlace() {
    assertRefused("- a", "4:3: actions is [list], must be [mapping]");
    assertRefused("t: x", "4:6: mapping [t] is [text], must be [mapping]");
    assertRefused(
        "t: { annotations: a.B }", "4:8: unknown key [annotations]; did you mean [annotation]?");
    assertRefused(
        "t: { action: \"a:b\" }",
        "4:3: mapping [t] has neither [annotation] nor [method]; name the methods that it governs");
    assertRefused("t: { method: [] }", "4:16: [method] is an empty list");
    assertRefused("t: { annotation: {} }", "4:20: annotation is [mapping], must be [text]");
  }

  @Test
  void annotation_isNamedInFull() {
    for (String name : List.of("Tool", "a.B*", "@a.B", "a..B")) {
      assertRefused(
          "t: { annotation: [ a.X, \"" + name + "\" ] }",
          "4:27: annotation ["
              + name
              + "] must be the full name of its class, for example"
              + " [dev.langchain4j.agent.tool.Tool]");
    }
  }

  @Test
  void badPattern_isRefusedWithWhatIsWrong() {
    assertRefused(
        "t: { method: \"a.B.pay\" }",
        "4:16: method [a.B.pay] must be [class#method] or [class#method(types)], for example"
            + " [java.sql.Statement#execute*]");
    assertRefused(
        "t: { method: \"*#pay\" }",
        "4:16: method [*#pay] names every class; begin with a package, for example [com.acme.*]");
  }

  @Test
  void badAction_isRefusedWithWhatIsWrong() {
    String mapping = "t: { method: \"a.B#c\", action: ";
    assertRefused(
        mapping + "\"tool:{methd}\" }",
        "4:33: unknown placeholder [{methd}]; did you mean [method]?");
    assertRefused(
        mapping + "\"tool:{x}\" }",
        "4:33: unknown placeholder [{x}]; valid are [class, simple, method, parameters]");
    assertRefused(
        mapping + "\"jdk:file.read\" }",
        "4:33: action [jdk:file.read] is in the scheme [jdk:], which is the agent's own; choose"
            + " another, for example [tool:{method}]");
    assertRefused(
        mapping + "pay }",
        "4:33: action [pay] must be [scheme:name] without [*], at most [256] characters, with the"
            + " scheme spelt out, for example [tool:{method}]");
  }

  @Test
  void badArguments_areRefusedWithWhatIsWrong() {
    String mapping = "t: { method: \"a.B#c\", arguments: ";
    for (String text : List.of("ALL", "[]", "{}", "true", "7")) {
      assertRefused(
          mapping + text + " }",
          "4:36: arguments must be [all], a list of parameter names, or a mapping from argument names"
              + " to parameters; leave the key out for none");
    }
    assertRefused(mapping + "[ a, b, a ] }", "4:44: argument [a] is there twice; keep one");
    assertRefused(mapping + "{ a: 0, a: 1 } }", "4:44: key [a] is there twice; keep one");
    assertRefused(
        mapping + "[ 0 ] }", "4:38: an index needs a name; write arguments as {name: index}");
    assertRefused(
        mapping + "[ a.b ] }", "4:38: [a.b] needs a name; write arguments as {name: a.b}");
    for (String index : List.of("-1", "255", "1.5")) {
      assertRefused(
          mapping + "{ a: " + index + " } }",
          "4:41: argument [a] must be at a whole index from [0] to [254]");
    }
    assertRefused(
        mapping + "{ a: b.c.d } }",
        "4:41: argument [a] is at [b.c.d], which must be a parameter's name or index, and may name a"
            + " component of its record, for example [amount], [0] or [1.name]");
    String many =
        IntStream.range(0, 17).mapToObj(i -> "a" + i).collect(Collectors.joining(", ", "[", "]"));
    assertRefused(
        mapping + many + " }",
        "4:36: names [17] arguments, at most [16]; keep those that rules decide by");
  }
}
