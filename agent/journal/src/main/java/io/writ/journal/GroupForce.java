package io.writ.journal;

import io.writ.core.lineage.Durability;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.journal.thread.JournalThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings records to the device. One daemon thread forces; whoever waits at L2 waits for the next
 * force that begins after its record was appended, together with all others.
 *
 * <p>A force that failed latches the journal and is not tried again. One that hangs denies: those
 * who wait after the bound, and whoever comes to L1 or L2 later, at once and without a record. L0
 * goes on, and so does everything when the force returns.
 */
final class GroupForce {
  /** L1: at most so many records are not forced, unless a force is running. */
  static final int L1_RECORDS = 64;

  /** L1: nothing waits longer for a force to begin. */
  static final long L1_NANOS = 5_000_000;

  private static final long NONE = 0;
  private static final String THREAD_NAME = "writ-journal-force";
  private static final long JOIN_MILLIS = 1_000;

  private final SegmentForce segments;
  private final Path directory;
  private final LongSupplier currentSegment;
  private final Consumer<RecordSinkFailure> latch;
  private final long boundNanos;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private final Condition forced = lock.newCondition();

  private volatile Executor around = Runnable::run;
  private volatile @Nullable RecordSinkFailure failure;
  private volatile boolean isForcing;
  private volatile long beganNanos;

  /** Whether somebody has waited for longer than the bound since the last force returned. */
  private volatile boolean isLate;

  private long askedThrough = -1;
  private long forcedThrough = -1;
  private int waiting;
  private int unforced;

  /** When the first of those was appended that no force has begun for, or {@link #NONE}. */
  private volatile long oldestNanos = NONE;

  private boolean isStopped;

  /**
   * A thread that forces, not yet started.
   *
   * @param currentSegment the segment of the newest record
   * @param latch takes the one failure
   * @param disk whose force is called, and how long L2 waits for it
   */
  GroupForce(
      Path directory,
      JournalDisk disk,
      ThreadFactory threads,
      LongSupplier currentSegment,
      Consumer<RecordSinkFailure> latch) {
    this.directory = directory;
    this.currentSegment = currentSegment;
    this.latch = latch;
    boundNanos = disk.forceTimeout().toNanos();
    segments = new SegmentForce(directory, disk.force());
    thread = JournalThreads.daemon(threads, this::run, THREAD_NAME);
  }

  void start() {
    thread.start();
  }

  /** From now on the thread's work runs through this. */
  void runThrough(Executor executor) {
    around = executor;
  }

  /** Throws when a record of this level would add to what has been waiting beyond the bound. */
  void requireTimely(Durability durability) {
    if (durability == Durability.L0) {
      return;
    }
    boolean runs = isForcing;
    long since = runs ? beganNanos : oldestNanos;
    long nanos = System.nanoTime() - since;
    if (since != NONE && (nanos > boundNanos || isLate)) {
      throw late(
          "a force has been "
              + (runs ? "running" : "due")
              + " for ["
              + TimeUnit.NANOSECONDS.toMillis(nanos));
    }
  }

  /** Does for a record that is appended what its level asks for. */
  void cover(long sequence, Durability durability) {
    if (durability == Durability.L0) {
      return;
    }
    lock.lock();
    try {
      askedThrough = Math.max(askedThrough, sequence);
      if (unforced == 0) {
        oldestNanos = now();
      }
      unforced++;
      if (durability == Durability.L2) {
        await(sequence);
      } else if (unforced == 1 || unforced == L1_RECORDS) {
        asked.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forces what is there when anything was ever asked for; throws when that is not done. */
  void close(long lastSequence) {
    lock.lock();
    try {
      if (askedThrough >= 0) {
        askedThrough = Math.max(askedThrough, lastSequence);
        await(lastSequence);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; one that hangs in a force ends with the process. */
  void stop() {
    lock.lock();
    try {
      isStopped = true;
      asked.signal();
    } finally {
      lock.unlock();
    }
    JournalThreads.join(thread, JOIN_MILLIS);
  }

  private void await(long sequence) {
    boolean isInterrupted = false;
    long deadline = System.nanoTime() + boundNanos;
    waiting++;
    asked.signal();
    try {
      while (forcedThrough < sequence) {
        RecordSinkFailure failed = failure;
        if (failed != null) {
          throw new RecordSinkFailure(String.valueOf(failed.getMessage()), failed);
        }
        long left = deadline - System.nanoTime();
        if (left <= 0 || isStopped) {
          isLate = true;
          throw late(
              "record ["
                  + sequence
                  + "] is not on the device after ["
                  + TimeUnit.NANOSECONDS.toMillis(boundNanos));
        }
        try {
          long ignored = forced.awaitNanos(left);
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
    } finally {
      waiting--;
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try (segments) {
      while (true) {
        long target;
        try {
          target = awaitWork();
        } catch (VirtualMachineError e) {
          LockSupport.parkNanos(L1_NANOS); // Out of memory, and nothing was begun.
          continue;
        }
        if (target < 0) {
          return;
        }
        Forced work = new Forced();
        around.execute(work);
        work.require();
        done(target);
      }
    } catch (Throwable e) { // Whatever ends the thread, nothing is forced any more.
      fail(e);
    }
  }

  /** One force; keeps what it threw, whoever runs it. */
  private final class Forced implements Runnable {
    private boolean isDone;
    private @Nullable IOException thrown;

    @Override
    public void run() {
      try {
        boolean ignored = Thread.interrupted(); // A channel gives up on an interrupted thread.
        segments.through(currentSegment.getAsLong());
        isDone = true;
      } catch (IOException e) {
        thrown = e;
      }
    }

    void require() throws IOException {
      if (thrown != null) {
        throw thrown;
      }
      if (!isDone) {
        throw new IOException("the work of this thread is not run");
      }
    }
  }

  /** The highest sequence number that the next force covers, or -1 at the end. */
  private long awaitWork() {
    lock.lock();
    try {
      while (!isStopped) {
        long left = nanosUntilDue();
        if (left <= 0) {
          unforced = 0;
          beganNanos = now();
          isForcing = true;
          oldestNanos = NONE;
          return askedThrough;
        }
        pause(left);
      }
      return -1;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // The caller loops.
  private void pause(long nanos) {
    try {
      long ignored = asked.awaitNanos(nanos);
    } catch (InterruptedException e) {
      return; // Nobody has a reason to interrupt this thread; it looks what is due.
    }
  }

  private long nanosUntilDue() {
    if (askedThrough <= forcedThrough) {
      return Long.MAX_VALUE;
    }
    if (waiting > 0 || unforced >= L1_RECORDS) {
      return 0;
    }
    return L1_NANOS - (System.nanoTime() - oldestNanos);
  }

  private void done(long target) {
    lock.lock();
    try {
      isForcing = false;
      isLate = false;
      forcedThrough = Math.max(forcedThrough, target);
      forced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable cause) {
    RecordSinkFailure failed =
        new RecordSinkFailure(
            "journal ["
                + directory
                + "]: a force failed ["
                + JournalRefused.wordOf(cause)
                + "] and what it was for may be lost; every governed call is denied until this"
                + " service restarts with a device that works",
            cause);
    latch.accept(failed);
    lock.lock();
    try {
      isForcing = false;
      failure = failed;
      forced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The time, which is never {@link #NONE}. */
  private static long now() {
    return System.nanoTime() | 1;
  }

  private RecordSinkFailure late(String what) {
    return RecordSinkFailure.takingDenials(
        "journal [" + directory + "]: " + what + " ms]; the call is denied",
        new IllegalStateException("the device is too slow"));
  }
}
