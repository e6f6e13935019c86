package io.writ.cli;

import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkView;
import io.writ.core.constraint.Constraint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a link takes away from the one above it, one line each. */
final class NarrowingSteps {
  private NarrowingSteps() {}

  static List<String> between(LinkView parent, LinkView child) {
    List<String> steps = new ArrayList<>();
    for (Map.Entry<String, Grant> entry : parent.tools().entrySet()) {
      Grant grant = child.tools().get(entry.getKey());
      String action = Terminal.printable(entry.getKey());
      if (grant == null) {
        steps.add("drops " + action);
      } else {
        addConstraints(steps, action, entry.getValue().constraints(), grant.constraints());
      }
    }
    addConstraints(steps, "condition", parent.environment(), child.environment());
    if (!child.audience().equals(parent.audience())) {
      steps.add("audience " + Terminal.printable(child.audience().toString()));
    }
    if (!child.runtime().equals(parent.runtime())) {
      steps.add("runtime " + Terminal.printable(child.runtime()));
    }
    if (child.maxDepth() < parent.maxDepth()) {
      steps.add("max depth " + child.maxDepth() + ", was " + parent.maxDepth());
    }
    Instant notBefore = child.notBefore();
    if (notBefore != null && !notBefore.equals(parent.notBefore())) {
      steps.add("not before " + notBefore);
    }
    if (child.expiresAt().isBefore(parent.expiresAt())) {
      steps.add("expires " + child.expiresAt() + ", was " + parent.expiresAt());
    }
    return steps;
  }

  private static void addConstraints(
      List<String> steps,
      String action,
      Map<String, Constraint> parent,
      Map<String, Constraint> child) {
    for (Map.Entry<String, Constraint> entry : child.entrySet()) {
      Constraint was = parent.get(entry.getKey());
      String now = ConstraintText.of(entry.getKey(), entry.getValue());
      if (was == null) {
        steps.add(action + ": " + now + ", was any");
      } else if (!was.equals(entry.getValue())) {
        steps.add(action + ": " + now + ", was" + ConstraintText.of("", was));
      }
    }
  }
}
