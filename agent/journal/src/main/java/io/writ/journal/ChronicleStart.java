package io.writ.journal;

import java.io.File;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;

/**
 * Starts a queue so that it keeps to its own directory: no thread, no usage report, no banner, no
 * read of a {@code system.properties} that happens to lie in the working directory.
 *
 * <p>Chronicle takes these switches from system properties while its classes load. They are set
 * only where absent and only for that time: an application's own Chronicle must not find them.
 */
final class ChronicleStart {
  /** The longest Chronicle itself may wait for a lock that nobody else holds. */
  private static final long TIMEOUT_MILLIS = 2_000;

  private static final int BLOCK_BYTES = 64 << 20;

  private static final Map<String, String> SWITCHES =
      Map.of(
          "chronicle.analytics.disable", "true",
          "chronicle.announcer.disable", "true",
          "chronicle.disk.monitor.disable", "true",
          "queue.force.unlock.mode", "NEVER",
          "background.releaser", "false",
          "background.releaser.thread", "false",
          // Names a file that is not there, else ./ and ../ are searched for system.properties.
          "system.properties", "writ-reads-no-system.properties");

  private ChronicleStart() {}

  /** A queue and its only appender. */
  record Started(SingleChronicleQueue queue, ExcerptAppender appender) {}

  /**
   * Opens a queue in an empty directory and appends the first excerpt, which makes its file.
   *
   * @param clock read once: the queue's file is named after the day of boot and never rolls
   */
  static Started start(File directory, InstantSource clock, Bytes<?> first) {
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    Map<String, String> set = setAbsent();
    // Chronicle looks for services through the context loader: the application's, at premain.
    thread.setContextClassLoader(ChronicleStart.class.getClassLoader());
    try {
      long bootMillis = clock.millis();
      SingleChronicleQueue queue =
          SingleChronicleQueueBuilder.binary(directory)
              .rollCycle(LargeRollCycles.LARGE_DAILY)
              .timeProvider(() -> bootMillis)
              .blockSize(BLOCK_BYTES)
              .timeoutMS(TIMEOUT_MILLIS)
              .build();
      ExcerptAppender appender = queue.createAppender();
      appender.singleThreadedCheckDisabled(true); // The append lock lets one thread in at a time.
      appender.writeBytes(first);
      return new Started(queue, appender);
    } finally {
      thread.setContextClassLoader(context);
      set.keySet().forEach(System::clearProperty);
    }
  }

  private static Map<String, String> setAbsent() {
    Map<String, String> set = new LinkedHashMap<>();
    SWITCHES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
            set.put(name, value);
          }
        });
    return set;
  }
}
