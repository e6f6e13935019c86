package io.writ.journal.seal;

import io.writ.core.lineage.GapLayout;
import java.util.function.LongSupplier;

/**
 * Finds that the sealing thread stood still for longer than it meant to, or that the wall clock
 * went another way than the monotonic one: a stopped process, a suspended machine, a clock that was
 * set. Of what it finds the longest is kept until it is recorded: forth and back added up would be
 * nothing. Of the sealer's thread.
 */
final class Stillness {
  /** Two readings of the clock with more between them say nothing of the wall clock's. */
  private static final long SAME_TIME_NANOS = 10_000_000;

  private static final int READINGS = 8;

  private final LongSupplier nanos;
  private final LongSupplier wallNanos;
  private boolean hasBegun;
  private long lastNanos;
  private long lastWallNanos;
  private long stillNanos;
  private long wallStepNanos;

  Stillness(LongSupplier nanos, LongSupplier wallNanos) {
    this.nanos = nanos;
    this.wallNanos = wallNanos;
  }

  /**
   * Looks at both clocks; the first time there is nothing to compare with.
   *
   * @param pauseNanos how long the thread meant to do nothing since it looked last
   */
  void look(long pauseNanos) {
    long now = nanos.getAsLong();
    long wall = wallNanos.getAsLong();
    for (int i = 1; i < READINGS && nanos.getAsLong() - now > SAME_TIME_NANOS; i++) {
      now = nanos.getAsLong(); // Stopped between the two, so they are not of one time.
      wall = wallNanos.getAsLong();
    }
    if (hasBegun) {
      compare(now - lastNanos, wall - lastWallNanos, pauseNanos);
    }
    hasBegun = true;
    lastNanos = now;
    lastWallNanos = wall;
  }

  /** Whether there is something to record. */
  boolean isFound() {
    return stillNanos != 0 || wallStepNanos != 0;
  }

  /** How long the thread stood still, at most, in what is not recorded. */
  long stillNanos() {
    return stillNanos;
  }

  /** How far the wall clock was set, at most, in what is not recorded. */
  long wallStepNanos() {
    return wallStepNanos;
  }

  /** What was found is recorded. */
  void recorded() {
    stillNanos = 0;
    wallStepNanos = 0;
  }

  private void compare(long passed, long wallPassed, long pauseNanos) {
    long still = Math.max(0, passed - pauseNanos);
    long step = wallPassed - passed;
    if (still > GapLayout.LEAST_NANOS || Math.abs(step) > GapLayout.LEAST_NANOS) {
      stillNanos = Math.max(stillNanos, still);
      wallStepNanos = Math.abs(step) > Math.abs(wallStepNanos) ? step : wallStepNanos;
    }
  }
}
