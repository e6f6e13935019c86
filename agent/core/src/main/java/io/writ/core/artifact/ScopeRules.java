package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.constraint.Constraint;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Rejected;
import java.util.Map;

/**
 * A child's scope lies inside its parent's: no action that the parent lacks, and per action either
 * any narrowing of an open grant, or the very same arguments, each with a constraint that the
 * parent's covers. A child that dropped an argument would constrain it no longer; one that added an
 * argument would name what the parent never spoke of.
 */
final class ScopeRules {
  private ScopeRules() {}

  /**
   * @param at the child's {@code authorization_details}
   */
  static void checkInside(Map<String, Grant> parent, Map<String, Grant> child, String at)
      throws Rejected {
    for (Map.Entry<String, Grant> entry : child.entrySet()) {
      String toolAt = ScopeReader.toolPath(at + "[0]", entry.getKey());
      Grant parentGrant = parent.get(entry.getKey());
      if (parentGrant == null) {
        throw new Rejected(Reason.WIDENED, toolAt + " is not granted by its parent");
      }
      checkGrant(parentGrant, entry.getValue(), toolAt);
    }
  }

  private static void checkGrant(Grant parent, Grant child, String at) throws Rejected {
    if (parent.isOpen()) {
      return;
    }
    for (String argument : parent.constraints().keySet()) {
      if (!child.constraints().containsKey(argument)) {
        throw new Rejected(
            Reason.WIDENED, path(at, argument) + " is dropped; the parent constrains it");
      }
    }
    for (Map.Entry<String, Constraint> entry : child.constraints().entrySet()) {
      Constraint constraint = parent.constraints().get(entry.getKey());
      if (constraint == null) {
        throw new Rejected(
            Reason.WIDENED, path(at, entry.getKey()) + " is added; the parent does not name it");
      }
      if (!constraint.covers(entry.getValue())) {
        throw new Rejected(
            Reason.WIDENED, path(at, entry.getKey()) + " admits more than its parent's constraint");
      }
    }
  }

  /**
   * Whether a scope that lies inside its parent's is smaller: an action is gone, or a constraint
   * does not cover its parent's. What the table of constraints cannot prove equal counts as
   * smaller; it lies inside all the same.
   */
  static boolean isSmaller(Map<String, Grant> parent, Map<String, Grant> child) {
    if (child.size() < parent.size()) {
      return true;
    }
    for (Map.Entry<String, Grant> entry : child.entrySet()) {
      Grant parentGrant = parent.get(entry.getKey());
      if (parentGrant != null && isSmaller(parentGrant, entry.getValue())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSmaller(Grant parent, Grant child) {
    if (parent.isOpen()) {
      return !child.isOpen();
    }
    for (Map.Entry<String, Constraint> entry : child.constraints().entrySet()) {
      Constraint constraint = parent.constraints().get(entry.getKey());
      if (constraint != null && !entry.getValue().covers(constraint)) {
        return true;
      }
    }
    return false;
  }

  private static String path(String at, String argument) {
    return at + "." + Claim.printable(argument);
  }
}
