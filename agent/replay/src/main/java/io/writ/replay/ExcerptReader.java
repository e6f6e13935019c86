package io.writ.replay;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.RecordLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * Walks the record excerpts of one untrusted {@code .cq4} file. Chronicle's own reader is never
 * used: it returns flipped, truncated and zeroed files without an error.
 *
 * <p>The end is the subtle part. A writer that dies leaves a zero header and, behind it, some or
 * all bytes of one record. Whoever zeroes the header of an old record leaves the same, but with
 * later records behind it. So behind a zero or incomplete header, one torn record may follow and
 * then nothing but zeros; anything else is {@link Broken}.
 */
final class ExcerptReader {
  /** A body that was being written, and the eight bytes that Chronicle clears behind it. */
  private static final int TORN_BYTES = RecordLayout.MAX_RECORD_BYTES + 8;

  private final Window window;
  private long position;
  private long excerpt;
  private boolean isTorn;
  private boolean isMarked;

  ExcerptReader(FileChannel channel) throws IOException {
    window = new Window(channel);
  }

  /** The file contradicts itself at {@link #excerptOffset}. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }

  /** Where the header of the last returned or broken excerpt is. */
  long excerptOffset() {
    return excerpt;
  }

  /** After the end: whether the last excerpt was begun and not committed. */
  boolean isTorn() {
    return isTorn;
  }

  /** After the end: whether the store marked that another file follows. */
  boolean isMarked() {
    return isMarked;
  }

  /** Where the committed excerpts end. */
  long end() {
    return position;
  }

  /**
   * Moves to the next record excerpt. The record's own length agrees with the excerpt's.
   *
   * @return whether there is one; false at the end of what was committed
   */
  boolean advance(RecordSlot into) throws IOException, Broken {
    while (true) {
      excerpt = ExcerptHeader.align(position);
      long left = window.size() - excerpt;
      if (left < ExcerptHeader.BYTES) {
        return endWithin(left);
      }
      int header = window.intAt(excerpt);
      if (header == ExcerptHeader.END_OF_FILE) {
        return endMarked(left);
      }
      if (!ExcerptHeader.isComplete(header)) {
        return endAt();
      }
      int length = ExcerptHeader.lengthBytes(header);
      if (ExcerptHeader.isMetadata(header)) {
        skipMetadata(length, left);
      } else if (isRecord(length, left, into)) {
        return true;
      } else {
        isTorn = true;
        return false;
      }
    }
  }

  private void skipMetadata(int length, long left) throws IOException, Broken {
    if (length < 8 || length > left - ExcerptHeader.BYTES) {
      throw new Broken("expected queue metadata inside the file, found length [" + length + "]");
    }
    if (window.intAt(excerpt + ExcerptHeader.BYTES) == RecordLayout.MAGIC_VALUE) {
      throw new Broken("expected a record's header, found one that marks it as queue metadata");
    }
    position = excerpt + ExcerptHeader.BYTES + length;
  }

  /** False: the file ends inside this record. */
  private boolean isRecord(int length, long left, RecordSlot into) throws IOException, Broken {
    long body = excerpt + ExcerptHeader.BYTES;
    long inFile = left - ExcerptHeader.BYTES;
    if (inFile <= RecordLayout.LENGTH + 4) {
      return false;
    }
    int magic = window.intAt(body + RecordLayout.MAGIC);
    if (magic != RecordLayout.MAGIC_VALUE) {
      throw new Broken("expected the magic [WRIT], found [" + hex(magic) + "]");
    }
    int own = window.intAt(body + RecordLayout.LENGTH);
    boolean isPossible =
        own >= RecordLayout.TAIL
            && own <= RecordLayout.MAX_RECORD_BYTES
            && own % RecordLayout.ALIGNMENT == 0;
    if (own != length || !isPossible) {
      throw new Broken(
          "expected one record length, found [" + length + "] in front and [" + own + "] inside");
    }
    if (length > inFile) {
      return false;
    }
    into.record = window.slice(body, length);
    position = body + length;
    return true;
  }

  private boolean endWithin(long left) throws IOException {
    isTorn = left > 0 && window.findNonZero(excerpt, window.size()) >= 0;
    return false;
  }

  /** The mark is a header and a word, which a writer that dies leaves unfinished. */
  private boolean endMarked(long left) throws IOException, Broken {
    isMarked = true;
    long behind = excerpt + ExcerptHeader.BYTES;
    if (left >= 2 * ExcerptHeader.BYTES) {
      int word = window.intAt(behind);
      int lengthBits = (Integer.SIZE - Integer.numberOfLeadingZeros(word) + 7) & -8;
      int begun = lengthBits == 32 ? -1 : (1 << lengthBits) - 1;
      if (word != (ExcerptHeader.END_OF_FILE_TEXT & begun)) {
        throw new Broken("expected the mark of the file's end, found [" + hex(word) + "]");
      }
      behind += ExcerptHeader.BYTES;
    }
    long beyond = window.findNonZero(behind, window.size());
    if (beyond >= 0) {
      throw new Broken("expected zeros to the end of the file, found bytes at [" + beyond + "]");
    }
    return false;
  }

  private boolean endAt() throws IOException, Broken {
    long found = window.findNonZero(excerpt, window.size());
    if (found < 0) {
      return false;
    }
    isTorn = true;
    long limit = Math.min(window.size(), excerpt + ExcerptHeader.BYTES + TORN_BYTES);
    long first = excerpt + ExcerptHeader.BYTES;
    if (isWholeRecord(first, limit)) {
      limit = first + window.intAt(first + RecordLayout.LENGTH);
    } else {
      for (long at = first + 4; at + RecordLayout.TAIL <= limit; at += 4) {
        if (isWholeRecord(at, limit)) {
          throw new Broken("expected a committed header, a record follows at byte [" + at + "]");
        }
      }
    }
    long beyond = found >= limit ? found : window.findNonZero(limit, window.size());
    if (beyond >= 0) {
      throw new Broken("expected zeros to the end of the file, found bytes at [" + beyond + "]");
    }
    return false;
  }

  private boolean isWholeRecord(long at, long limit) throws IOException {
    if (at + RecordLayout.TAIL > limit || window.intAt(at) != RecordLayout.MAGIC_VALUE) {
      return false;
    }
    int length = window.intAt(at + RecordLayout.LENGTH);
    if (length < RecordLayout.TAIL || length > limit - at) {
      return false;
    }
    ByteBuffer record = window.slice(at, length);
    return RecordSums.crcOf(record, new CRC32C()) == record.getInt(RecordLayout.CRC);
  }

  private static String hex(int value) {
    return Integer.toHexString(value);
  }

  /** Where {@link #advance} puts the record that it found. */
  static final class RecordSlot {
    /** Valid until the next call of {@link #advance}. */
    ByteBuffer record = ByteBuffer.allocate(0);
  }
}
