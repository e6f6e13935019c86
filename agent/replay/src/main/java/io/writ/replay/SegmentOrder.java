package io.writ.replay;

import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentCloseLayout;
import io.writ.core.lineage.SegmentName;
import io.writ.core.lineage.SegmentOpenLayout;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/**
 * Checks that a journal's files are its segments, all of them, in order: each begins with what the
 * one before ended with, and each but the last is closed.
 */
final class SegmentOrder {
  private static final int NONE = -1;

  private final boolean isAlone;
  private String fileName = "";
  private boolean isFirstInFile = true;
  private long segment = NONE;
  private boolean isSegmentClosed;
  private boolean isClosed;
  private boolean isPartial;

  /**
   * The order of a journal's files.
   *
   * @param isAlone whether one file was named by itself, so that it may be any segment
   */
  SegmentOrder(boolean isAlone) {
    this.isAlone = isAlone;
  }

  void beginFile(String name) {
    fileName = name;
    isFirstInFile = true;
  }

  /** The segment of the last record. */
  long segment() {
    return segment;
  }

  /** Whether the segment of the last record has its SEG_CLOSE. */
  boolean isSegmentClosed() {
    return isSegmentClosed;
  }

  /** Whether the journal's last record is there, and all before it. */
  boolean isClosed() {
    return isClosed && !isPartial;
  }

  /** Whether the segments before the first one are not there. */
  boolean isPartial() {
    return isPartial;
  }

  /**
   * Checks where a record is.
   *
   * @param journal the id that GENESIS names
   * @param chain value of the record before
   * @return whether a segment begins with it
   */
  boolean place(ByteBuffer record, String journal, byte[] chain)
      throws Contradiction, MalformedTail {
    if (isClosed) {
      throw new Contradiction("expected nothing after the closing record, found another");
    }
    boolean isOpening = record.get(RecordLayout.TYPE) == RecordType.SEG_OPEN.code();
    if (isOpening && isFirstInFile && segment == NONE && !isAlone) {
      TailReader tail = new TailReader(record);
      tail.bytes(SegmentOpenLayout.SEGMENT - RecordLayout.TAIL);
      long number = tail.u64();
      throw new Contradiction(
          "expected segment [0], found [" + Long.toUnsignedString(number) + "]");
    }
    if (isOpening != (isFirstInFile && segment != NONE) && !(isOpening && isAdopted())) {
      throw new Contradiction(
          isOpening
              ? "expected SEG_OPEN as the first record of a later segment, found it elsewhere"
              : "expected SEG_OPEN as the first record of a later segment, found another");
    }
    if (isSegmentClosed && !isOpening) {
      throw new Contradiction("expected nothing after the segment's closing record");
    }
    boolean begins = isFirstInFile;
    if (isOpening) {
      open(record, journal, chain);
    } else if (segment == NONE) {
      segment = 0;
    }
    if (begins) {
      checkName();
    }
    isFirstInFile = false;
    return begins;
  }

  /** The segments before this one were pruned. */
  void continueAt(long first) {
    segment = first - 1;
    isSegmentClosed = true;
  }

  /** Takes the tail of a SEG_CLOSE; {@code records} counts it. */
  void close(ByteBuffer record, long records) throws Contradiction, MalformedTail {
    TailReader tail = new TailReader(record);
    long told = tail.u64();
    long flags = tail.u64();
    tail.requireEnd();
    if (told != records) {
      throw new Contradiction(
          "expected [" + records + "] records at the close, found [" + told + "]");
    }
    if ((flags & ~SegmentCloseLayout.FLAG_LAST) != 0) {
      throw new Contradiction("expected known flags at the close, found [" + flags + "]");
    }
    isSegmentClosed = true;
    isClosed = (flags & SegmentCloseLayout.FLAG_LAST) != 0;
  }

  private boolean isAdopted() {
    return isAlone && isFirstInFile && segment == NONE;
  }

  private void open(ByteBuffer record, String journal, byte[] chain)
      throws Contradiction, MalformedTail {
    TailReader tail = new TailReader(record);
    tail.bytes(SegmentOpenLayout.SEGMENT - RecordLayout.TAIL);
    long number = tail.u64();
    byte[] before = tail.bytes(RecordLayout.DIGEST_BYTES);
    tail.requireEnd();
    String owner = journalOf(record);
    if (isAdopted()) {
      isPartial = true;
      segment = number;
      return;
    }
    if (!owner.equals(journal)) {
      throw new Contradiction(
          "expected a segment of journal [" + journal + "], found one of [" + owner + "]");
    }
    if (number != segment + 1) {
      throw new Contradiction(
          "expected segment ["
              + (segment + 1)
              + "], found ["
              + Long.toUnsignedString(number)
              + "]");
    }
    if (!isSegmentClosed) {
      throw new Contradiction(
          "expected SEG_CLOSE at the end of segment [" + segment + "], found the next segment");
    }
    if (!Arrays.equals(before, chain)) {
      throw new Contradiction("expected SEG_OPEN to name the chain value of the record before");
    }
    segment = number;
    isSegmentClosed = false;
  }

  private void checkName() throws Contradiction {
    long named = SegmentName.numberOf(fileName);
    if (named >= 0 && named != segment) {
      throw new Contradiction(
          "expected segment [" + named + "] as the file's name says, found [" + segment + "]");
    }
  }

  /** The id in a SEG_OPEN whose tail is whole, as text. */
  static String journalOf(ByteBuffer opening) {
    long high = Long.reverseBytes(opening.getLong(SegmentOpenLayout.JOURNAL));
    long low = Long.reverseBytes(opening.getLong(SegmentOpenLayout.JOURNAL + Long.BYTES));
    return new UUID(high, low).toString();
  }
}
