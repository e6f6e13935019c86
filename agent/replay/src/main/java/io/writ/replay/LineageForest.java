package io.writ.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Executions by parent. Nothing is dropped: what has no parent here is a root, with the reason in
 * its {@link LineageNode.Ancestry}. Depth is unbounded, so nothing here recurses.
 */
public final class LineageForest {
  private final Map<ExecutionId, LineageNode> nodes;
  private final List<LineageNode> roots;
  private final List<JournalRecord> repeated;

  private LineageForest(
      Map<ExecutionId, LineageNode> nodes, List<LineageNode> roots, List<JournalRecord> repeated) {
    this.nodes = nodes;
    this.roots = List.copyOf(roots);
    this.repeated = List.copyOf(repeated);
  }

  /** The forest of these records, in their order. */
  public static LineageForest of(Iterable<JournalRecord> records) {
    Map<ExecutionId, LineageNode> nodes = new LinkedHashMap<>();
    List<JournalRecord> repeated = new ArrayList<>();
    for (JournalRecord record : records) {
      LineageNode known = nodes.get(record.execution());
      if (!record.isOutcome() && known == null) {
        nodes.put(record.execution(), new LineageNode(record));
      } else if (record.isOutcome() && known != null && known.outcome() == null) {
        known.end(record);
      } else {
        repeated.add(record);
      }
    }
    List<LineageNode> roots = new ArrayList<>();
    Set<ExecutionId> cyclic = cyclic(nodes);
    for (LineageNode node : nodes.values()) {
      hang(node, nodes, cyclic, roots);
    }
    return new LineageForest(nodes, roots, repeated);
  }

  /** Executions under no other, in the order of the records. */
  public List<LineageNode> roots() {
    return roots;
  }

  /** The execution with an id; null when no record has it. */
  public @Nullable LineageNode find(ExecutionId id) {
    return nodes.get(id);
  }

  /** Records whose execution id another record has already used, and outcomes of nothing. */
  public List<JournalRecord> repeated() {
    return repeated;
  }

  /** Visits a node and all below, parents first. */
  public static void walk(LineageNode top, Visitor visitor) {
    Deque<Step> steps = new ArrayDeque<>();
    steps.push(new Step(top, null));
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      visitor.visit(step.node, step.branch);
      List<LineageNode> children = step.node.children();
      for (int i = children.size() - 1; i >= 0; i--) {
        boolean isLast = i == children.size() - 1;
        int depth = step.branch == null ? 1 : step.branch.depth() + 1;
        steps.push(new Step(children.get(i), new Branch(step.branch, isLast, depth)));
      }
    }
  }

  /**
   * The way from the top of a walk to a node; shared between nodes, so that depth costs nothing.
   *
   * @param above the way to its parent, null when the parent is the top
   * @param isLast whether it is the last child of its parent
   * @param depth 1 for a child of the top
   */
  public record Branch(@Nullable Branch above, boolean isLast, int depth) {}

  /** Sees each node; the branch is null for the top. */
  @FunctionalInterface
  public interface Visitor {
    void visit(LineageNode node, @Nullable Branch branch);
  }

  private record Step(LineageNode node, @Nullable Branch branch) {}

  private static void hang(
      LineageNode node,
      Map<ExecutionId, LineageNode> nodes,
      Set<ExecutionId> cyclic,
      List<LineageNode> roots) {
    ExecutionId parentId = node.decision().parent();
    LineageNode parent = nodes.get(parentId);
    if (parentId.equals(ExecutionId.NONE)) {
      roots.add(node);
    } else if (cyclic.contains(node.decision().execution())) {
      node.hangNowhere(LineageNode.Ancestry.CYCLIC);
      roots.add(node);
    } else if (parent == null) {
      node.hangNowhere(LineageNode.Ancestry.UNRESOLVED);
      roots.add(node);
    } else {
      node.hangUnder(parent);
    }
  }

  /** The executions that are their own ancestors. */
  private static Set<ExecutionId> cyclic(Map<ExecutionId, LineageNode> nodes) {
    Set<ExecutionId> cyclic = new HashSet<>();
    Map<ExecutionId, Integer> seenInWalk = new HashMap<>();
    int walk = 0;
    for (ExecutionId start : nodes.keySet()) {
      walk++;
      ExecutionId at = start;
      LineageNode node = nodes.get(at);
      while (node != null && !seenInWalk.containsKey(at)) {
        seenInWalk.put(at, walk);
        at = node.decision().parent();
        node = nodes.get(at);
      }
      Integer seen = seenInWalk.get(at);
      if (node != null && seen != null && seen == walk) {
        ExecutionId inCycle = at;
        do {
          cyclic.add(inCycle);
          LineageNode member = nodes.get(inCycle);
          inCycle = member == null ? at : member.decision().parent();
        } while (!inCycle.equals(at));
      }
    }
    return cyclic;
  }
}
