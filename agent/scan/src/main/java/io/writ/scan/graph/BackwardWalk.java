package io.writ.scan.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From some methods back to everybody who can reach them, breadth first, so that each method is
 * found by a shortest path. Where the walk goes is the caller's {@link Rule}.
 */
public final class BackwardWalk {
  /** What the walk does with a method that calls one it has reached. */
  public enum Step {
    /** It reaches the goal, and so do its callers. */
    FOLLOW,
    /** It reaches the goal; its callers are not looked at. */
    STOP,
    /** It does not count as reaching the goal by this call. */
    SKIP
  }

  /** Decides about one edge. */
  @FunctionalInterface
  public interface Rule {
    /** What to do with {@code caller}, whose {@code call} can lead to {@code callee}. */
    Step at(ScannedMethod caller, Call call, ScannedMethod callee);
  }

  private final @Nullable ScannedMethod[] next;
  private final List<ScannedMethod> reached = new ArrayList<>();

  private BackwardWalk(int methods) {
    this.next = new ScannedMethod[methods];
  }

  /** Walks from the goals, which are reached themselves and always followed. */
  public static BackwardWalk from(CallGraph graph, Collection<ScannedMethod> goals, Rule rule) {
    BackwardWalk walk = new BackwardWalk(graph.methods().size());
    Deque<ScannedMethod> left = new ArrayDeque<>();
    for (ScannedMethod goal : goals) {
      if (walk.reach(goal, goal)) {
        left.add(goal);
      }
    }
    while (!left.isEmpty()) {
      ScannedMethod callee = left.remove();
      for (Call call : callee.incoming) {
        for (ScannedMethod caller : call.callers) {
          if (walk.isReached(caller)) {
            continue;
          }
          Step step = rule.at(caller, call, callee);
          if (step != Step.SKIP && walk.reach(caller, callee) && step == Step.FOLLOW) {
            left.add(caller);
          }
        }
      }
    }
    return walk;
  }

  private boolean reach(ScannedMethod method, ScannedMethod by) {
    if (next[method.number] != null) {
      return false;
    }
    next[method.number] = by;
    reached.add(method);
    return true;
  }

  /** Whether the method can reach a goal. */
  public boolean isReached(ScannedMethod method) {
    return next[method.number] != null;
  }

  /** All methods that can, nearest first. */
  public List<ScannedMethod> reached() {
    return Collections.unmodifiableList(reached);
  }

  /** From the method to its goal, both included; empty when it reaches none. */
  public List<ScannedMethod> path(ScannedMethod from) {
    List<ScannedMethod> path = new ArrayList<>();
    ScannedMethod at = from;
    for (ScannedMethod to = next[at.number]; to != null; to = next[at.number]) {
      path.add(at);
      if (to == at) {
        return path;
      }
      at = to;
    }
    return path;
  }
}
