package io.writ.journal;

import java.io.File;
import java.time.InstantSource;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;

/** Starts a queue with one file for the whole boot. {@link QuietChronicle} must be in force. */
final class ChronicleStart {
  /** The longest Chronicle itself may wait for a lock that nobody else holds. */
  private static final long TIMEOUT_MILLIS = 2_000;

  private static final int BLOCK_BYTES = 64 << 20;

  // Nobody looks records up by Chronicle's index, so it is as small as it may be.
  private static final int INDEX_COUNT = 1 << 10;
  private static final int INDEX_SPACING = 1 << 20;

  private ChronicleStart() {}

  /** A queue and its only appender. */
  record Started(SingleChronicleQueue queue, ExcerptAppender appender) {}

  /**
   * Opens a queue in an empty directory and appends the first excerpt, which makes its file.
   *
   * @param clock read once: the queue's file is named after the day of boot and never rolls
   */
  static Started start(File directory, InstantSource clock, Bytes<?> first) {
    long bootMillis = clock.millis();
    SingleChronicleQueue queue =
        SingleChronicleQueueBuilder.binary(directory)
            .rollCycle(LargeRollCycles.LARGE_DAILY)
            .timeProvider(() -> bootMillis)
            .blockSize(BLOCK_BYTES)
            .indexCount(INDEX_COUNT)
            .indexSpacing(INDEX_SPACING)
            .timeoutMS(TIMEOUT_MILLIS)
            .build();
    ExcerptAppender appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true); // The append lock lets one thread in at a time.
    appender.writeBytes(first);
    return new Started(queue, appender);
  }
}
