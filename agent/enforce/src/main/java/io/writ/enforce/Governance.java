package io.writ.enforce;

import io.writ.core.decision.ActionRules;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running policy, laid out per action on first use. The mode cannot change at run time. */
public final class Governance {
  private final Policy policy;
  private final List<Rule> ownDenials;
  private final boolean isEnforcing;
  private volatile @Nullable ActionRules[] rules = new @Nullable ActionRules[0];

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
    this.ownDenials = List.copyOf(ownDenials);
    this.isEnforcing = isEnforcing;
  }

  Policy policy() {
    return policy;
  }

  boolean isEnforcing() {
    return isEnforcing;
  }

  ActionRules rulesFor(GovernedAction action) {
    @Nullable ActionRules[] table = rules;
    int index = action.index();
    ActionRules known = index < table.length ? table[index] : null;
    return known != null ? known : compile(action);
  }

  private ActionRules compile(GovernedAction action) {
    ActionRules compiled = new ActionRules(policy, ownDenials, action);
    @Nullable ActionRules[] table = rules;
    @Nullable ActionRules[] grown =
        Arrays.copyOf(table, Math.max(table.length, action.index() + 1));
    grown[action.index()] = compiled;
    rules = grown;
    return compiled;
  }
}
