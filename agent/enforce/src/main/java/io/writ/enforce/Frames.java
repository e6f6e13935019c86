package io.writ.enforce;

import io.writ.core.decision.Authority;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The runs of other people's tasks that one thread is inside of, and what was bound around each.
 * Confined to its thread; frames are used again, so that a run allocates nothing.
 */
final class Frames {
  /** Calls; restoring makes fewer. */
  static final int RESTORING = 64;

  /** The thread's executions up to here are those around the task. */
  int floor;

  /** The execution that submitted the task; zero, zero: none. */
  long parentHigh;

  long parentLow;

  /** How it was handed over; a code of {@code HandOverKind}. */
  int kind;

  /** Whether what is submitted carries nothing, unless it is bound since. */
  boolean isHolding;

  private @Nullable Authority heldAuthority;
  private @Nullable BoundScope heldScope;
  private Frame[] frames = {};
  private int depth;
  private long lastToken;

  private static final class Frame {
    long token;
    boolean isHold;

    /** The thread's executions when it began. */
    int bottom;

    @Nullable Object task;
    @Nullable Authority authority;
    @Nullable BoundScope scope;
    long @Nullable [] dependencies;
    int floor;
    long parentHigh;
    long parentLow;
    int kind;
    boolean isHolding;
    @Nullable Authority heldAuthority;
    @Nullable BoundScope heldScope;
  }

  int depth() {
    return depth;
  }

  /** Whether what is bound now was bound before holding began. */
  boolean isHeld(ThreadState state) {
    if (!isHolding || state.authority != heldAuthority) {
      return false;
    }
    BoundScope scope = state.scope;
    while (scope != null && scope != heldScope && !scope.isBinding) {
      scope = scope.outer;
    }
    return scope == heldScope;
  }

  /** Whether the thread runs this very task just now, having got it from a scheduler. */
  boolean isRunning(Object task) {
    for (int i = 0; i < depth; i++) {
      if (frames[i].task == task) {
        return true;
      }
    }
    return false;
  }

  /**
   * Begins a run of what was captured.
   *
   * @param task the application's own, when a scheduler runs it
   */
  long enter(ThreadState state, Captured captured, @Nullable Object task, int kind) {
    Frame frame = push(state, false);
    frame.task = task;
    state.authority = captured.authority;
    state.scope = null;
    state.dependencies = captured.dependencies;
    this.floor = state.depth();
    this.parentHigh = captured.parentHigh;
    this.parentLow = captured.parentLow;
    this.kind = kind;
    this.isHolding = false;
    return frame.token;
  }

  /** From now on, what is submitted carries nothing. */
  long hold(ThreadState state) {
    Frame frame = push(state, true);
    isHolding = true;
    heldAuthority = state.authority;
    heldScope = state.scope;
    return frame.token;
  }

  private Frame push(ThreadState state, boolean isHold) {
    if (depth == frames.length) {
      Frame[] more = Arrays.copyOf(frames, Math.max(4, depth * 2));
      for (int i = depth; i < more.length; i++) {
        more[i] = new Frame();
      }
      frames = more;
    }
    Frame frame = frames[depth++];
    frame.token = ++lastToken;
    frame.isHold = isHold;
    frame.bottom = state.depth();
    frame.authority = state.authority;
    frame.scope = state.scope;
    frame.dependencies = state.dependencies;
    frame.floor = floor;
    frame.parentHigh = parentHigh;
    frame.parentLow = parentLow;
    frame.kind = kind;
    frame.isHolding = isHolding;
    frame.heldAuthority = heldAuthority;
    frame.heldScope = heldScope;
    return frame;
  }

  /** How many frames lie below the one with this token, or -1: it is over. */
  int below(long token) {
    for (int i = depth - 1; i >= 0; i--) {
      if (frames[i].token == token) {
        return i;
      }
    }
    return -1;
  }

  /** How many executions the thread was inside of when the innermost run began. */
  int runBottom() {
    for (int i = depth - 1; i >= 0; i--) {
      if (!frames[i].isHold) {
        return frames[i].bottom;
      }
    }
    return 0;
  }

  /** Whether the frame at this place only holds. */
  boolean isHold(int place) {
    return frames[place].isHold;
  }

  /** How many executions the thread was inside of when the frame at this place began. */
  int bottom(int place) {
    return frames[place].bottom;
  }

  /** Restores what was bound around the innermost frame. */
  void leave(ThreadState state) {
    Frame frame = frames[--depth];
    if (!frame.isHold) {
      state.authority = frame.authority;
      state.scope = frame.scope;
      state.dependencies = frame.dependencies;
    }
    floor = frame.floor;
    parentHigh = frame.parentHigh;
    parentLow = frame.parentLow;
    kind = frame.kind;
    isHolding = frame.isHolding;
    heldAuthority = frame.heldAuthority;
    heldScope = frame.heldScope;
    frame.task = null;
    frame.authority = null;
    frame.scope = null;
    frame.dependencies = null;
    frame.heldAuthority = null;
    frame.heldScope = null;
  }
}
