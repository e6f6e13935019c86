package io.writ.journal;

import io.writ.core.jws.Signer;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.RecordType;
import io.writ.journal.seal.SealOptions;
import io.writ.journal.seal.SealedLog;
import io.writ.journal.seal.Sealer;
import io.writ.tlog.KeyRotation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestException;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a journal and its sealer know of each other. */
final class Sealing implements SealedLog {
  private final Path directory;
  private final ChainedQueue queue;
  private final RecordEncoder encoder;
  private final InstantSource clock;
  private final SpaceWatch space;
  private final ScratchPool pool = new ScratchPool();
  private volatile @Nullable Sealer sealer;

  Sealing(
      Path directory,
      ChainedQueue queue,
      RecordEncoder encoder,
      InstantSource clock,
      SpaceWatch space) {
    this.directory = directory;
    this.queue = queue;
    this.encoder = encoder;
    this.clock = clock;
    this.space = space;
  }

  /** Publishes the checkpoint over GENESIS, and goes on in the background. */
  void start(UUID journal, SealOptions options, ThreadFactory threads) throws IOException {
    Sealer started = new Sealer(this, journal, options, threads);
    started.start();
    sealer = started;
  }

  /** Throws when nobody would seal what comes now; the next call may find it running again. */
  void requireRunning(long nowNanos) {
    Sealer running = sealer;
    if (running != null && running.isLate(nowNanos)) {
      TimeoutException late = new TimeoutException("the agent's thread does not run");
      throw RecordSinkFailure.takingDenials(
          "journal ["
              + directory
              + "]: no checkpoint within ["
              + Sealer.LATE_SECONDS
              + " s]; calls are denied until the agent's thread runs again",
          late);
    }
  }

  void runThrough(Executor executor) {
    Sealer running = sealer;
    if (running != null) {
      running.runThrough(executor);
    }
  }

  /** Says whether the key that follows is one that the journal has not had. */
  boolean rotate(Signer next) {
    Sealer running = sealer;
    return running != null && running.rotate(next);
  }

  /** From now on a standstill is evidence. */
  void recordGaps() {
    Sealer running = sealer;
    if (running != null) {
      running.recordGaps();
    }
  }

  void stop() {
    Sealer running = sealer;
    if (running != null) {
      running.stop();
      noteLast();
    }
  }

  private void noteLast() {
    try {
      while (hasNotes()) {
        note();
      }
    } catch (RecordSinkFailure e) {
      return; // The journal takes no more; it says so by itself.
    }
  }

  /** Publishes the last checkpoint, over the closing record too. */
  void finish() {
    Sealer running = sealer;
    try {
      if (running != null) {
        running.finish();
      }
    } catch (IOException e) {
      throw new RecordSinkFailure(
          "journal ["
              + directory
              + "]: closed, but its last checkpoint cannot be written ["
              + JournalRefused.wordOf(e)
              + "]; verify says from where on records are not sealed",
          e);
    }
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public long committed() {
    return queue.committed();
  }

  @Override
  public void seal(long size, byte[] root, int keyId, byte[] signature) {
    append(scratch -> encoder.seal(size, root, keyId, signature, wallNanos(), scratch));
  }

  @Override
  public void rotate(KeyRotation rotation, byte[] byOld, byte[] byNew) {
    append(scratch -> encoder.rotate(rotation, byOld, byNew, wallNanos(), scratch));
  }

  @Override
  public void gap(long stillNanos, long wallStepNanos) {
    append(scratch -> encoder.gap(stillNanos, wallStepNanos, wallNanos(), scratch));
  }

  @Override
  public boolean hasNotes() {
    return space.next() != null;
  }

  @Override
  public void note() {
    Map<String, String> warning = space.next();
    if (warning != null) {
      append(scratch -> encoder.values(RecordType.WARNING, warning, wallNanos(), scratch));
      space.recorded();
    }
  }

  @Override
  public long wallNanos() {
    return RecordEncoder.nanosOf(clock);
  }

  @Override
  public void heartbeat(long idleNanos) {
    append(scratch -> encoder.heartbeat(idleNanos, wallNanos(), scratch));
  }

  @Override
  public void unsealed(Throwable cause) {
    queue.unsealed(cause);
  }

  private interface Encoding {
    void into(Scratch scratch) throws DigestException;
  }

  private void append(Encoding encoding) {
    Scratch scratch = pool.take();
    try {
      encoding.into(scratch);
    } catch (DigestException e) {
      throw new RecordSinkFailure("journal: a record cannot be encoded", e);
    }
    try {
      long ignored = queue.append(scratch, null);
    } finally {
      pool.give(scratch);
    }
  }
}
