package io.writ.enforce;

import io.writ.api.Scope;
import io.writ.core.decision.Authority;
import org.jspecify.annotations.Nullable;

/**
 * One open binding, or one set of dependencies. Every field but {@link #isClosed} is fixed at
 * opening.
 */
final class BoundScope implements Scope {
  private final Enforcer enforcer;
  final ThreadState state;
  final @Nullable BoundScope outer;
  final @Nullable Authority outerAuthority;

  /** The thread's execution depth when the scope opened; the bind's own execution lies on it. */
  final int depth;

  /** Where it was opened; null when nobody noted it. */
  final @Nullable String place;

  /** Whether it says what is bound; else what is bound around it stays. */
  final boolean isBinding;

  private final long @Nullable [] outerDependencies;
  private final int outerFloor;
  private final long outerParentHigh;
  private final long outerParentLow;
  private final int outerKind;

  boolean isClosed;

  BoundScope(
      Enforcer enforcer,
      ThreadState state,
      @Nullable BoundScope outer,
      @Nullable Authority outerAuthority,
      int depth,
      boolean isBinding,
      @Nullable String place) {
    this.enforcer = enforcer;
    this.place = place;
    this.state = state;
    this.outer = outer;
    this.outerAuthority = outerAuthority;
    this.depth = depth;
    this.isBinding = isBinding;
    this.outerDependencies = state.dependencies;
    this.outerFloor = state.frames.floor;
    this.outerParentHigh = state.frames.parentHigh;
    this.outerParentLow = state.frames.parentLow;
    this.outerKind = state.frames.kind;
  }

  /** Ends it: what was carried before it was opened is carried again. */
  void end() {
    Frames frames = state.frames;
    isClosed = true;
    state.scope = outer;
    state.authority = outerAuthority;
    state.dependencies = outerDependencies;
    frames.floor = outerFloor;
    frames.parentHigh = outerParentHigh;
    frames.parentLow = outerParentLow;
    frames.kind = outerKind;
    if (outerAuthority == null) {
      state.forgetCaptured();
    }
  }

  @Override
  public void close() {
    if (Thread.currentThread() != state.thread) {
      throw new IllegalStateException(
          "scope opened on thread ["
              + state.thread.getName()
              + "] is closed on ["
              + Thread.currentThread().getName()
              + "]"
              + (place == null ? "" : ", opened at [" + place + "]")
              + "; close it where it was opened, with try-with-resources");
    }
    if (isClosed) {
      return;
    }
    if (state.scope == this) {
      enforcer.close(this);
      return;
    }
    boolean isOurs = isAround(state.scope);
    if (isOurs) {
      enforcer.close(this);
    }
    throw new IllegalStateException(
        "a scope opened later on thread ["
            + state.thread.getName()
            + (isOurs ? "] was still open; both are closed now" : "] belongs to other work")
            + "; close scopes in reverse order, with try-with-resources");
  }

  /** Whether a scope was opened inside this one, by the same work. */
  private boolean isAround(@Nullable BoundScope inner) {
    BoundScope scope = inner;
    while (scope != null && scope != this) {
      scope = scope.outer;
    }
    return scope == this;
  }
}
