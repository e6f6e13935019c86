package io.writ.enforce;

import io.writ.core.decision.ActionRules;
import io.writ.core.decision.ActionTable;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import java.util.List;

/**
 * One version of the policy, laid out per action on first use. A call takes one of these and
 * decides with it to the end, so that no call sees a mixture of two versions.
 */
public final class PolicyInForce {
  private final Policy policy;
  private final ActionTable<ActionRules> rules;

  PolicyInForce(Policy policy, List<Rule> ownDenials) {
    this.policy = policy;
    this.rules = new ActionTable<>(action -> new ActionRules(policy, ownDenials, action));
  }

  /** The policy. */
  public Policy policy() {
    return policy;
  }

  ActionRules rulesFor(GovernedAction action) {
    return rules.get(action);
  }
}
