package io.writ.enforce;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.RealPath;
import io.writ.core.decision.Authority;
import io.writ.core.lineage.HandOverKind;
import io.writ.core.lineage.RecordDraft;
import io.writ.gate.ArgumentList;
import io.writ.gate.StagedArguments;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one thread carries: its binding, the executions that it is inside of, and the scratch that
 * keeps the allowed path free of garbage. Confined to its thread.
 *
 * <p>{@link #isInside} is true while the agent works on this thread. It is how the agent's own file
 * accesses pass the sites that it weaves, and application code never runs while it is set.
 */
final class ThreadState implements ArgumentList {
  final Thread thread = Thread.currentThread();
  final Arguments arguments = new Arguments();
  final RecordDraft draft = new RecordDraft();
  final boolean isVirtual;

  /** {@code Thread.threadId()} by its name on 17; final in neither, so read once. */
  @SuppressWarnings("deprecation") // threadId() came with 19
  final long threadId = thread.getId();

  /** What woven code on this thread stages its arguments through. */
  final ArgumentList staged = new StagedArguments(this);

  /** The tasks of others that the thread runs just now. */
  final Frames frames = new Frames();

  private final ValueReader values;

  boolean isInside;

  /** This thread asks whether the checks are still in place: each is reached, and refuses. */
  boolean isCanary;

  /** A check was reached since {@link #isCanary} was set. */
  boolean isReached;

  @Nullable Authority authority;
  @Nullable BoundScope scope;

  /** What calls depend on beside their parent, as {@link Dependencies#add} makes it. */
  long @Nullable [] dependencies;

  int stagedSite = -1;

  /** The directory in which the thread's next act may make a temporary file, or null. */
  @Nullable RealPath newFilesIn;

  /** Why the staged arguments cannot be decided upon, or null. */
  @Nullable Throwable stagingFailure;

  /**
   * The execution of another runtime whose work arrives: the parent of the decision in hand. Zero,
   * zero when none does.
   */
  long senderHigh;

  long senderLow;

  private long[] executionHigh = new long[8];
  private long[] executionLow = new long[8];
  private long[] parentHigh = new long[8];
  private long[] parentLow = new long[8];
  private int[] handOver = new int[8];
  private int[] epoch = new int[8];
  private long[] decisionSequence = new long[8];
  private byte[] @Nullable [] policyDigest = new byte[8] @Nullable [];
  private int depth;
  private long nextExecution;
  private long lastExecution = -1;

  /** The task that this thread is about to run itself, in line, or null. */
  @Nullable Object directTask;

  private @Nullable Captured lastCaptured;
  private int scopes;

  /**
   * @param start what was bound where the thread was started, or null
   */
  ThreadState(ValueReader values, boolean isVirtual, @Nullable Captured start) {
    this.values = values;
    this.isVirtual = isVirtual;
    if (start != null) {
      authority = start.authority;
      dependencies = start.dependencies;
      frames.parentHigh = start.parentHigh;
      frames.parentLow = start.parentLow;
      frames.kind = start.hasParent() ? HandOverKind.THREAD.code() : 0;
    }
  }

  /** The serial number of the scope that opens now. */
  int nextScope() {
    return scopes++;
  }

  /** What a task that is submitted now is to carry; null for nothing. */
  @Nullable Captured capture() {
    long high = parentHigh();
    long low = parentLow();
    boolean isNothing = authority == null && dependencies == null && high == 0 && low == 0;
    if (isInside || isNothing || frames.isHeld(this)) {
      return null;
    }
    Captured last = lastCaptured;
    if (last == null
        || last.authority != authority
        || last.parentHigh != high
        || last.parentLow != low
        || last.dependencies != dependencies) {
      last = new Captured(authority, high, low, dependencies);
      lastCaptured = last;
    }
    return last;
  }

  /** Keeps nothing of an authority that is not bound any more. */
  void forgetCaptured() {
    lastCaptured = null;
  }

  int depth() {
    return depth;
  }

  long parentHigh() {
    if (isArriving()) {
      return senderHigh;
    }
    return depth > frames.floor ? executionHigh[depth - 1] : frames.parentHigh;
  }

  long parentLow() {
    if (isArriving()) {
      return senderLow;
    }
    return depth > frames.floor ? executionLow[depth - 1] : frames.parentLow;
  }

  /** How the work got from the parent to here; a code of {@link HandOverKind}. */
  int handOverKind() {
    if (isArriving()) {
      return HandOverKind.MESSAGE.code();
    }
    return depth > frames.floor ? 0 : frames.kind;
  }

  private boolean isArriving() {
    return (senderHigh | senderLow) != 0;
  }

  void reserve() {
    if (depth == executionLow.length) {
      int capacity = depth * 2;
      executionHigh = Arrays.copyOf(executionHigh, capacity);
      executionLow = Arrays.copyOf(executionLow, capacity);
      parentHigh = Arrays.copyOf(parentHigh, capacity);
      parentLow = Arrays.copyOf(parentLow, capacity);
      handOver = Arrays.copyOf(handOver, capacity);
      epoch = Arrays.copyOf(epoch, capacity);
      decisionSequence = Arrays.copyOf(decisionSequence, capacity);
      policyDigest = Arrays.copyOf(policyDigest, capacity);
    }
  }

  /**
   * Enters the execution whose decision is in the draft. Room must have been reserved, so that
   * nothing can fail after the record is written.
   */
  void push(long sequence) {
    executionHigh[depth] = draft.executionHigh;
    executionLow[depth] = draft.executionLow;
    parentHigh[depth] = draft.parentHigh;
    parentLow[depth] = draft.parentLow;
    handOver[depth] = draft.handOver;
    epoch[depth] = draft.epoch;
    decisionSequence[depth] = sequence;
    policyDigest[depth] = draft.policyDigest;
    depth++;
  }

  /**
   * How deep the execution lies whose exit this token is, or -1: nobody on this thread got it, or
   * it ended before, with one around it.
   */
  int depthOf(long token, ExitTokens tokens) {
    for (int i = depth - 1; i >= frames.runBottom(); i--) {
      if (tokens.of(executionLow[i]) == token) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Another thread that works on this state would set {@link #isInside} under the feet of the
   * thread that owns it, whose calls would then pass as the agent's own.
   */
  boolean isOfThisThread() {
    return thread == Thread.currentThread();
  }

  private void checkThread() {
    if (!isOfThisThread()) {
      throw new IllegalStateException("arguments are staged on the thread that asked for them");
    }
  }

  /** Moves the innermost execution into the draft and forgets it. */
  void popInto(RecordDraft outcome) {
    depth--;
    outcome.executionHigh = executionHigh[depth];
    outcome.executionLow = executionLow[depth];
    outcome.parentHigh = parentHigh[depth];
    outcome.parentLow = parentLow[depth];
    outcome.handOver = handOver[depth];
    outcome.epoch = epoch[depth];
    outcome.decisionSequence = decisionSequence[depth];
    outcome.policyDigest = policyDigest[depth];
  }

  /** The next execution number of this thread's block; numbers come in blocks to save a race. */
  long nextExecution(ExecutionNumbers numbers) {
    if (nextExecution > lastExecution) {
      nextExecution = numbers.nextBlock();
      lastExecution = nextExecution + ExecutionNumbers.BLOCK - 1;
    }
    return nextExecution++;
  }

  void stage(int site) {
    stagedSite = site;
    stagingFailure = null;
    arguments.clear();
  }

  @Override
  public ArgumentList add(long value) {
    checkThread();
    arguments.addInteger(value);
    return this;
  }

  @Override
  public ArgumentList add(double value) {
    checkThread();
    arguments.addFloating(value);
    return this;
  }

  @Override
  public ArgumentList add(boolean value) {
    checkThread();
    arguments.addBoolean(value);
    return this;
  }

  @Override
  public ArgumentList add(@Nullable Object value) {
    checkThread();
    boolean wasInside = isInside;
    isInside = true;
    try {
      values.read(value, arguments);
    } catch (Throwable t) {
      // Denied when the method is entered; until then nothing ran.
      stagingFailure = t;
    } finally {
      isInside = wasInside;
    }
    return this;
  }
}
