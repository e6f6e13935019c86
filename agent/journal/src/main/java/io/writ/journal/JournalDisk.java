package io.writ.journal;

import io.writ.core.lineage.JournalStore;
import java.time.Duration;

/**
 * How a journal uses its disk.
 *
 * @param space where disk space comes from
 * @param force brings files to the device
 * @param store what writes the files
 * @param segmentBytes the size of a segment; three of them are taken at start
 * @param turnTimeout how long a thread waits for the append lock before its call is denied
 * @param forceTimeout how long a record at {@link io.writ.core.lineage.Durability#L2} waits for it
 * @param free how much space is left
 * @param warnBytes a warning is due when less is left; 0 for none
 */
public record JournalDisk(
    SegmentSpace space,
    DiskForce force,
    JournalStore store,
    long segmentBytes,
    Duration turnTimeout,
    Duration forceTimeout,
    FreeSpace free,
    long warnBytes) {
  /** Checks the size. */
  public JournalDisk {
    if (segmentBytes < JournalOptions.MIN_SEGMENT_BYTES
        || segmentBytes > JournalOptions.MAX_SEGMENT_BYTES
        || segmentBytes % JournalOptions.MIN_SEGMENT_BYTES != 0) {
      throw new IllegalArgumentException(
          "a segment of [" + segmentBytes + "] bytes; whole MiB from 1 to 1024 are possible");
    }
    if (warnBytes < 0) {
      throw new IllegalArgumentException("a warning at [" + warnBytes + "] bytes");
    }
  }

  static JournalDisk real() {
    return new JournalDisk(
        SegmentSpace.onDisk(),
        DiskForce.onDisk(),
        JournalStore.AUTO,
        JournalOptions.SEGMENT_BYTES,
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        FreeSpace.onDisk(),
        0);
  }

  JournalDisk withSpace(SegmentSpace other) {
    return new JournalDisk(
        other, force, store, segmentBytes, turnTimeout, forceTimeout, free, warnBytes);
  }

  JournalDisk withForce(DiskForce other, Duration timeout) {
    return new JournalDisk(
        space, other, store, segmentBytes, turnTimeout, timeout, free, warnBytes);
  }

  JournalDisk writtenBy(JournalStore other) {
    return new JournalDisk(
        space, force, other, segmentBytes, turnTimeout, forceTimeout, free, warnBytes);
  }

  JournalDisk withSegmentBytes(long bytes) {
    return new JournalDisk(space, force, store, bytes, turnTimeout, forceTimeout, free, warnBytes);
  }

  JournalDisk withTurnTimeout(Duration timeout) {
    return new JournalDisk(
        space, force, store, segmentBytes, timeout, forceTimeout, free, warnBytes);
  }

  JournalDisk warning(FreeSpace other, long bytes) {
    return new JournalDisk(
        space, force, store, segmentBytes, turnTimeout, forceTimeout, other, bytes);
  }
}
