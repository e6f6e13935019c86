package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Wildcard;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LangChain4j, Spring AI and the MCP SDK under the baseline for hosts of tools. */
class ToolHostIT {
  private static final Grant SMALL =
      new Grant(
          Map.of("amount", new Range(null, BigDecimal.valueOf(500)), "account", new Wildcard()));

  private static final String TRANSFER = "tool:Payments.transfer";
  private static final String REFUND = "tool:Payments.refund";
  private static final String MCP_CLASS =
      "io.modelcontextprotocol.server.McpServerFeatures$AsyncToolSpecification";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void tools_runWithinTheScopeOfTheArtifactAndNowhereElse() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .baseline("agent-host.yaml")
            .program(Path.of(System.getProperty("writ.host")));
    String artifact =
        jvm.authority.mint(
            Map.of(
                "tool:Payments.transfer",
                SMALL,
                "tool:Payments.refund",
                SMALL,
                "mcp:call",
                new Grant(Map.of("tool", new Exact(new Scalar.Text("quote"))))));

    GovernedJvm.Result result = GovernedJvm.run(jvm.command("io.writ.host.ToolHost", artifact));

    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    assertEquals(List.of(), result.writLines());
    assertEquals(expectedAnswers(), result.out().stream().map(Journals::withoutId).toList());
    Journals journals = Journals.verified(jvm.journal());
    assertEquals(expectedDecisions(), journals.decisions("(tool|mcp):.*"));
    long returned =
        journals.records().stream().filter(r -> r.verdict().name().equals("RETURNED")).count();
    assertEquals(5, returned, "four tools and the scope");
    System.out.println(
        "LangChain4j 1.19.0, Spring AI 2.0.1 and MCP SDK 2.1.0 on JDK "
            + Runtime.version().feature()
            + ": "
            + result.out().size()
            + " calls of tools as expected");
  }

  private static List<String> expectedAnswers() {
    String transfer = "denied [tool:Payments.transfer] at [io.writ.host.Payments.transfer]: ";
    String refund =
        "org.springframework.ai.tool.execution.ToolExecutionException: denied [tool:Payments.refund]"
            + " at [io.writ.host.Payments.refund]: ";
    List<String> lines = new ArrayList<>();
    for (int amount : new int[] {400, 600}) {
      String with = " amount=" + amount + " account=bob";
      lines.add("executor UNBOUND " + amount + ": " + transfer + unbound(TRANSFER + with));
      lines.add("assistant UNBOUND " + amount + ": " + transfer + unbound(TRANSFER + with));
      lines.add("callback UNBOUND " + amount + ": " + refund + unbound(REFUND + with));
    }
    lines.add("mcp UNBOUND quote: " + error(unbound("mcp:call tool=quote")));
    lines.add("mcp UNBOUND purge: " + error(unbound("mcp:call tool=purge")));
    lines.add("executor BOUND 400: moved 400 to bob");
    lines.add("assistant BOUND 400: moved 400 to bob");
    lines.add("callback BOUND 400: \"gave 400 back to bob\"");
    lines.add("executor BOUND 600: " + transfer + outOfScope("amount"));
    lines.add("assistant BOUND 600: " + transfer + outOfScope("amount"));
    lines.add("callback BOUND 600: " + refund + outOfScope("amount"));
    lines.add(
        "mcp BOUND quote: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[{\"type\":\"text\","
            + "\"text\":\"42\"}],\"isError\":false}}");
    lines.add("mcp BOUND purge: " + error(outOfScope("tool")));
    return lines;
  }

  private static String unbound(String scope) {
    return "no artifact is bound to thread [main]; bind one with scope ["
        + scope
        + "], or grant it in policy [agent-host v1] under ambient";
  }

  private static String outOfScope(String argument) {
    return "artifact [ID] does not grant this value of argument ["
        + argument
        + "]; present one that does, or call within it";
  }

  /** How the MCP SDK tells its client of what a tool threw. */
  private static String error(String denial) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32603,\"message\":\"denied [mcp:call] at ["
        + MCP_CLASS
        + ".lambda$fromSync$0]: "
        + denial
        + "\"}}";
  }

  private static List<String> expectedDecisions() {
    List<String> decisions = new ArrayList<>();
    for (String bound : List.of("DENIED", "ALLOWED_BY_ARTIFACT")) {
      for (int amount : new int[] {400, 600}) {
        String verdict = amount == 400 ? bound : "DENIED";
        String of = "[amount=" + amount + ", account=bob]";
        decisions.add(verdict + " " + TRANSFER + " at transfer " + of);
        decisions.add(verdict + " " + TRANSFER + " at transfer " + of);
        decisions.add(verdict + " " + REFUND + " at refund " + of);
      }
      decisions.add(bound + " mcp:call at lambda$fromSync$0 [tool=quote]");
      decisions.add("DENIED mcp:call at lambda$fromSync$0 [tool=purge]");
    }
    return decisions;
  }
}
