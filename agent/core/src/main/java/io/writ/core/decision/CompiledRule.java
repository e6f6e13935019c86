package io.writ.core.decision;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.policy.KeyQuorum;
import io.writ.core.policy.Rule;
import org.jspecify.annotations.Nullable;

/** One policy rule, laid out along the arguments of one action. */
final class CompiledRule {
  private final @Nullable Constraint[] constraints;
  private final boolean namesUnknownArgument;

  /** What a ceiling demands of the artifact, or null. */
  final @Nullable KeyQuorum quorum;

  /** What an ambient rule answers when it matches. */
  final Verdict allowed;

  /** What a deny rule answers when it matches. */
  final Verdict denied;

  CompiledRule(Rule rule, GovernedAction action) {
    this.constraints = new @Nullable Constraint[action.argumentNames().size()];
    boolean unknown = false;
    for (var clause : rule.where().entrySet()) {
      int index = action.argumentNames().indexOf(clause.getKey());
      if (index < 0) {
        unknown = true;
      } else {
        constraints[index] = clause.getValue();
      }
    }
    this.namesUnknownArgument = unknown;
    this.quorum = rule.quorum();
    this.allowed = Verdict.byPolicy(rule.id());
    this.denied = Verdict.deniedByRule(rule.id());
  }

  /** What is demanded of an argument, or null for nothing. */
  @Nullable Constraint constraint(int index) {
    return constraints[index];
  }

  /** Whether an ambient or ceiling rule covers the call: every clause must hold, surely. */
  boolean covers(Arguments arguments) {
    return !namesUnknownArgument && firstRefused(arguments) < 0;
  }

  /**
   * Index of the first argument that a clause does not admit, or -1. A clause on an argument that
   * the action does not have can hold for no call; it counts as argument 0.
   */
  int firstRefused(Arguments arguments) {
    if (namesUnknownArgument) {
      return 0;
    }
    for (int i = 0; i < constraints.length; i++) {
      Constraint constraint = constraints[i];
      if (constraint != null && !constraint.admits(arguments, i)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether a deny rule strikes the call: a clause that cannot be decided counts as holding, or a
   * null, a value of a foreign type or an odd spelling would be the way past every denial.
   */
  boolean strikes(Arguments arguments) {
    for (int i = 0; i < constraints.length; i++) {
      Constraint constraint = constraints[i];
      if (constraint != null && constraint.refuses(arguments, i)) {
        return false;
      }
    }
    return true;
  }
}
