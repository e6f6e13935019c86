package io.writ.journal;

import io.writ.core.lineage.PruneStatement;
import io.writ.core.lineage.SegmentName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Forces a journal's segments, each with all before it: a record counts only with its whole past.
 * One thread uses it.
 */
final class SegmentForce implements AutoCloseable {
  private final Path directory;
  private final DiskForce disk;
  private long unforced;
  private long named = -1;
  private @Nullable RandomAccessFile open;
  private long opened = -1;

  /**
   * The segments in a directory.
   *
   * @param directory below the journal's own, which is below the root
   */
  SegmentForce(Path directory, DiskForce disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /** Forces everything up to and with what is in this segment now. */
  void through(long segment) throws IOException {
    for (long n = unforced; n <= segment; n++) {
      if (!isPruned(n, /* last= */ segment)) {
        disk.file(fileOf(n).getFD());
      }
    }
    if (named < 0) {
      Path journal = directory.resolveSibling(".").normalize();
      disk.directory(journal.resolveSibling(".").normalize());
      disk.directory(journal);
    }
    if (named < segment) {
      disk.directory(directory);
      named = segment;
    }
    unforced = segment;
  }

  /** What somebody deleted while this process ran needs no force, and must not be made again. */
  private boolean isPruned(long n, long last) {
    return n < last
        && Files.notExists(directory.resolve(SegmentName.of(n)), LinkOption.NOFOLLOW_LINKS)
        && Files.exists(directory.resolve(PruneStatement.FILE), LinkOption.NOFOLLOW_LINKS);
  }

  /** Kept open while it is the newest: an error that nobody asked for yet stays with the handle. */
  private RandomAccessFile fileOf(long segment) throws IOException {
    RandomAccessFile file = open;
    if (file == null || opened != segment) {
      close();
      file = new RandomAccessFile(directory.resolve(SegmentName.of(segment)).toFile(), "rw");
      open = file;
      opened = segment;
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    RandomAccessFile file = open;
    open = null;
    if (file != null) {
      file.close();
    }
  }
}
