package io.writ.enforce;

import io.writ.core.decision.ActionRules;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.Policy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The running policy, laid out per action on first use. The mode cannot change at run time. */
public final class Governance {
  private final Policy policy;
  private final boolean isEnforcing;
  private volatile @Nullable ActionRules[] rules = new @Nullable ActionRules[0];

  public Governance(Policy policy, boolean isEnforcing) {
    this.policy = policy;
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
    ActionRules compiled = new ActionRules(policy, action);
    @Nullable ActionRules[] table = rules;
    @Nullable ActionRules[] grown =
        Arrays.copyOf(table, Math.max(table.length, action.index() + 1));
    grown[action.index()] = compiled;
    rules = grown;
    return compiled;
  }
}
