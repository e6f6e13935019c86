package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.api.Reason;
import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Range;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.decision.Verdict;
import io.writ.core.lineage.HandOverKind;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole messages: what a denied caller reads is a promise too. */
class DenialMessageTest {
  private static final String AT = "denied [test:pay] at [A.pay]: ";
  private static final GovernedAction PAY =
      new GovernedAction(0, "test:pay", List.of("amount", "currency"));
  private static final Site SITE = Site.ofApplication(0, "A#pay(J)V", "A.pay", PAY);
  private static final Range UP_TO_500 = new Range(null, BigDecimal.valueOf(500));
  private static final List<Rule> NONE = List.of();

  private final GovernedThread governed = new GovernedThread(true);

  private static List<Rule> rule(Map<String, io.writ.core.constraint.Constraint> where) {
    return List.of(new Rule("limit", List.of(new ActionPattern("test:*")), where));
  }

  private static Policy policy(List<Rule> deny, List<Rule> ceiling, AuthorityLimits limits) {
    Origin origin = new Origin("shop", 3, new byte[32], "shop.yaml");
    return new Policy(origin, Mode.ENFORCE, new Rules(List.of(), ceiling, deny), limits);
  }

  private Authority authority(String action, Grant grant) {
    return new Authority(governed.verified(Map.of(action, grant)), 1_000, 1_000);
  }

  private static String message(Policy policy, @Nullable Authority authority, long nowNanos) {
    Arguments arguments = new Arguments();
    arguments.addInteger(501);
    arguments.add(Arguments.Kind.TEXT, "EUR");
    Verdict verdict =
        Decision.decide(
            new ActionRules(policy, PAY), arguments, authority, nowNanos, GovernanceState.NONE);
    return message(verdict, policy, authority, List.of());
  }

  private static String message(
      Verdict verdict, Policy policy, @Nullable Authority authority, List<String> loggable) {
    return DenialMessage.of(verdict, PAY, SITE, policy, authority, loggable, "worker-1", "");
  }

  private static String id(Authority authority) {
    return "artifact [" + authority.artifact().id() + "]";
  }

  @Test
  void workThatWasHandedOver_namesItsSubmission() {
    assertEquals(
        "; the work was handed over by execution [00000000000000070000000000000012], through"
            + " [executor]",
        DenialMessage.submission(HandOverKind.EXECUTOR.code(), 7, 18));
    assertEquals("", DenialMessage.submission(HandOverKind.NONE.code(), 7, 18));
  }

  @Test
  void noArtifact_saysWhereToGetOne() {
    Policy policy = policy(NONE, rule(Map.of()), AuthorityLimits.NONE);
    assertEquals(
        AT
            + "no artifact is bound to thread [worker-1]; bind one with scope [test:pay amount=…"
            + " currency=…], or grant it in policy [shop v3] under ambient",
        message(policy, null, 0));
  }

  @Test
  void loggableArguments_areShownAndNoOthers() {
    Policy policy = policy(NONE, rule(Map.of()), AuthorityLimits.NONE);
    assertEquals(
        AT
            + "no artifact is bound to thread [worker-1]; bind one with scope [test:pay"
            + " amount=501], or grant it in policy [shop v3] under ambient",
        message(Verdict.denied(Reason.NO_ARTIFACT), policy, null, List.of("amount", "501")));
  }

  @Test
  void expired_saysWhen() {
    Policy policy = policy(NONE, rule(Map.of()), AuthorityLimits.NONE);
    Authority authority = authority("test:pay", Grant.ANY);
    assertEquals(
        AT + id(authority) + " expired at [2027-01-15T08:05:00Z]; present a fresh one",
        message(policy, authority, 1_000));
  }

  @Test
  void actionNotInScope_saysWhatIsMissing() {
    Policy policy = policy(NONE, rule(Map.of()), AuthorityLimits.NONE);
    Authority authority = authority("test:other", Grant.ANY);
    assertEquals(
        AT
            + id(authority)
            + " does not list the action; present one with scope [test:pay amount=… currency=…]",
        message(policy, authority, 0));
  }

  @Test
  void argumentOutOfScope_namesTheArgumentAndNotItsValue() {
    Policy policy = policy(NONE, rule(Map.of()), AuthorityLimits.NONE);
    Authority authority = authority("test:pay", new Grant(Map.of("amount", UP_TO_500)));
    assertEquals(
        AT
            + id(authority)
            + " does not grant this value of argument [amount], only {\"type\":\"range\",\"max\":500};"
            + " present one that does, or call within it",
        message(policy, authority, 0));
  }

  @Test
  void aboveCeiling_namesTheArgument() {
    Policy policy = policy(NONE, rule(Map.of("amount", UP_TO_500)), AuthorityLimits.NONE);
    Authority authority = authority("test:pay", Grant.ANY);
    assertEquals(
        AT
            + id(authority)
            + " grants it, policy [shop v3] has no ceiling that covers argument [amount]; raise"
            + " the ceiling or call within it",
        message(policy, authority, 0));
  }

  @Test
  void noCeiling_saysSo() {
    Policy policy = policy(NONE, NONE, AuthorityLimits.NONE);
    Authority authority = authority("test:pay", Grant.ANY);
    assertEquals(
        AT
            + id(authority)
            + " grants it, policy [shop v3] has no ceiling that covers the action; raise the"
            + " ceiling or call within it",
        message(policy, authority, 0));
  }

  @Test
  void deniedByPolicy_namesTheRule() {
    Policy policy = policy(rule(Map.of()), rule(Map.of()), AuthorityLimits.NONE);
    assertEquals(
        AT + "rule [limit] of policy [shop v3] forbids it; no artifact can grant it",
        message(policy, null, 0));
  }

  @Test
  void authorityNotAllowed_saysWhatToDo() {
    Policy policy = policy(NONE, rule(Map.of()), AuthorityLimits.of(Map.of()));
    Authority authority = authority("test:pay", Grant.ANY);
    assertEquals(
        AT
            + id(authority)
            + " was signed by an authority that policy [shop v3] does not let root the action;"
            + " have another authority sign",
        message(policy, authority, 0));
  }

  @Test
  void argumentUnsupported_saysWhichTypesAre() {
    assertEquals(
        AT + "its arguments cannot be decided upon; pass values of the types that @Arg lists",
        message(
            Verdict.denied(Reason.ARGUMENT_UNSUPPORTED),
            policy(NONE, NONE, AuthorityLimits.NONE),
            null,
            List.of()));
  }

  @Test
  void journalUnavailable_saysWhereTheCauseIs() {
    assertEquals(
        AT
            + "the decision cannot be recorded; see the first [writ:] line on stderr, mend the"
            + " journal and restart",
        message(
            Verdict.denied(Reason.JOURNAL_UNAVAILABLE),
            policy(NONE, NONE, AuthorityLimits.NONE),
            null,
            List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REVOKED|the policy in force [shop v3] or artifact [ID] was revoked; put a newer policy in"
            + " force, or present another artifact",
        "STALE_GOVERNANCE|the revocation list was not renewed in time; renew it with [writ revoke"
            + " --renew] and see the last [writ:] line on stderr",
        "GOVERNANCE_MISMATCH|artifact [ID] names a status list that this runtime does not have;"
            + " name it under status_lists in the trust file",
        "WRONG_POLICY|artifact [ID] is pinned to another version than policy [shop v3]; present one"
            + " that is pinned to it or to none",
        "QUORUM_NOT_MET|artifact [ID] lacks co-signatures, or an unused approval of this very call;"
            + " see [writ cosign] and [writ approve]",
        "POSSESSION_NOT_PROVEN|artifact [ID] was proven for another call; prove it for this one",
        "ENVIRONMENT_MISMATCH|the time of day at which artifact [ID] holds is over",
        "AGENT_TAMPERED|a check of the agent was taken out of a class; the [writ:] line on stderr"
            + " names it; find out what did it, and restart without it",
        "AGENT_STALLED|the agent's watch has not run for seconds: it is starved of processor or"
            + " memory, or somebody stopped its thread"
      })
  void artifactThatFellSinceItWasBound_saysWhatToDo(Reason reason, String message) {
    Authority authority = authority("test:pay", Grant.ANY);
    assertEquals(
        AT + message.replace("ID", authority.artifact().id()),
        message(
            Verdict.denied(reason),
            policy(NONE, NONE, AuthorityLimits.NONE),
            authority,
            List.of()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "NO_ARTIFACT",
        "EXPIRED",
        "ACTION_NOT_IN_SCOPE",
        "ARGUMENT_OUT_OF_SCOPE",
        "ABOVE_CEILING",
        "DENIED_BY_POLICY",
        "AUTHORITY_NOT_ALLOWED",
        "ARGUMENT_UNSUPPORTED",
        "JOURNAL_UNAVAILABLE",
        "REVOKED",
        "STALE_GOVERNANCE",
        "GOVERNANCE_MISMATCH",
        "WRONG_POLICY",
        "QUORUM_NOT_MET",
        "POSSESSION_NOT_PROVEN",
        "ENVIRONMENT_MISMATCH",
        "AGENT_TAMPERED",
        "AGENT_STALLED"
      })
  void everyOtherReason_isNamedWithAPointer(Reason reason) {
    assertEquals(
        AT + reason + "; see docs/reasons.md",
        message(Verdict.denied(reason), policy(NONE, NONE, AuthorityLimits.NONE), null, List.of()));
  }
}
