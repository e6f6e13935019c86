package io.writ.journal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;

/** The port through which the journal takes disk space before it needs it. */
public interface SegmentSpace {
  /**
   * Writes zeros, so that the file system has given the blocks: a later store to the mapped page
   * cannot fail for lack of space. Extends the file where needed.
   *
   * @param from first byte, inclusive
   * @param to last byte, exclusive
   */
  void reserve(File file, long from, long to) throws IOException;

  /** The real one. */
  static SegmentSpace onDisk() {
    return SegmentSpace::writeZeros;
  }

  // RandomAccessFile and not FileChannel: an interrupt closes a channel under the writer.
  private static void writeZeros(File file, long from, long to) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(file, "rw")) {
      disk.seek(from);
      for (long at = from; at < to; at += Zeros.BYTES.length) {
        disk.write(Zeros.BYTES, 0, (int) Math.min(Zeros.BYTES.length, to - at));
      }
    }
  }

  /** Kept, because an array for each step would show as bytes per record. */
  final class Zeros {
    private static final byte[] BYTES = new byte[1 << 16];

    private Zeros() {}
  }
}
