package io.writ.journal;

import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.SegmentName;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.io.Closeable;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.Wire;

/**
 * A Chronicle Queue that takes prepared files: stores to mapped pages, no system call per record.
 * {@link QuietChronicle} must be in force when it is opened.
 *
 * <p>Chronicle writes its header into a file of zeros when it needs that file for an append. It
 * must not be there before the queue's appender is: that one would wait for somebody else's header.
 */
final class ChronicleStore implements RecordStore {
  /** The directory, in a journal's own, that {@link #rehearse} is given. */
  static final String REHEARSAL = "rehearsal";

  /** The longest Chronicle itself may wait for a lock that nobody else holds. */
  private static final long TIMEOUT_MILLIS = 2_000;

  private static final int SMALLEST_BLOCK_BYTES = 64 << 10;

  private final File directory;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final byte[] buffer = new byte[RecordLayout.MAX_RECORD_BYTES];
  private final Bytes<byte[]> view = Bytes.wrapForRead(buffer);
  private volatile long segment;

  private ChronicleStore(File directory, long segmentBytes) {
    this.directory = directory;
    queue =
        SingleChronicleQueueBuilder.binary(directory)
            .rollCycle(SegmentCycle.ONE)
            .epoch(SegmentCycle.EPOCH_MILLIS)
            .timeProvider(() -> segment)
            .blockSize((int) segmentBytes)
            .indexCount(SegmentCycle.ONE.defaultIndexCount())
            .indexSpacing(SegmentCycle.ONE.defaultIndexSpacing())
            .timeoutMS(TIMEOUT_MILLIS)
            .build();
    appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true); // The append lock lets one thread in at a time.
    view.singleThreadedCheckDisabled(true);
  }

  /** Opens a queue in an empty directory; the prepared file of segment 0 comes next. */
  static ChronicleStore open(Path directory, long segmentBytes) throws IOException {
    ChronicleStore store = new ChronicleStore(directory.toFile(), segmentBytes);
    Path own = directory.resolve("metadata.cq4t");
    claim(own);
    if (RootLock.permissions("rw-------").length > 0) {
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
    }
    return store;
  }

  /**
   * Goes through an append and a roll in a directory of its own, which is gone afterwards: no class
   * of Chronicle loads for the first time on a thread of the application.
   */
  static void rehearse(Path directory) throws IOException {
    Files.createDirectory(directory, RootLock.permissions("rwx------"));
    ChronicleStore store = new ChronicleStore(directory.toFile(), SMALLEST_BLOCK_BYTES);
    try {
      byte[] nothing = new byte[RecordLayout.TAIL];
      for (long n = 0; n < 3; n++) {
        Path reserved = directory.resolve(SegmentName.reserveOf(n));
        SegmentSpace.onDisk().reserve(reserved.toFile(), 0, SMALLEST_BLOCK_BYTES);
        Files.move(reserved, directory.resolve(SegmentName.of(n)));
        store.roll(n);
        store.append(nothing, nothing.length);
      }
    } finally {
      store.release();
      try (var files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  @Override
  public String name() {
    return "chronicle";
  }

  @Override
  public void append(byte[] record, int length) {
    System.arraycopy(record, 0, buffer, 0, length);
    view.readPositionRemaining(0, length);
    appender.writeBytes(view);
  }

  @Override
  public void roll(long newSegment) {
    segment = newSegment;
  }

  @Override
  public long usedBytes() {
    Wire wire = appender.wire();
    if (wire == null) {
      throw new IllegalStateException("the appender has no file");
    }
    return wire.bytes().writePosition();
  }

  @Override
  public File file() {
    return new File(directory, SegmentName.of(segment));
  }

  @Override
  public void release() {
    Closeable.closeQuietly(appender, queue);
  }

  /**
   * Makes the blocks behind a file's pages ours. The same bytes: a hole on a full disk fails here
   * and not in a page fault.
   */
  private static void claim(Path file) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] all = new byte[(int) disk.length()];
      disk.readFully(all);
      disk.seek(0);
      disk.write(all);
    }
  }
}
