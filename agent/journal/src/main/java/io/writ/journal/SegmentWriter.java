package io.writ.journal;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.SegmentCloseLayout;
import io.writ.core.lineage.StackRoom;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.DigestException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into segments: each segment closed, the next opened, and in each the texts before
 * the first record that uses them. Guarded by the append lock.
 *
 * <p>There is always room for one SEG_CLOSE behind the last record. A record and the texts that it
 * uses go into the same segment, so room is made for all of them before the first is written.
 */
final class SegmentWriter {
  /** What is kept free at a segment's end: SEG_CLOSE and Chronicle's own mark behind it. */
  static final int CLOSE_ROOM_BYTES = 4 << 10;

  /** More than what is in a segment before the first record of an application's call. */
  private static final int OPEN_ROOM_BYTES = 32 << 10;

  /** More calls than Chronicle makes when it opens a file. */
  private static final int ROLL_FRAMES = 1_000;

  private final UUID journal;
  private final JournalOptions options;
  private final RecordEncoder encoder;
  private final SegmentReserve reserve;
  private final Scratch own;
  private final Chain chain = new Chain();
  private final Definitions definitions = new Definitions();
  private final RecordStore store;
  private volatile long segment;
  private @Nullable RecordSinkFailure full;

  /** Set while a record or the step to the next segment is written: the end is in doubt. */
  private boolean isTorn;

  private boolean isRolling;

  SegmentWriter(
      UUID journal,
      JournalOptions options,
      RecordEncoder encoder,
      SegmentReserve reserve,
      RecordStore store,
      Scratch own) {
    this.journal = journal;
    this.options = options;
    this.encoder = encoder;
    this.reserve = reserve;
    this.store = store;
    this.own = own;
  }

  /** Writes the first record into the first segment. */
  void start(Scratch genesis) throws IOException, DigestException {
    reserve.claim();
    store.roll(0);
    write(genesis);
  }

  /** Whether an error left the end of the journal in doubt. */
  boolean isTorn() {
    return isTorn || isRolling;
  }

  /** The segment of the newest record; any thread may ask. */
  long segment() {
    return segment;
  }

  /** Throws when there is no segment left to go on in; the closing record still has its place. */
  void requireRoom() {
    if (full != null) {
      throw new RecordSinkFailure(String.valueOf(full.getMessage()), full);
    }
  }

  /** The number of the record that is due. */
  long nextSequence() {
    return chain.nextSequence();
  }

  RecordStore store() {
    return store;
  }

  /**
   * Appends a record.
   *
   * @param draft what it was made of; null when it uses no texts
   */
  long append(Scratch record, @Nullable RecordDraft draft) throws IOException, DigestException {
    definitions.clear();
    if (draft != null) {
      definitions.collectFor(draft);
    }
    if (!isRoomFor(record.length)) {
      rollFor(record.length, draft);
    }
    writeMissing();
    return write(record);
  }

  /** Writes a text for the first time. */
  void define(Definition definition) throws IOException, DigestException {
    definitions.collectFor(definition);
    if (!isRoomFor(0)) {
      definitions.collectAllFor(definition);
      boolean isInParts = definition.digest == null;
      if (definitions.missingBytes() > capacityBytes() && !isInParts) {
        throw tooLong(definitions.missingBytes());
      }
      roll();
      definitions.collectFor(definition);
    }
    definitions.add(definition);
    writeMissing();
  }

  /** Writes the closing record and gives the unused space back. */
  void close(long wallNanos) throws IOException, DigestException {
    encoder.close(chain.nextSequence() + 1, SegmentCloseLayout.FLAG_LAST, wallNanos, own);
    write(own);
    long end = store.usedBytes();
    store.release();
    try (RandomAccessFile disk = new RandomAccessFile(store.file(), "rw")) {
      disk.setLength(end);
    }
  }

  private boolean isRoomFor(int recordBytes) {
    long end = store.usedBytes() + framed(recordBytes) + definitions.missingBytes();
    return end + CLOSE_ROOM_BYTES <= options.disk().segmentBytes();
  }

  private void rollFor(int recordBytes, @Nullable RecordDraft draft)
      throws IOException, DigestException {
    if (draft != null) {
      definitions.collectAllFor(draft);
      if (definitions.missingBytes() + framed(recordBytes) > capacityBytes()) {
        throw tooLong(definitions.missingBytes() + recordBytes);
      }
    }
    roll();
    if (draft != null) {
      definitions.collectFor(draft);
    }
  }

  private void roll() throws IOException, DigestException {
    StackRoom.check(ROLL_FRAMES);
    if (!reserve.awaitOne(options.disk().turnTimeout().toNanos())) {
      throw noSegment();
    }
    isRolling = true;
    reserve.claim();
    long wallNanos = RecordEncoder.nanosOf(options.clock());
    encoder.close(chain.nextSequence() + 1, 0, wallNanos, own);
    write(own);
    long next = segment + 1;
    store.roll(next);
    segment = next;
    definitions.begin(next);
    encoder.open(journal, next, chain.value(), wallNanos, own);
    write(own);
    isRolling = false;
  }

  private RecordSinkFailure noSegment() {
    Throwable cause = reserve.failure();
    if (cause == null) {
      return new RecordSinkFailure(
          "journal ["
              + store.file()
              + "]: no next segment within ["
              + options.disk().turnTimeout().toMillis()
              + " ms]; the disk is too slow for this many records");
    }
    full =
        new RecordSinkFailure(
            "journal ["
                + store.file()
                + "]: full ["
                + JournalRefused.wordOf(cause)
                + "]; every governed call is denied until this service restarts with space and"
                + " access there",
            cause);
    return full;
  }

  private void writeMissing() throws IOException, DigestException {
    List<Definition> missing = definitions.missing();
    for (int i = 0; i < missing.size(); i++) {
      Definition definition = missing.get(i);
      DictionaryPart part = DictionaryPart.first(definition.text);
      long wallNanos = RecordEncoder.nanosOf(options.clock());
      while (true) {
        encoder.dictionary(definition.kind, definition.number, part, wallNanos, own);
        if (store.usedBytes() + framed(own.length) + CLOSE_ROOM_BYTES
            > options.disk().segmentBytes()) {
          roll(); // Only within a text longer than a segment; no record names such a text.
          encoder.dictionary(definition.kind, definition.number, part, wallNanos, own);
        }
        write(own);
        if (part.isLast()) {
          break;
        }
        part = part.next();
      }
      definition.definedIn = segment;
    }
  }

  private long write(Scratch scratch) throws IOException, DigestException {
    chain.link(scratch);
    isTorn = true;
    store.append(scratch.bytes, scratch.length);
    long sequence = chain.advance(scratch);
    isTorn = false;
    return sequence;
  }

  private long capacityBytes() {
    return options.disk().segmentBytes() - OPEN_ROOM_BYTES - CLOSE_ROOM_BYTES;
  }

  private RecordSinkFailure tooLong(long bytes) {
    return new RecordSinkFailure(
        "journal: a record with its texts has ["
            + bytes
            + "] bytes and does not fit a segment of ["
            + options.disk().segmentBytes()
            + "]; make journal.segment larger");
  }

  private static long framed(int recordBytes) {
    return ExcerptHeader.BYTES + (long) recordBytes;
  }
}
