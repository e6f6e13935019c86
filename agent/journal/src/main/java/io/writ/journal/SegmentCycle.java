package io.writ.journal;

import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;

/**
 * Makes Chronicle roll when it is told to, and name the files as {@link
 * io.writ.core.lineage.SegmentName} does: the queue's time is the segment's number.
 *
 * <p>Chronicle names a file after the day on which its cycle begins. With one day per cycle, the
 * modified Julian day for a pattern and day 0 of it for an epoch, that is the number itself.
 */
enum SegmentCycle implements RollCycle {
  ONE;

  /** Milliseconds from 1970 back to modified Julian day 0. */
  static final long EPOCH_MILLIS = -40_587L * 86_400_000L;

  @Override
  public String format() {
    return "gggggggg";
  }

  @Override
  public int lengthInMillis() {
    return 86_400_000;
  }

  // Nobody looks records up by Chronicle's index, so it is as small as it may be.
  @Override
  public int defaultIndexCount() {
    return 1 << 10;
  }

  @Override
  public int defaultIndexSpacing() {
    return 1 << 20;
  }

  @Override
  public int current(TimeProvider time, long epoch) {
    return (int) time.currentTimeMillis();
  }

  @Override
  public long toIndex(int cycle, long sequenceNumber) {
    return ((long) cycle << 32) + (sequenceNumber & 0xFFFF_FFFFL);
  }

  @Override
  public long toSequenceNumber(long index) {
    return index & 0xFFFF_FFFFL;
  }

  @Override
  public int toCycle(long index) {
    return (int) (index >>> 32);
  }

  @Override
  public long maxMessagesPerCycle() {
    return 1L << 30;
  }
}
