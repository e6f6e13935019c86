package io.writ.enforce;

import java.util.concurrent.locks.LockSupport;

/**
 * Whether the agent's watch runs. It looks after revocations, the policy and the checks themselves,
 * so calls are denied when it has not run for long: starved, suspended or stopped.
 *
 * <p>A process that was frozen as a whole finds its watch late too, so a late watch is waited for,
 * by one call, before calls are denied.
 */
public final class Liveness {
  private static final long LIMIT_NANOS = 5_000_000_000L;
  private static final long PATIENCE_NANOS = 1_000_000_000L;
  private static final long NAP_NANOS = 5_000_000L;

  private final Clocks clocks;
  private volatile boolean isExpected;
  private volatile boolean isGivenUp;
  private volatile long beatNanos;

  /** Expects nothing until the first beat. */
  public Liveness(Clocks clocks) {
    this.clocks = clocks;
  }

  /** The watch went round once, and found all as it must be. */
  public void beat() {
    beatNanos = clocks.monotonicNanos();
    isGivenUp = false;
    isExpected = true;
  }

  boolean isStalled(long nowNanos) {
    return isExpected && nowNanos - beatNanos > LIMIT_NANOS && !comesBack();
  }

  private boolean comesBack() {
    long start = clocks.monotonicNanos();
    for (long now = start; !isGivenUp; now = clocks.monotonicNanos()) {
      if (now - beatNanos <= LIMIT_NANOS) {
        return true;
      }
      if (now - start > PATIENCE_NANOS) {
        isGivenUp = true;
      }
      LockSupport.parkNanos(NAP_NANOS);
    }
    return false;
  }
}
