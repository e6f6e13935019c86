package io.writ.replay;

import io.writ.core.lineage.HandOverKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One DECISION or OUTCOME with its numbers resolved.
 *
 * @param journal the journal's id
 * @param sequence place in the journal
 * @param isOutcome OUTCOME or DECISION
 * @param wallNanos nanoseconds since 1970 UTC; evidence, never order
 * @param monotonicNanos comparable within one journal only
 * @param threadId of the JVM
 * @param isVirtualThread made on a virtual thread
 * @param isObserved made in observe mode
 * @param execution the call
 * @param parent the call that it was made in, or {@link ExecutionId#NONE}
 * @param handOver how the parent handed the work over to this one's thread
 * @param dependencies of a DECISION: calls that it depends on beside its parent, none twice
 * @param epoch low 32 bits of the epoch of the governance state that decided, 0 when not said
 * @param site the woven method, null when none
 * @param action the action, null when none
 * @param principal the subject, null when none
 * @param rule the deciding policy rule, null when none
 * @param verdict what was decided or came out of it
 * @param reason name of the {@code Reason}, its number when unknown here, null when none
 * @param artifact SHA-256 as hex, null when none was bound
 * @param policy SHA-256 as hex, null when none
 * @param latencyNanos of the decision
 * @param decisionSequence of an OUTCOME: its DECISION
 * @param expectsOutcome of a DECISION: an OUTCOME follows unless the process died
 * @param attributes as recorded
 * @param omittedAttributes how many did not fit the record
 * @param subjectKey number of the key of the data subject that it is about, 0 for none
 * @param commitment to the arguments, as hex; null for none
 */
public record JournalRecord(
    String journal,
    long sequence,
    boolean isOutcome,
    long wallNanos,
    long monotonicNanos,
    long threadId,
    boolean isVirtualThread,
    boolean isObserved,
    ExecutionId execution,
    ExecutionId parent,
    HandOverKind handOver,
    List<ExecutionId> dependencies,
    long epoch,
    @Nullable String site,
    @Nullable String action,
    @Nullable String principal,
    @Nullable String rule,
    RecordedVerdict verdict,
    @Nullable String reason,
    @Nullable String artifact,
    @Nullable String policy,
    long latencyNanos,
    long decisionSequence,
    boolean expectsOutcome,
    List<Attribute> attributes,
    int omittedAttributes,
    int subjectKey,
    @Nullable String commitment) {
  public JournalRecord {
    dependencies = List.copyOf(dependencies);
    attributes = List.copyOf(attributes);
  }

  /** The same with other attributes. */
  public JournalRecord with(List<Attribute> others) {
    return new JournalRecord(
        journal,
        sequence,
        isOutcome,
        wallNanos,
        monotonicNanos,
        threadId,
        isVirtualThread,
        isObserved,
        execution,
        parent,
        handOver,
        dependencies,
        epoch,
        site,
        action,
        principal,
        rule,
        verdict,
        reason,
        artifact,
        policy,
        latencyNanos,
        decisionSequence,
        expectsOutcome,
        others,
        omittedAttributes,
        subjectKey,
        commitment);
  }
}
