package io.writ.journal.seal;

import io.writ.core.jws.Signer;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.journal.thread.JournalThreads;
import io.writ.journal.thread.JvmErrors;
import io.writ.tlog.KeyRotation;
import io.writ.tlog.NoteKey;
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

  /** After so many records it looks at the clock: hashing them is no standstill. */
  private static final int STEP_RECORDS = 4_096;

  private final SealedLog log;
  private final UUID journal;
  private final SealOptions options;
  private final SealKeys keys;
  private final Stillness stillness;
  private final Thread thread;
  private volatile Executor around = Runnable::run;
  private volatile boolean isRecordingGaps;
  private volatile boolean isStopped;
  private volatile long lastRoundNanos;
  private volatile boolean hasFailed;

  // Of the thread alone, and of who comes after it.
  private SealedTree tree;
  private volatile boolean isTorn;
  private long sealed;
  private byte[] sealedRoot = new byte[0];
  private long ownRecords;
  private long unsealedSinceNanos;
  private boolean isWaiting;
  private long lastSealNanos;
  private long sealedEpoch;
  private long recordAgainNanos;

  /** A sealer of a journal whose first record is committed. */
  public Sealer(SealedLog log, UUID journal, SealOptions options, ThreadFactory threads)
      throws IOException {
    this.log = log;
    this.journal = journal;
    this.options = options;
    keys = new SealKeys(options);
    stillness = new Stillness(options.nanos(), log::wallNanos);
    lastRoundNanos = options.nanos().getAsLong();
    lastSealNanos = lastRoundNanos;
    recordAgainNanos = lastRoundNanos;
    tree = SealedTree.begin(log.directory(), journal, options, keys);
    thread = JournalThreads.daemon(threads, this::run, THREAD_NAME);
  }

  /** Publishes the first checkpoint, and goes on in the background. */
  public void start() throws IOException {
    tree.growTo(log.committed());
    boolean ignored = seal(options.nanos().getAsLong());
    thread.start();
  }

  /**
   * Lets another key seal from soon on. It is the journal's from now on, which destroys it when its
   * time is over.
   *
   * @return false when the journal has had this key before; then nothing changes
   */
  public boolean rotate(Signer next) {
    return keys.request(next);
  }

  /** From now on a standstill of the thread is evidence; before, the process was starting. */
  public void recordGaps() {
    isRecordingGaps = true;
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
      } catch (RuntimeException | Error e) { // The journal must know of it, or it is done again.
        fail(e);
      }
      boolean ignored = Thread.interrupted(); // A stranger's; it would end every pause at once.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void round() {
    try {
      long now = options.nanos().getAsLong();
      look(PAUSE_NANOS);
      mend();
      recordNotes(now);
      long committed = log.committed();
      growTo(committed);
      Signer next = keys.due(now);
      long foreign = committed - sealed - ownRecords;
      if (foreign > 0 && !isWaiting) {
        isWaiting = true;
        unsealedSinceNanos = now;
      }
      if (sealedEpoch != keys.epoch()) {
        boolean ignored = seal(now); // An error of the JVM came between.
      } else if (next != null) {
        rotate(next, now);
      } else if (isWaiting
          && (foreign >= options.records()
              || now - unsealedSinceNanos >= options.interval().toNanos())) {
        boolean ignored = seal(now);
      } else if (!isWaiting && now - lastSealNanos >= options.heartbeat().toNanos()) {
        beat(now);
      }
      look(0);
      lastRoundNanos = now;
    } catch (IOException e) {
      fail(e);
    }
  }

  private void look(long pauseNanos) {
    if (isRecordingGaps) {
      stillness.look(pauseNanos);
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

  private void growTo(long size) throws IOException {
    while (tree.size() < size) {
      tree.growTo(Math.min(size, tree.size() + STEP_RECORDS));
      look(0);
    }
  }

  /** What a full or busy journal does not take is kept for later. */
  private void recordNotes(long now) {
    if (now - recordAgainNanos < 0) {
      return;
    }
    boolean isRecorded = true;
    if (stillness.isFound()) {
      isRecorded = append(() -> log.gap(stillness.stillNanos(), stillness.wallStepNanos()));
      if (isRecorded) {
        stillness.recorded();
      }
    }
    if (isRecorded && log.hasNotes()) {
      isRecorded = append(log::note);
    }
    if (!isRecorded) {
      recordAgainNanos = now + NANOS_PER_SECOND;
    }
  }

  private void beat(long now) throws IOException {
    boolean ignored = append(() -> log.heartbeat(now - lastSealNanos));
    growTo(log.committed());
    ignored = seal(now);
  }

  /**
   * The key before covers everything, then the record that both sign, then the next key covers
   * that. A crash in between leaves a checkpoint of the key before over what was before.
   */
  private void rotate(Signer next, long now) throws IOException {
    if (!seal(now)) {
      keys.postpone(now);
      return;
    }
    NoteKey from = CheckpointFile.keyOf(journal, keys.current());
    NoteKey to = CheckpointFile.keyOf(journal, next);
    KeyRotation rotation = new KeyRotation(from, to, keys.epoch() + 1, sealed, sealedRoot);
    byte[] text = rotation.print();
    byte[] byOld = keys.current().sign(text);
    byte[] byNew = next.sign(text);
    if (!append(() -> log.rotate(rotation, byOld, byNew))) {
      keys.postpone(now);
      return;
    }
    growTo(log.committed());
    boolean ignored = seal(now);
  }

  /** Covers what the tree has; says whether the journal took the SEAL. */
  private boolean seal(long now) throws IOException {
    byte[] signature = tree.publish(false);
    byte[] root = tree.root();
    long size = tree.size();
    sealed = size;
    sealedRoot = root;
    sealedEpoch = keys.epoch();
    isWaiting = false;
    lastSealNanos = now;
    boolean isRecorded = append(() -> log.seal(size, root, tree.keyId(), signature));
    ownRecords = isRecorded ? 1 : 0;
    return isRecorded;
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

  private void fail(Throwable thrown) {
    Throwable stop = thrown instanceof TileWriterStopped ? thrown.getCause() : null;
    Throwable cause = stop == null ? thrown : stop;
    if (cause instanceof Error || JvmErrors.in(cause) != null) {
      isTorn = true; // Out of memory or stack, for all threads: what was begun is done again.
      return;
    }
    hasFailed = true;
    log.unsealed(cause);
  }
}
