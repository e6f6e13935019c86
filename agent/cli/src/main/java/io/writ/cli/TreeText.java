package io.writ.cli;

import io.writ.core.lineage.HandOverKind;
import io.writ.replay.JournalRecord;
import io.writ.replay.LineageForest;
import io.writ.replay.LineageForest.Branch;
import io.writ.replay.LineageNode;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Prints executions as a tree, one line each. */
final class TreeText {
  /** Deeper levels are numbered and not indented further, so that a line stays a line. */
  private static final int INDENTED_LEVELS = 40;

  private static final int DIGEST_DIGITS = 12;

  private final ExecutionNames names;
  private final PrintWriter out;

  TreeText(ExecutionNames names, PrintWriter out) {
    this.names = names;
    this.out = out;
  }

  void print(LineageNode top) {
    LineageForest.walk(top, (node, branch) -> out.println(indent(branch) + line(node)));
  }

  String line(LineageNode node) {
    JournalRecord decision = node.decision();
    StringBuilder line = new StringBuilder(names.shorten(decision.execution()));
    line.append(ancestry(node)).append("  ").append(RecordText.shown(decision.action()));
    line.append("  ").append(decision.verdict().word());
    if (decision.reason() != null) {
      line.append(' ').append(ShownText.neutral(decision.reason()));
    }
    if (decision.rule() != null) {
      line.append("  rule ").append(ShownText.neutral(decision.rule()));
    }
    if (decision.artifact() != null) {
      line.append("  artifact ").append(decision.artifact(), 0, DIGEST_DIGITS);
    }
    if (decision.principal() != null) {
      line.append("  ").append(ShownText.neutral(decision.principal()));
    }
    if (decision.handOver() != HandOverKind.NONE) {
      line.append("  via ").append(decision.handOver().word());
    }
    line.append(outcome(node));
    String attributes = RecordText.attributes(decision);
    return attributes.isEmpty() ? line.toString() : line.append("  ").append(attributes).toString();
  }

  private String ancestry(LineageNode node) {
    return switch (node.ancestry()) {
      case ROOT, RESOLVED -> "";
      case UNRESOLVED -> " (parent " + node.decision().parent() + " unresolved)";
      case CYCLIC -> " (parent " + names.shorten(node.decision().parent()) + ", a cycle)";
    };
  }

  private static String outcome(LineageNode node) {
    JournalRecord outcome = node.outcome();
    if (outcome != null) {
      return "  -> " + outcome.verdict().word();
    }
    return node.decision().expectsOutcome() ? "  -> in flight at the end" : "";
  }

  private static String indent(@Nullable Branch branch) {
    if (branch == null) {
      return "";
    }
    if (branch.depth() > INDENTED_LEVELS) {
      return "   ".repeat(INDENTED_LEVELS) + "[" + branch.depth() + "] ";
    }
    Deque<String> parts = new ArrayDeque<>();
    parts.push(branch.isLast() ? "`- " : "|- ");
    for (Branch above = branch.above(); above != null; above = above.above()) {
      parts.push(above.isLast() ? "   " : "|  ");
    }
    return String.join("", parts);
  }
}
