package io.writ.enforce;

import io.writ.core.decision.ActionRules;
import io.writ.core.decision.ActionTable;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import java.util.List;

/** The running policy, laid out per action on first use. The mode cannot change at run time. */
public final class Governance {
  private final Policy policy;
  private final boolean isEnforcing;
  private final ActionTable<ActionRules> rules;

  /** Puts a policy in force with no denials but its own. */
  public Governance(Policy policy, boolean isEnforcing) {
    this(policy, List.of(), isEnforcing);
  }

  /**
   * Puts a policy in force.
   *
   * @param ownDenials deny rules of the agent itself, which no policy lifts
   */
  public Governance(Policy policy, List<Rule> ownDenials, boolean isEnforcing) {
    this.policy = policy;
    List<Rule> own = List.copyOf(ownDenials);
    this.rules = new ActionTable<>(action -> new ActionRules(policy, own, action));
    this.isEnforcing = isEnforcing;
  }

  Policy policy() {
    return policy;
  }

  boolean isEnforcing() {
    return isEnforcing;
  }

  ActionRules rulesFor(GovernedAction action) {
    return rules.get(action);
  }
}
