package io.writ.journal;

import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.StackRoom;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.DigestException;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.Closeable;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The one place where records get their order: under one lock each gets its sequence number, its
 * chain value and CRC, and its place in the file.
 *
 * <p>Only the short hash of the chain is inside the lock; B was made before. Disk space ahead of
 * the write position is always ours: a store to a mapped page without a block behind it kills the
 * process or, worse, is lost without a word. Any failure in here leaves the file in doubt, so it
 * latches.
 */
final class ChainedQueue {
  private static final int APPEND_FRAMES = 160;

  /** Written before the first record is acknowledged. */
  static final int FIRST_BYTES = 16 << 20;

  private static final int STEP_BYTES = 8 << 20;

  /** A record and whatever index pages Chronicle puts around it are shorter than this. */
  private static final int MARGIN_BYTES = 2 << 20;

  private final Turn turn;
  private final JournalOptions options;
  private final byte[] linkInput = new byte[1 + 32 + 8 + 32];
  private byte[] chain = new byte[RecordLayout.DIGEST_BYTES];

  private ChronicleStart.@Nullable Started started;
  private File file = new File("");
  private long nextSequence;
  private long reservedEnd;
  private @Nullable RecordSinkFailure latched;

  /** Set while a record is written; an error that leaves it so may leave no room to latch. */
  private boolean isTorn;

  ChainedQueue(JournalOptions options) {
    this.options = options;
    turn = new Turn(options.turnTimeout());
  }

  /** Writes the first record, and takes the first disk space. */
  void start(File directory, Scratch genesis) throws IOException, DigestException {
    link(genesis);
    started = ChronicleStart.start(directory, options.clock(), viewOf(genesis));
    file = currentFile(started.appender());
    advance(genesis);
    claim();
  }

  /** Appends an encoded record and returns its sequence number. */
  long append(Scratch scratch) {
    StackRoom.check(APPEND_FRAMES);
    turn.take();
    boolean isInterrupted = false;
    try {
      isInterrupted = Thread.interrupted(); // Chronicle gives up on an interrupted thread.
      ExcerptAppender appender = writable();
      reserveFor(appender);
      return write(appender, scratch);
    } catch (RecordSinkFailure e) {
      throw e;
    } catch (Throwable e) { // Errors too: after any of them the end of the file is in doubt.
      if (!isTorn && e instanceof VirtualMachineError error) {
        throw error; // Out of stack or memory before anything was written: this call is denied.
      }
      throw latch(e);
    } finally {
      turn.give();
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private long write(ExcerptAppender appender, Scratch scratch) throws DigestException {
    link(scratch);
    Bytes<byte[]> view = viewOf(scratch);
    isTorn = true;
    appender.writeBytes(view);
    return advance(scratch);
  }

  /** The file that holds the records. */
  File file() {
    return file;
  }

  /**
   * Writes the closing record and gives the unused space back.
   *
   * @param encoder encodes the record when its place is known
   */
  void close(RecordEncoder encoder, long wallNanos, Scratch scratch) {
    turn.take();
    boolean isInterrupted = Thread.interrupted();
    try {
      ExcerptAppender appender = writable();
      reserveFor(appender);
      encoder.close(nextSequence + 1, wallNanos, scratch);
      write(appender, scratch);
      long end = bytesOf(appender).writePosition();
      release();
      try (RandomAccessFile disk = new RandomAccessFile(file, "rw")) {
        disk.setLength(end);
      }
      latched = new RecordSinkFailure("journal [" + file + "] is closed");
    } catch (RecordSinkFailure e) {
      release();
      throw e;
    } catch (Throwable e) { // As in append.
      release();
      throw latch(e);
    } finally {
      turn.give();
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets go of the file without a closing record. */
  void release() {
    ChronicleStart.Started open = started;
    started = null;
    if (open != null) {
      Closeable.closeQuietly(open.appender(), open.queue());
    }
  }

  private ExcerptAppender writable() {
    RecordSinkFailure failure = latched;
    if (failure != null) {
      throw new RecordSinkFailure(String.valueOf(failure.getMessage()), failure);
    }
    if (isTorn) {
      throw latch(new IllegalStateException("an error of the JVM tore a record"));
    }
    ChronicleStart.Started open = started;
    if (open == null) {
      throw new RecordSinkFailure("journal [" + file + "] is not open");
    }
    return open.appender();
  }

  private void link(Scratch scratch) throws DigestException {
    byte[] record = scratch.bytes;
    linkInput[0] = RecordLayout.CHAIN_PREFIX;
    System.arraycopy(chain, 0, linkInput, 1, 32);
    RecordEncoder.putLong(linkInput, 33, nextSequence);
    System.arraycopy(scratch.bodyDigest, 0, linkInput, 41, 32);
    scratch.sha256.reset();
    scratch.sha256.update(linkInput, 0, linkInput.length);
    scratch.sha256.digest(scratch.chain, 0, scratch.chain.length);
    RecordEncoder.putLong(record, RecordLayout.SEQUENCE, nextSequence);
    System.arraycopy(scratch.chain, 0, record, RecordLayout.CHAIN, scratch.chain.length);
    scratch.crc.reset();
    scratch.crc.update(record, 0, scratch.length);
    RecordEncoder.putInt(record, RecordLayout.CRC, (int) scratch.crc.getValue());
  }

  /** Takes the record for written. Calls nothing, so that nothing in here can be torn. */
  private long advance(Scratch scratch) {
    byte[] before = chain;
    chain = scratch.chain;
    scratch.chain = before;
    isTorn = false;
    return nextSequence++;
  }

  private void reserveFor(ExcerptAppender appender) throws IOException {
    long wanted = bytesOf(appender).writePosition() + MARGIN_BYTES;
    while (reservedEnd < wanted) {
      options.space().reserve(file, reservedEnd, reservedEnd + STEP_BYTES);
      reservedEnd += STEP_BYTES;
    }
  }

  /** Makes the blocks behind the first pages ours, then those ahead. */
  private void claim() throws IOException {
    ChronicleStart.Started open = started;
    if (open == null) {
      throw new IOException("not started");
    }
    long used = bytesOf(open.appender()).writePosition();
    try (RandomAccessFile disk = new RandomAccessFile(file, "rw")) {
      byte[] head = new byte[(int) used];
      disk.readFully(head);
      disk.seek(0);
      disk.write(head); // The same bytes: a hole on a full disk fails here and not in a page fault.
    }
    options.space().reserve(file, used, FIRST_BYTES);
    reservedEnd = FIRST_BYTES;
  }

  private RecordSinkFailure latch(Throwable cause) {
    RecordSinkFailure failure =
        new RecordSinkFailure(
            "journal ["
                + file
                + "]: write failed ["
                + JournalRefused.wordOf(cause)
                + "]; every governed call is denied until this service restarts with space and"
                + " access there",
            cause);
    latched = failure;
    return failure;
  }

  private static Bytes<byte[]> viewOf(Scratch scratch) {
    Bytes<byte[]> view = scratch.view;
    view.readPositionRemaining(0, scratch.length);
    return view;
  }

  private static File currentFile(ExcerptAppender appender) throws IOException {
    File file = appender.currentFile();
    if (file == null) {
      throw new IOException("the queue made no file");
    }
    return file;
  }

  private static Bytes<?> bytesOf(ExcerptAppender appender) {
    Wire wire = appender.wire();
    if (wire == null) {
      throw new IllegalStateException("the appender has no file");
    }
    return wire.bytes();
  }
}
