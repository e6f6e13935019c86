package io.writ.journal;

import io.writ.core.lineage.SegmentName;
import io.writ.journal.thread.JournalThreads;
import io.writ.journal.thread.JvmErrors;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The segments that are prepared before they are needed: files full of zeros, so that their blocks
 * are ours and their pages are in memory. One daemon thread makes them.
 *
 * <p>What fails is not tried again: the journal must know at once that the end is in sight, while
 * it can still record denials in what is left. The thread takes no part in that; it only says so.
 */
final class SegmentReserve {
  /** Segments that are kept ready beyond the one that is written. */
  static final int READY = 2;

  private static final String THREAD_NAME = "writ-journal-reserve";
  private static final long PAUSE_NANOS = 10_000_000;
  private static final long JOIN_MILLIS = 5_000;
  private static final long LOOK_NANOS = 10_000_000_000L;

  /** In place of a segment's number: nothing to prepare for a while; the end. */
  private static final long IDLE = -1;

  private static final long STOPPED = -2;

  private final Path directory;
  private final long segmentBytes;
  private final SegmentSpace space;
  private final SpaceWatch watch;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Runs each piece of the thread's work; a gate must know that it is the agent's own. */
  private volatile Executor around = Runnable::run;

  /** The first failure; never taken back. */
  private volatile @Nullable Throwable failure;

  private long next;
  private int ready;
  private int wanted = READY + 1; // The first is used at once.
  private boolean isStopped;

  /**
   * A reserve in a journal's directory.
   *
   * @param directory where segments go
   * @param watch looks after each, and when there was none to make for a while
   */
  SegmentReserve(Path directory, JournalDisk disk, SpaceWatch watch, ThreadFactory threads) {
    this.directory = directory;
    segmentBytes = disk.segmentBytes();
    space = disk.space();
    this.watch = watch;
    thread = JournalThreads.daemon(threads, this::run, THREAD_NAME);
  }

  void start() {
    thread.start();
  }

  /** From now on the thread's work runs through this. */
  void runThrough(Executor executor) {
    around = executor;
  }

  /** Why no further segment can be had, or null. */
  @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Waits until all that is kept ready is.
   *
   * @throws IOException when it cannot be had, or not in time
   */
  void awaitFull(long timeoutNanos) throws IOException {
    if (await(wanted, timeoutNanos)) {
      return;
    }
    Throwable cause = failure;
    if (cause != null) {
      throw new IOException(JournalRefused.wordOf(cause), cause);
    }
    throw new IOException("no space within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
  }

  /**
   * Waits until a segment is ready.
   *
   * @return false when there is none: see {@link #failure}; without one it is only late
   */
  boolean awaitOne(long timeoutNanos) {
    return await(1, timeoutNanos);
  }

  /** Gives a ready segment its name; the caller has seen one with {@link #awaitOne}. */
  void claim() throws IOException {
    lock.lock();
    try {
      Files.move(
          directory.resolve(SegmentName.reserveOf(next)), directory.resolve(SegmentName.of(next)));
      next++;
      ready--;
      wanted = READY;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread and deletes what was not used. */
  void close() {
    lock.lock();
    try {
      isStopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    JournalThreads.join(thread, JOIN_MILLIS);
    try {
      deleteLeftBehind(directory);
    } catch (IOException e) {
      return; // The next boot deletes them.
    }
  }

  /** Deletes what a process that is gone kept in reserve in the directory of its journal. */
  static void deleteLeftBehind(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String all = "*" + SegmentName.RESERVE_SUFFIX;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, all)) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private void run() {
    boolean isRunning = true;
    while (isRunning) {
      try {
        isRunning = workOnce();
      } catch (Throwable e) { // Whatever ends the thread, the journal must know of it.
        if (JvmErrors.in(e) == null) {
          fail(e);
          return;
        }
        LockSupport.parkNanos(PAUSE_NANOS); // Out of memory, for all threads: nothing is lost yet.
      }
    }
  }

  private boolean workOnce() throws IOException {
    long number = awaitWork();
    if (number == STOPPED) {
      return false;
    }
    if (number == IDLE) {
      around.execute(watch::look);
      return true;
    }
    around.execute(() -> prepare(number));
    requireDone(number);
    return true;
  }

  private void prepare(long number) {
    Path file = directory.resolve(SegmentName.reserveOf(number));
    try {
      Files.deleteIfExists(file); // From before an error of the JVM.
      Files.createFile(file, RootLock.permissions("rw-------"));
      space.reserve(file.toFile(), 0, segmentBytes);
    } catch (IOException e) {
      VirtualMachineError error = JvmErrors.in(e);
      if (error != null) {
        throw error;
      }
      fail(e);
      discard(file);
      return;
    }
    lock.lock();
    try {
      ready++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    watch.look();
  }

  private void requireDone(long number) {
    lock.lock();
    try {
      if (failure == null && next + ready <= number) {
        throw new IllegalStateException("the work of this thread is not run");
      }
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable cause) {
    lock.lock();
    try {
      failure = cause;
      isStopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Gives the space of a half-written file back: to the metadata of the file system, for one. */
  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return; // The next boot deletes it.
    }
  }

  /** The number of the segment to prepare, {@link #IDLE} or {@link #STOPPED}. */
  private long awaitWork() {
    long left = LOOK_NANOS;
    lock.lock();
    try {
      while (!isStopped && ready >= wanted && left > 0) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          Thread.onSpinWait(); // A stranger's.
        }
      }
      return isStopped ? STOPPED : ready >= wanted ? IDLE : next + ready;
    } finally {
      lock.unlock();
    }
  }

  private boolean await(int atLeast, long timeoutNanos) {
    boolean isInterrupted = false;
    long deadline = System.nanoTime() + timeoutNanos;
    lock.lock();
    try {
      while (ready < atLeast && failure == null) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          long ignored = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          isInterrupted = true;
        }
      }
      return ready >= atLeast;
    } finally {
      lock.unlock();
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
