package io.writ.enforce;

import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import java.util.List;

/**
 * The policy in force, which a newer version may replace while calls are decided. The mode and the
 * agent's own denials cannot change at run time.
 */
public final class Governance {
  private final List<Rule> ownDenials;
  private final boolean isEnforcing;
  private volatile PolicyInForce current;

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
    this.ownDenials = List.copyOf(ownDenials);
    this.isEnforcing = isEnforcing;
    this.current = new PolicyInForce(policy, this.ownDenials);
  }

  /** What decides a call that begins now. */
  public PolicyInForce current() {
    return current;
  }

  /**
   * Puts another version in force, for every call that begins from now on. The caller has recorded
   * it.
   */
  public void replace(Policy newer) {
    current = new PolicyInForce(newer, ownDenials);
  }

  boolean isEnforcing() {
    return isEnforcing;
  }
}
