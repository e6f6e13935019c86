package io.writ.core.decision;

import io.writ.api.Reason;
import io.writ.core.constraint.Arguments;
import io.writ.core.policy.KeyQuorum;
import io.writ.core.revocation.GovernanceState;
import org.jspecify.annotations.Nullable;

/** Decides one call. No clock, no I/O, no state. */
public final class Decision {
  private static final Verdict NO_ARTIFACT = Verdict.denied(Reason.NO_ARTIFACT);

  private Decision() {}

  /**
   * The order is the promise: outage, deny rules, ambient rules, the bound artifact under the
   * ceiling, denied.
   *
   * @param rules the running policy's rules for the action
   * @param arguments the typed values, as many as the action has names
   * @param authority what is bound to the unit of work, or null
   * @param nowNanos the monotonic clock that the authority's and the governance state's deadlines
   *     are on
   * @param governance what is revoked; stale or itself revoked, it lets nothing be allowed
   */
  public static Verdict decide(
      ActionRules rules,
      Arguments arguments,
      @Nullable Authority authority,
      long nowNanos,
      GovernanceState governance) {
    Reason outage = governance.outage(nowNanos);
    if (outage != null) {
      return Verdict.denied(outage);
    }
    if (arguments.size() != rules.action.argumentNames().size()) {
      return Verdict.denied(Reason.ARGUMENT_UNSUPPORTED);
    }
    int striking = rules.deny.firstStriking(arguments);
    if (striking >= 0) {
      return rules.deny.rule(striking).denied;
    }
    int covering = rules.ambient.nextCovering(arguments, 0);
    if (covering >= 0) {
      return rules.ambient.rule(covering).allowed;
    }
    if (authority == null) {
      return NO_ARTIFACT;
    }
    Verdict refusal = authority.refusal(rules, arguments, nowNanos, governance);
    if (refusal != null) {
      return refusal;
    }
    return underCeiling(rules, arguments, authority, governance);
  }

  private static Verdict underCeiling(
      ActionRules rules, Arguments arguments, Authority authority, GovernanceState governance) {
    Verdict unapproved = null;
    int position = rules.ceiling.nextCovering(arguments, 0);
    while (position >= 0) {
      KeyQuorum quorum = rules.ceiling.rule(position).quorum;
      Verdict verdict = authority.underApproval(rules, arguments, governance, quorum);
      if (verdict.isAllowed()) {
        return verdict;
      }
      unapproved = verdict;
      position = rules.ceiling.nextCovering(arguments, position + 1);
    }
    return unapproved != null ? unapproved : aboveCeiling(rules.ceiling, arguments);
  }

  /** Names the argument that came nearest to being covered. */
  private static Verdict aboveCeiling(RuleTable ceiling, Arguments arguments) {
    int nearest = -1;
    for (int position = 0; position < ceiling.size(); position++) {
      nearest = Math.max(nearest, ceiling.rule(position).firstRefused(arguments));
    }
    return Verdict.denied(Reason.ABOVE_CEILING, nearest);
  }
}
