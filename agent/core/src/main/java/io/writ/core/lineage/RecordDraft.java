package io.writ.core.lineage;

import io.writ.core.constraint.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the next DECISION or OUTCOME record, filled in by one thread and reused for every
 * call so that the allowed path allocates nothing; hence public fields, which nothing outside the
 * agent's loader can see. {@link RecordSink#append} reads it and keeps no reference.
 */
public final class RecordDraft {
  /** {@code decision} of a DECISION: the call proceeds. */
  public static final int ALLOWED_BY_ARTIFACT = 1;

  /** The call proceeds under an ambient rule. */
  public static final int ALLOWED_BY_POLICY = 2;

  /** The call is blocked. */
  public static final int DENIED = 3;

  /** Observe mode: the call would have been blocked and proceeds. */
  public static final int WOULD_DENY = 4;

  /** {@code decision} of an OUTCOME: the body returned. */
  public static final int RETURNED = 16;

  /** The body threw. */
  public static final int THREW = 17;

  public RecordType type = RecordType.DECISION;
  public long wallNanos;
  public long monotonicNanos;
  public long threadId;
  public boolean isVirtualThread;
  public long executionHigh;
  public long executionLow;

  /** Zero, zero: no parent. */
  public long parentHigh;

  public long parentLow;

  /** How the parent handed the work over; a code of {@link HandOverKind}. */
  public int handOver;

  /** The low 32 bits of the epoch of the governance state that decided. */
  public int epoch;

  /**
   * In a DECISION: the executions that the call depends on beside its parent, high and low
   * alternating, at most {@link DependenciesLayout#MAX_COUNT} and no two alike; null for none.
   */
  public long @Nullable [] dependencies;

  /** Numbers from {@link RecordSink#intern}; 0 is none. */
  public int siteId;

  public int actionId;
  public int principalId;

  /** The deciding policy rule, 0 when none. */
  public int ruleId;

  public int decision;

  /** What the record must have survived before {@link RecordSink#append} returns. */
  public Durability durability = Durability.L0;

  /** {@link io.writ.api.Reason#code()}, 0 when allowed. */
  public int reason;

  /** SHA-256 over the presented chain, 32 bytes; null when no artifact is bound. */
  public byte @Nullable [] artifactDigest;

  /** SHA-256 of the policy document that decided, 32 bytes. */
  public byte @Nullable [] policyDigest;

  /** In a DECISION: an OUTCOME will follow, so its absence means "in flight at the crash". */
  public boolean expectsOutcome;

  /** From the start of the check to the append. */
  public long latencyNanos;

  /** In an OUTCOME: the sequence number of its DECISION. */
  public long decisionSequence;

  /**
   * Loggable attributes that policy lists, name and value alternating; null or {@code
   * attributeCount == 0} for none. Cut by the sink at 4,096 UTF-8 bytes each, marked as cut.
   */
  public @Nullable String @Nullable [] attributes;

  /** How many entries of {@link #attributes} count; even. */
  public int attributeCount;

  /** All arguments of the call, which the record commits to; null for none. */
  public @Nullable Arguments arguments;

  /**
   * The data subject that the arguments are about, under whose key attributes are encrypted; null
   * for none.
   */
  public @Nullable String subject;

  /** Whether this is a DECISION after which the call runs, in observe mode too. */
  public boolean letsProceed() {
    return type == RecordType.DECISION && decision != DENIED;
  }
}
