package io.writ.journal.seal;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentName;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the records of a journal that this process writes, in their order, as they are in the
 * files: what is sealed is what a reader will find, not what the writer believes to have written.
 *
 * <p>For one thread. By {@link RandomAccessFile}, which an interrupt of the thread does not close.
 */
final class CommittedRecords implements Closeable {
  private static final int WINDOW_BYTES = 1 << 20;

  private final Path segments;
  private final byte[] bytes = new byte[WINDOW_BYTES];
  private final ByteBuffer window = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private RandomAccessFile file;
  private long segment;

  /** Where in the file the window begins. */
  private long windowStart;

  /** How many records were committed before the window was filled: those behind may be torn. */
  private long filledFor;

  /** How many the caller knows to be committed. */
  private long committed;

  /** The sequence number of the next record; 0 until one was read. */
  private long nextSequence;

  /** Where in the file the next excerpt begins. */
  private long position;

  /** Whether the record before closed its segment. */
  private boolean isAtEnd;

  /**
   * Begins at a segment's first record.
   *
   * @param segments the directory that holds them
   */
  private CommittedRecords(Path segments, long segment) throws IOException {
    this.segments = segments;
    this.segment = segment;
    file = open();
  }

  /**
   * Begins at a record of a journal, which is committed or will be next.
   *
   * @param journal its directory
   */
  static CommittedRecords from(Path journal, long sequence) throws IOException {
    Path segments = journal.resolve("q");
    List<Long> numbers = numbers(segments);
    int at = numbers.size() - 1;
    while (at > 0 && !isBegunBefore(segments, numbers.get(at), sequence)) {
      at--;
    }
    // Without any, segment 0 is missed by its name.
    long segment = at < 0 ? 0 : numbers.get(at);
    CommittedRecords records = new CommittedRecords(segments, segment);
    if (isBegunBefore(segments, segment, sequence)) {
      records.skipThrough(sequence - 1);
    }
    return records;
  }

  /** Of the segments that are there, in order: the first may have been pruned. */
  private static List<Long> numbers(Path segments) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(segments, "*" + SegmentName.SUFFIX)) {
      for (Path file : files) {
        long number = SegmentName.numberOf(String.valueOf(file.getFileName()));
        if (number >= 0) {
          numbers.add(number);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    numbers.sort(null);
    return numbers;
  }

  /** Whether a segment's first record is an earlier one: who skips reads at least one record. */
  private static boolean isBegunBefore(Path segments, long segment, long sequence)
      throws IOException {
    try (CommittedRecords seen = new CommittedRecords(segments, segment);
        CommittedRecords records = new CommittedRecords(segments, segment)) {
      ByteBuffer ignored = seen.next(Long.MAX_VALUE);
      // It was there before this looks.
      return records.next(Long.MAX_VALUE).getLong(RecordLayout.SEQUENCE) < sequence;
    } catch (EOFException e) {
      return false; // Prepared, and never written.
    }
  }

  /**
   * The next record.
   *
   * @param known how many records the caller knows to be committed, this one among them
   * @return valid until the next call
   * @throws IOException when it is not where it must be
   */
  ByteBuffer next(long known) throws IOException {
    committed = known;
    if (isAtEnd) {
      nextSegment();
    }
    if (nextSequence >= filledFor) {
      window.limit(0);
    }
    while (true) {
      int header = headerAt(position);
      int length = ExcerptHeader.lengthBytes(header);
      long body = position + ExcerptHeader.BYTES;
      if (!ExcerptHeader.isComplete(header)) {
        throw new EOFException(
            "no record at byte ["
                + position
                + "] of ["
                + segments.resolve(SegmentName.of(segment))
                + "], where one was committed");
      }
      position = ExcerptHeader.align(body + length);
      if (!ExcerptHeader.isMetadata(header)) {
        return record(body, length);
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void skipThrough(long sequence) throws IOException {
    long found;
    do {
      found = next(sequence + 1).getLong(RecordLayout.SEQUENCE);
    } while (found < sequence);
  }

  private ByteBuffer record(long body, int length) throws IOException {
    if (length < RecordLayout.TAIL || length > RecordLayout.MAX_RECORD_BYTES) {
      throw new IOException("a record of [" + length + "] bytes at byte [" + body + "]");
    }
    require(body, length);
    ByteBuffer record = window.slice((int) (body - windowStart), length);
    record.order(ByteOrder.LITTLE_ENDIAN);
    if (record.get(RecordLayout.TYPE) == RecordType.SEG_CLOSE.code()) {
      isAtEnd = true;
    }
    nextSequence = record.getLong(RecordLayout.SEQUENCE) + 1;
    return record;
  }

  private void nextSegment() throws IOException {
    file.close();
    segment++;
    file = open();
    position = 0;
    windowStart = 0;
    window.limit(0);
    isAtEnd = false;
  }

  private int headerAt(long at) throws IOException {
    if (!isLoaded(at, ExcerptHeader.BYTES)) {
      fill(at);
    }
    return isLoaded(at, ExcerptHeader.BYTES) ? window.getInt((int) (at - windowStart)) : 0;
  }

  private void require(long from, int length) throws IOException {
    if (!isLoaded(from, length)) {
      fill(from);
    }
    if (!isLoaded(from, length)) {
      throw new EOFException(
          "["
              + segments.resolve(SegmentName.of(segment))
              + "] ends inside the record at byte ["
              + from
              + "]");
    }
  }

  private boolean isLoaded(long from, int length) {
    return from >= windowStart && from + length <= windowStart + window.limit();
  }

  /**
   * A read is no snapshot: the processor copies out of order, so of a record that is written
   * meanwhile it can see the header that commits it, and not the bytes before that.
   */
  private void fill(long from) throws IOException {
    filledFor = committed;
    windowStart = from;
    file.seek(from);
    int filled = 0;
    for (int read = 0; read >= 0 && filled < bytes.length; filled += Math.max(read, 0)) {
      read = file.read(bytes, filled, bytes.length - filled);
    }
    window.limit(filled);
  }

  private RandomAccessFile open() throws IOException {
    return new RandomAccessFile(segments.resolve(SegmentName.of(segment)).toFile(), "r");
  }
}
