package io.writ.enforce;

import io.writ.api.Reason;
import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Constraint;
import io.writ.core.decision.Authority;
import io.writ.core.decision.GovernedAction;
import io.writ.core.decision.Verdict;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.lineage.HandOverKind;
import io.writ.core.policy.Policy;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one line that a denied caller reads: what was refused, why, and what to do. Argument values
 * appear only where the policy lists them as loggable.
 */
final class DenialMessage {
  private static final int MAX_CONSTRAINT_CHARS = 200;

  private DenialMessage() {}

  static String of(
      Verdict verdict,
      GovernedAction action,
      Site site,
      Policy policy,
      @Nullable Authority authority,
      List<String> loggable,
      String threadName,
      String submission) {
    Reason reason = verdict.denial();
    String call = "denied [" + action.id() + "] at [" + site.publicName + "]: ";
    String scope = "[" + action.id() + described(action, loggable) + "]";
    String named = "policy [" + policy.id() + " v" + policy.version() + "]";
    String held = authority == null ? "none" : authority.artifact().id();
    return call
        + switch (reason) {
          case NO_ARTIFACT ->
              "no artifact is bound to thread ["
                  + threadName
                  + "]; bind one with scope "
                  + scope
                  + ", or grant it in "
                  + named
                  + " under ambient";
          case EXPIRED ->
              "artifact [" + held + "] expired at [" + expiry(authority) + "]; present a fresh one";
          case ACTION_NOT_IN_SCOPE ->
              "artifact [" + held + "] does not list the action; present one with scope " + scope;
          case ARGUMENT_OUT_OF_SCOPE ->
              "artifact ["
                  + held
                  + "] does not grant this value of "
                  + argument(action, verdict)
                  + granted(action, verdict, authority)
                  + "; present one that does, or call within it";
          case ABOVE_CEILING ->
              "artifact ["
                  + held
                  + "] grants it, "
                  + named
                  + " has no ceiling that covers "
                  + (verdict.argument() < 0 ? "the action" : argument(action, verdict))
                  + "; raise the ceiling or call within it";
          case DENIED_BY_POLICY ->
              "rule [" + verdict.rule() + "] of " + named + " forbids it; no artifact can grant it";
          case AUTHORITY_NOT_ALLOWED ->
              "artifact ["
                  + held
                  + "] was signed by an authority that "
                  + named
                  + " does not let root the action; have another authority sign";
          case AGENT_TAMPERED ->
              "a check of the agent was taken out of a class; the [writ:] line on stderr names it;"
                  + " find out what did it, and restart without it";
          case AGENT_STALLED ->
              "the agent's watch has not run for seconds: it is starved of processor or memory, or"
                  + " somebody stopped its thread";
          case ARGUMENT_UNSUPPORTED ->
              "its arguments cannot be decided upon; pass values of the types that @Arg lists";
          case JOURNAL_UNAVAILABLE ->
              "the decision cannot be recorded; see the first [writ:] line on stderr, mend the journal"
                  + " and restart";
          case REVOKED ->
              "the policy in force ["
                  + policy.id()
                  + " v"
                  + policy.version()
                  + "] or artifact ["
                  + held
                  + "] was revoked; put a newer policy in force, or present another artifact";
          case STALE_GOVERNANCE ->
              "the revocation list was not renewed in time; renew it with [writ revoke --renew] and"
                  + " see the last [writ:] line on stderr";
          case GOVERNANCE_MISMATCH ->
              "artifact ["
                  + held
                  + "] names a status list that this runtime does not have; name it under"
                  + " status_lists in the trust file";
          case WRONG_POLICY ->
              "artifact ["
                  + held
                  + "] is pinned to another version than "
                  + named
                  + "; present one"
                  + " that is pinned to it or to none";
          case QUORUM_NOT_MET ->
              "artifact ["
                  + held
                  + "] lacks co-signatures, or an unused approval of this very call; see"
                  + " [writ cosign] and [writ approve]";
          case POSSESSION_NOT_PROVEN ->
              "artifact [" + held + "] was proven for another call; prove it for this one";
          case ENVIRONMENT_MISMATCH ->
              "the time of day at which artifact [" + held + "] holds is over";
          default -> reason + "; see docs/reasons.md";
        }
        + submission;
  }

  /**
   * Where work came from that was handed over, or nothing.
   *
   * @param kind a code of {@link HandOverKind}
   */
  static String submission(int kind, long high, long low) {
    HandOverKind by = HandOverKind.find(kind);
    return by == null || by == HandOverKind.NONE
        ? ""
        : "; the work was handed over by execution ["
            + HexFormat.of().toHexDigits(high)
            + HexFormat.of().toHexDigits(low)
            + "], through ["
            + by.word()
            + "]";
  }

  private static String described(GovernedAction action, List<String> loggable) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i + 1 < loggable.size(); i += 2) {
      text.append(' ').append(loggable.get(i)).append('=').append(loggable.get(i + 1));
    }
    if (text.length() == 0 && !action.argumentNames().isEmpty()) {
      text.append(' ').append(String.join("=… ", action.argumentNames())).append("=…");
    }
    return text.toString();
  }

  private static String argument(GovernedAction action, Verdict verdict) {
    int index = verdict.argument();
    return index >= 0 && index < action.argumentNames().size()
        ? "argument [" + action.argumentNames().get(index) + "]"
        : "these arguments";
  }

  /** The artifact's own words for what it grants; those are no secret of the caller. */
  private static String granted(
      GovernedAction action, Verdict verdict, @Nullable Authority authority) {
    Grant grant = authority == null ? null : authority.artifact().tools().get(action.id());
    int index = verdict.argument();
    if (grant == null || index < 0 || index >= action.argumentNames().size()) {
      return "";
    }
    Constraint constraint = grant.constraints().get(action.argumentNames().get(index));
    if (constraint == null) {
      return "";
    }
    String json = JsonWriter.write(constraint.toJson());
    return ", only "
        + (json.length() <= MAX_CONSTRAINT_CHARS
            ? json
            : json.substring(0, MAX_CONSTRAINT_CHARS) + "…");
  }

  private static @Nullable Instant expiry(@Nullable Authority authority) {
    return authority == null ? null : authority.artifact().expiresAt();
  }
}
