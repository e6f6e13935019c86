package io.writ.journal;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.SegmentName;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Plain files with the same excerpts: two writes per record, the body and then the header that
 * commits it. For a JVM in which no mapped memory may be touched; needs nothing but {@code
 * java.base}.
 *
 * <p>RandomAccessFile and not FileChannel: an interrupt closes a channel under the writer.
 */
final class FileStore implements RecordStore {
  private final Path directory;
  private final byte[] header = new byte[ExcerptHeader.BYTES];
  private volatile long segment;
  private @Nullable RandomAccessFile open;
  private long end;

  FileStore(Path directory) {
    this.directory = directory;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public void append(byte[] record, int length) throws IOException {
    RandomAccessFile disk = open;
    if (disk == null) {
      throw new IOException("not open");
    }
    disk.seek(end + ExcerptHeader.BYTES);
    disk.write(record, 0, length);
    RecordEncoder.putInt(header, 0, length);
    disk.seek(end);
    disk.write(header);
    end += ExcerptHeader.BYTES + length;
  }

  @Override
  public void roll(long newSegment) throws IOException {
    release();
    open = new RandomAccessFile(directory.resolve(SegmentName.of(newSegment)).toFile(), "rw");
    segment = newSegment;
    end = 0;
  }

  @Override
  public long usedBytes() {
    return end;
  }

  @Override
  public File file() {
    return directory.resolve(SegmentName.of(segment)).toFile();
  }

  @Override
  public void release() {
    RandomAccessFile disk = open;
    open = null;
    if (disk != null) {
      try {
        disk.close();
      } catch (IOException e) {
        return; // What was written is in the page cache; a force asks through its own handle.
      }
    }
  }
}
