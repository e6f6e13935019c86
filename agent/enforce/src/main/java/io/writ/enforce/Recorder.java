package io.writ.enforce;

import io.writ.api.Reason;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.GovernedAction;
import io.writ.core.decision.Verdict;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.Durability;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSink;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.RecordType;
import io.writ.core.revocation.GovernanceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns verdicts into records. On the allowed path without loggable attributes, no garbage. */
public final class Recorder {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final RecordSink sink;
  private final Governance governance;
  private final long executionHigh;
  private final ExecutionNumbers executions = new ExecutionNumbers();
  private final Consumer<String> complaints;
  private final AtomicBoolean hasComplained = new AtomicBoolean();

  /**
   * Makes a recorder.
   *
   * @param complaints takes the one line for stderr when the journal fails
   */
  public Recorder(RecordSink sink, Governance governance, Consumer<String> complaints) {
    this.sink = sink;
    this.governance = governance;
    this.executionHigh = sink.runtimeIdHigh();
    this.complaints = complaints;
  }

  /**
   * Records the verdict under a new execution id, which stays in the thread's draft.
   *
   * @param known of revocations, by which it was decided
   * @param hasExit whether the weaver put an exit behind the call, so that an outcome follows
   */
  long decision(
      ThreadState state,
      Site site,
      ActionRules rules,
      @Nullable Authority authority,
      Verdict verdict,
      GovernanceState known,
      boolean hasExit,
      long startNanos,
      Clocks clocks) {
    RecordDraft draft = state.draft;
    GovernedAction action = rules.action();
    draft.type = RecordType.DECISION;
    draft.executionHigh = executionHigh;
    draft.executionLow = state.nextExecution(executions);
    draft.parentHigh = state.parentHigh();
    draft.parentLow = state.parentLow();
    draft.handOver = state.handOverKind();
    draft.epoch = (int) known.epoch();
    draft.dependencies = state.dependencies;
    draft.siteId = siteNumber(site);
    draft.actionId = sink.intern(DictionaryKind.ACTION, action.id());
    draft.ruleId = verdict.rule() == null ? 0 : sink.intern(DictionaryKind.RULE, verdict.rule());
    draft.decision = code(verdict);
    draft.reason = verdict.reason() == null ? 0 : verdict.reason().code();
    draft.decisionSequence = 0;
    draft.expectsOutcome = hasExit && (verdict.isAllowed() || !governance.isEnforcing());
    draft.policyDigest = rules.policyDigest();
    draft.durability = rules.durability();
    bound(draft, authority);
    values(state, rules);
    long now = clocks.monotonicNanos();
    draft.latencyNanos = now - startNanos;
    return append(state, now, clocks);
  }

  /** Records how the execution ended that was just popped into the thread's draft. */
  void outcome(ThreadState state, boolean isReturn, Clocks clocks) {
    RecordDraft draft = state.draft;
    draft.type = RecordType.OUTCOME;
    draft.dependencies = null;
    draft.siteId = 0;
    draft.actionId = 0;
    draft.ruleId = 0;
    draft.decision = isReturn ? RecordDraft.RETURNED : RecordDraft.THREW;
    draft.reason = 0;
    draft.durability = Durability.L0; // The next decision's record carries it along.
    draft.latencyNanos = 0;
    draft.expectsOutcome = false;
    draft.attributeCount = 0;
    draft.arguments = null;
    draft.subject = null;
    bound(draft, state.authority);
    append(state, clocks.monotonicNanos(), clocks);
  }

  /** Writes the artifact's links into the journal, once. */
  void artifact(VerifiedArtifact artifact) {
    sink.artifact(artifact.digest(), artifact.links());
  }

  /** Names and values of the arguments that the policy lets be seen, alternating. */
  static List<String> loggable(ThreadState state, ActionRules rules) {
    GovernedAction action = rules.action();
    Set<String> names = rules.loggable();
    List<String> pairs = new ArrayList<>();
    Arguments arguments = state.arguments;
    for (int i = 0; i < action.argumentNames().size() && i < arguments.size(); i++) {
      String name = action.argumentNames().get(i);
      if (names.contains(name)) {
        pairs.add(name);
        pairs.add(text(arguments, i));
      }
    }
    return pairs;
  }

  /**
   * Says once on stderr that the journal failed. Whether it can still take the next record is the
   * sink's to say, call by call: a latched one throws for ever.
   */
  void complain(Throwable failure) {
    if (hasComplained.compareAndSet(false, true)) {
      boolean isSaid = false;
      try {
        complaints.accept(
            "writ: the journal failed; a call whose decision cannot be recorded is denied: "
                + failure.getMessage());
        isSaid = true;
      } finally {
        hasComplained.set(isSaid); // Out of memory, the next call says it.
      }
    }
  }

  private long append(ThreadState state, long nowNanos, Clocks clocks) {
    RecordDraft draft = state.draft;
    draft.monotonicNanos = nowNanos;
    draft.wallNanos = clocks.wallMillis() * NANOS_PER_MILLI;
    draft.threadId = state.threadId;
    draft.isVirtualThread = state.isVirtual;
    try {
      return sink.append(draft);
    } catch (RecordSinkFailure e) {
      if (e.takesDenials() && draft.type == RecordType.DECISION) {
        deniedInstead(draft, e);
      }
      throw e;
    }
  }

  /** Whoever gets the failure denies the call; as long as there is room, that is evidence too. */
  private void deniedInstead(RecordDraft draft, RecordSinkFailure failure) {
    draft.decision = RecordDraft.DENIED;
    draft.reason = Reason.JOURNAL_UNAVAILABLE.code();
    draft.ruleId = 0;
    draft.expectsOutcome = false;
    Durability asked = draft.durability;
    draft.durability = Durability.L0; // A denial need not wait: nothing runs after it.
    try {
      sink.append(draft);
    } catch (RecordSinkFailure e) {
      failure.addSuppressed(e);
    } finally {
      draft.durability = asked;
    }
  }

  private void bound(RecordDraft draft, @Nullable Authority authority) {
    if (authority == null) {
      draft.artifactDigest = null;
      draft.principalId = 0;
    } else {
      String subject = authority.artifact().subject();
      draft.artifactDigest = authority.digest();
      draft.principalId = subject == null ? 0 : sink.intern(DictionaryKind.PRINCIPAL, subject);
    }
  }

  private static void values(ThreadState state, ActionRules rules) {
    RecordDraft draft = state.draft;
    draft.attributeCount = 0;
    Arguments arguments = state.arguments;
    draft.arguments = arguments;
    draft.subject = null;
    if (rules.hasSubject()) {
      int subject = rules.subjectIndex();
      if (subject < 0 || subject >= arguments.size()) {
        draft.arguments = null; // Of somebody, and nobody knows of whom: nothing is said of them.
        return;
      }
      draft.subject = text(arguments, subject);
    }
    if (rules.loggable().isEmpty()) {
      return;
    }
    List<String> pairs = loggable(state, rules);
    draft.attributes = pairs.toArray(new @Nullable String[0]);
    draft.attributeCount = pairs.size();
  }

  private int siteNumber(Site site) {
    if (site.recordNumber == 0) {
      site.recordNumber = sink.intern(DictionaryKind.SITE, site.location);
    }
    return site.recordNumber;
  }

  private int code(Verdict verdict) {
    return switch (verdict.kind()) {
      case ALLOWED_BY_ARTIFACT -> RecordDraft.ALLOWED_BY_ARTIFACT;
      case ALLOWED_BY_POLICY -> RecordDraft.ALLOWED_BY_POLICY;
      case DENIED -> governance.isEnforcing() ? RecordDraft.DENIED : RecordDraft.WOULD_DENY;
    };
  }

  private static String text(Arguments arguments, int index) {
    return switch (arguments.kind(index)) {
      case INTEGER -> Long.toString(arguments.integer(index));
      case FLOATING -> Double.toString(arguments.floating(index));
      case BOOLEAN -> Boolean.toString(arguments.bool(index));
      case TEXT, DECIMAL, PATH, TEXT_LIST -> String.valueOf(arguments.object(index));
      case NULL -> "null";
      case OPAQUE -> "?";
    };
  }
}
