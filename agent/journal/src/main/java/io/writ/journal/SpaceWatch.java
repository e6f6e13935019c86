package io.writ.journal;

import io.writ.core.lineage.WarningField;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Warns when the journal's file system has little space left, long before calls are denied for it:
 * a line at once, and a note for whoever appends records. The thread that looks is the one that
 * makes segments; it may not append, since an append may wait for a segment.
 */
final class SpaceWatch {
  /** More than there can be unless the journal takes no records. */
  private static final int MAX_NOTES = 16;

  private final Path directory;
  private final JournalDisk disk;
  private final Consumer<String> complaints;
  private final Queue<Map<String, String>> notes = new ArrayBlockingQueue<>(MAX_NOTES);

  /** Of the looking thread alone. */
  private boolean isLow;

  /**
   * @param directory the journal's
   */
  SpaceWatch(Path directory, JournalDisk disk, Consumer<String> complaints) {
    this.directory = directory;
    this.disk = disk;
    this.complaints = complaints;
  }

  /** Looks once. What cannot be seen is no reason to deny anything. */
  void look() {
    long watermark = disk.warnBytes();
    if (watermark == 0) {
      return;
    }
    long free;
    try {
      free = disk.free().usableBytes(directory);
    } catch (IOException | RuntimeException e) {
      return; // The next look may succeed; a disk that is full will say so by itself.
    }
    if (!isLow && free < watermark) {
      isLow = true;
      tell(WarningField.SPACE_LOW, free, watermark);
      complaints.accept(
          "writ: journal ["
              + directory
              + "]: ["
              + mib(free)
              + " MiB] are free there, fewer than [journal.space.warn="
              + mib(watermark)
              + "]; make room: when there is none, every governed call is denied");
    } else if (isLow && free > watermark + watermark / 4) {
      isLow = false;
      tell(WarningField.SPACE_BACK, free, watermark);
      complaints.accept(
          "writ: journal [" + directory + "]: [" + mib(free) + " MiB] are free there again");
    }
  }

  /** What is to be recorded next; null when nothing is. */
  @Nullable Map<String, String> next() {
    return notes.peek();
  }

  /** What {@link #next} gave is recorded. */
  void recorded() {
    Map<String, String> ignored = notes.poll();
  }

  private void tell(String what, long free, long watermark) {
    Map<String, String> note = new LinkedHashMap<>();
    note.put(WarningField.WHAT.key(), what);
    note.put(WarningField.FREE_BYTES.key(), Long.toString(free));
    note.put(WarningField.WATERMARK_BYTES.key(), Long.toString(watermark));
    note.put(WarningField.PATH.key(), directory.toString());
    boolean ignored = notes.offer(note);
  }

  private static long mib(long bytes) {
    return bytes >> 20;
  }
}
