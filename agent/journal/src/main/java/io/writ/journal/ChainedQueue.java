package io.writ.journal;

import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.StackRoom;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * The one place where records get their order: under one lock each gets its sequence number, its
 * chain value and CRC, and its place in a segment.
 *
 * <p>Only the short hash of the chain is inside the lock; B was made before. Disk space ahead of
 * the write position is always ours: a store to a mapped page without a block behind it kills the
 * process or, worse, is lost without a word. Any failure in here leaves the file in doubt, so it
 * latches.
 */
final class ChainedQueue {
  private static final int APPEND_FRAMES = 160;

  private final Turn turn;
  private final SegmentWriter writer;
  private final SegmentReserve reserve;
  private volatile @Nullable RecordSinkFailure latched;

  /** Why the journal cannot be sealed any more; never taken back. */
  private volatile @Nullable Throwable unsealed;

  /** How many records are in the files, whole; written under the lock. */
  private volatile long committed;

  ChainedQueue(SegmentWriter writer, SegmentReserve reserve, JournalOptions options) {
    this.writer = writer;
    this.reserve = reserve;
    turn = new Turn(options.disk().turnTimeout());
  }

  /**
   * Appends an encoded record and returns its sequence number.
   *
   * @param draft what it was made of; null when it uses no texts
   */
  long append(Scratch scratch, @Nullable RecordDraft draft) {
    StackRoom.check(APPEND_FRAMES);
    turn.take();
    boolean isInterrupted = false;
    try {
      isInterrupted = Thread.interrupted(); // Chronicle gives up on an interrupted thread.
      requireWritable();
      writer.requireRoom();
      requireReserve(draft);
      return writer.append(scratch, draft);
    } catch (RecordSinkFailure e) {
      throw e;
    } catch (Throwable e) { // Errors too: after any of them the end of the file is in doubt.
      throw failed(e);
    } finally {
      leave(isInterrupted);
    }
  }

  /** Writes a text for the first time. */
  void define(Definition definition) {
    StackRoom.check(APPEND_FRAMES);
    turn.take();
    boolean isInterrupted = Thread.interrupted();
    try {
      requireWritable();
      writer.requireRoom();
      writer.define(definition);
    } catch (RecordSinkFailure e) {
      throw e;
    } catch (Throwable e) { // As in append.
      throw failed(e);
    } finally {
      leave(isInterrupted);
    }
  }

  /** Writes the closing record and gives the unused space back. */
  void close(long wallNanos) {
    turn.take();
    boolean isInterrupted = Thread.interrupted();
    try {
      requireWritable();
      writer.close(wallNanos);
      latched = new RecordSinkFailure("journal [" + writer.store().file() + "] is closed");
    } catch (RecordSinkFailure e) {
      throw e;
    } catch (Throwable e) { // As in append.
      throw latch(e);
    } finally {
      writer.store().release();
      leave(isInterrupted);
    }
  }

  /** How many records there are that a reader of the files finds. */
  long committed() {
    return committed;
  }

  /** From now on only denials are taken. */
  void unsealed(Throwable cause) {
    unsealed = cause;
  }

  /** Denies everything from now on; the first reason stays. */
  void latch(RecordSinkFailure failure) {
    if (latched == null) {
      latched = failure;
    }
  }

  /** The segment of the newest record. */
  long segment() {
    return writer.segment();
  }

  /** The number of the newest record; only when nobody appends any more. */
  long lastSequence() {
    return writer.nextSequence() - 1;
  }

  /** The file that holds the newest records. */
  File file() {
    return writer.store().file();
  }

  /** Lets go of the files without a closing record. */
  void release() {
    writer.store().release();
  }

  /** Ends a turn: what was written can be read from now on. */
  private void leave(boolean isInterrupted) {
    committed = writer.nextSequence();
    turn.give();
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireWritable() {
    RecordSinkFailure failure = latched;
    if (failure != null) {
      throw new RecordSinkFailure(String.valueOf(failure.getMessage()), failure);
    }
    if (writer.isTorn()) {
      throw latch(new IllegalStateException("an error of the JVM tore a record"));
    }
  }

  /** When the end of the space is in sight, what is left is for denials. */
  private void requireReserve(@Nullable RecordDraft draft) {
    if (draft == null || !draft.letsProceed()) {
      return;
    }
    Throwable unsealable = unsealed;
    if (unsealable != null) {
      throw RecordSinkFailure.takingDenials(
          "journal ["
              + writer.store().file()
              + "]: no further checkpoint can be written ["
              + JournalRefused.placeOf(unsealable)
              + "]; every governed call is denied until this service restarts with space and access"
              + " there",
          unsealable);
    }
    Throwable cause = reserve.failure();
    if (cause != null) {
      throw RecordSinkFailure.takingDenials(
          "journal ["
              + writer.store().file()
              + "]: no further segment can be prepared ["
              + JournalRefused.wordOf(cause)
              + "]; every governed call is denied, and recorded while the reserve lasts, until this"
              + " service restarts with space and access there",
          cause);
    }
  }

  private RuntimeException failed(Throwable cause) {
    if (!writer.isTorn() && cause instanceof VirtualMachineError error) {
      throw error; // Out of stack or memory before anything was written: this call is denied.
    }
    return latch(cause);
  }

  private RecordSinkFailure latch(Throwable cause) {
    RecordSinkFailure failure =
        new RecordSinkFailure(
            "journal ["
                + writer.store().file()
                + "]: write failed ["
                + JournalRefused.wordOf(cause)
                + "]; every governed call is denied until this service restarts with space and"
                + " access there",
            cause);
    latched = failure;
    return failure;
  }
}
