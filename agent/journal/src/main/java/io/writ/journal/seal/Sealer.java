package io.writ.journal.seal;

import io.writ.core.lineage.RecordSinkFailure;
import io.writ.journal.thread.JournalThreads;
import io.writ.tlog.TileWriterStopped;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/**
 * Seals a journal while it grows: one daemon thread reads what was committed, hashes it into the
 * tree, publishes checkpoints and repeats them as SEAL records.
 *
 * <p>A checkpoint is in its file before its SEAL is in the journal, so the file is never older than
 * the last SEAL. Calls do not wait for the thread. When it fails, the journal is told once and
 * takes denials only; when it is stopped or starved, {@link #isLate} says so, and calls are denied
 * until it has caught up: what nobody will ever seal must not be allowed.
 */
public final class Sealer {
  /** Without a round for so long, calls are denied. */
  public static final int LATE_SECONDS = 30;

  private static final String THREAD_NAME = "writ-journal-seal";

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long PAUSE_NANOS = 20_000_000;
  private static final long JOIN_MILLIS = 10_000;

  private final SealedLog log;
  private final SealOptions options;
  private final Thread thread;
  private volatile Executor around = Runnable::run;
  private volatile boolean isStopped;
  private volatile long lastRoundNanos = System.nanoTime();
  private volatile boolean hasFailed;

  // Of the thread alone, and of who comes after it.
  private SealedTree tree;
  private volatile boolean isTorn;
  private long sealed;
  private byte[] sealedRoot = new byte[0];
  private long ownRecords;
  private long unsealedSinceNanos;
  private boolean isWaiting;
  private long lastSealNanos = System.nanoTime();

  /** A sealer of a journal whose first record is committed. */
  public Sealer(SealedLog log, UUID journal, SealOptions options, ThreadFactory threads)
      throws IOException {
    this.log = log;
    this.options = options;
    tree = SealedTree.begin(log.directory(), journal, options);
    thread = JournalThreads.daemon(threads, this::run, THREAD_NAME);
  }

  /** Publishes the first checkpoint, and goes on in the background. */
  public void start() throws IOException {
    tree.growTo(log.committed());
    seal(tree.size(), System.nanoTime());
    thread.start();
  }

  /** From now on the thread's work runs through this. */
  public void runThrough(Executor executor) {
    around = executor;
  }

  /** Whether there was no round for too long at this reading of {@link System#nanoTime}. */
  public boolean isLate(long nowNanos) {
    return nowNanos - lastRoundNanos > LATE_SECONDS * NANOS_PER_SECOND;
  }

  /** Ends the thread; nothing is sealed until {@link #finish}. */
  public void stop() {
    isStopped = true;
    LockSupport.unpark(thread);
    JournalThreads.join(thread, JOIN_MILLIS);
  }

  /** After {@link #stop}: covers all records, the closing one too, and forces it. */
  public void finish() throws IOException {
    if (thread.isAlive() || hasFailed) {
      throw new IOException("the sealer " + (hasFailed ? "failed before" : "does not stop"));
    }
    mend();
    try (SealedTree last = tree) {
      last.growTo(log.committed());
      byte[] ignored = last.publish(true);
    }
  }

  private void run() {
    while (!isStopped && !hasFailed) {
      try {
        around.execute(this::round);
        boolean ignored = Thread.interrupted(); // A stranger's; it would end every pause at once.
        LockSupport.parkNanos(PAUSE_NANOS);
      } catch (RuntimeException e) { // Whatever ends the thread, the journal must know of it.
        fail(e);
      } catch (Error e) {
        isTorn = true; // Out of memory or stack, for all threads: what was begun is done again.
      }
    }
  }

  private void round() {
    try {
      long now = System.nanoTime();
      mend();
      long committed = log.committed();
      tree.growTo(committed);
      long foreign = committed - sealed - ownRecords;
      if (foreign > 0 && !isWaiting) {
        isWaiting = true;
        unsealedSinceNanos = now;
      }
      if (isWaiting
          && (foreign >= options.records()
              || now - unsealedSinceNanos >= options.interval().toNanos())) {
        seal(committed, now);
      } else if (!isWaiting && now - lastSealNanos >= options.heartbeat().toNanos()) {
        beat(now);
      }
      lastRoundNanos = now;
    } catch (TileWriterStopped e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      fail(e);
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Begins again at the last checkpoint when an error of the JVM may have torn the tree. */
  private void mend() throws IOException {
    if (isTorn) {
      tree = tree.again(sealed, sealedRoot);
      ownRecords = 0;
      isTorn = false;
    }
  }

  private void beat(long now) throws IOException {
    append(() -> log.heartbeat(now - lastSealNanos));
    long committed = log.committed();
    tree.growTo(committed);
    seal(committed, now);
  }

  private void seal(long size, long now) throws IOException {
    byte[] signature = tree.publish(false);
    byte[] root = tree.root();
    sealed = size;
    sealedRoot = root;
    isWaiting = false;
    lastSealNanos = now;
    boolean isRecorded = append(() -> log.seal(size, root, tree.keyId(), signature));
    ownRecords = isRecorded ? 1 : 0;
  }

  /** A journal that takes no more records is sealed all the same, by the file alone. */
  private static boolean append(Runnable record) {
    try {
      record.run();
      return true;
    } catch (RecordSinkFailure e) {
      return false;
    }
  }

  private void fail(Throwable cause) {
    hasFailed = true;
    Throwable first = cause instanceof TileWriterStopped ? cause.getCause() : cause;
    log.unsealed(first == null ? cause : first);
  }
}
