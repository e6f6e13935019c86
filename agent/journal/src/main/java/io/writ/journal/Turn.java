package io.writ.journal;

import io.writ.core.lineage.RecordSinkFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that nobody waits for without a bound and that an interrupt neither breaks nor loses.
 *
 * <p>A thread that gets no turn has touched nothing, so only its own call is denied. Latching the
 * journal instead would let one stopped machine (SIGSTOP, live migration) deny for ever.
 */
final class Turn {
  private final ReentrantLock lock = new ReentrantLock();
  private final long timeoutNanos;

  Turn(Duration timeout) {
    timeoutNanos = timeout.toNanos();
  }

  void take() {
    if (!lock.tryLock()) {
      takeSlowly();
    }
  }

  void give() {
    lock.unlock();
  }

  private void takeSlowly() {
    long deadline = System.nanoTime() + timeoutNanos;
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          if (lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return;
          }
          throw new RecordSinkFailure(
              "journal: no turn to append within ["
                  + TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
                  + " ms]; the disk is too slow or the process was stopped");
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
