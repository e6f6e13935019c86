package io.writ.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * A bounded view of an untrusted file: nothing outside {@code [0, size)} can be asked for. It takes
 * no more memory than the file has bytes, so that many small files cost no more than one large one.
 */
final class Window {
  private static final int BYTES = 1 << 20;
  private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 16).asReadOnlyBuffer();

  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final long size;
  private long start;

  Window(FileChannel channel) throws IOException {
    this.channel = channel;
    size = channel.size();
    buffer = ByteBuffer.allocate((int) Math.min(BYTES, size)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.limit(0);
  }

  /** The file's length when it was opened. */
  long size() {
    return size;
  }

  /** The u32 at a position; the caller has checked that it is inside. */
  int intAt(long position) throws IOException {
    load(position, Integer.BYTES);
    return buffer.getInt((int) (position - start));
  }

  /** A view of bytes, valid until the next call; the caller has checked that they are inside. */
  ByteBuffer slice(long position, int lengthBytes) throws IOException {
    load(position, lengthBytes);
    return buffer.slice((int) (position - start), lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The first byte in {@code [from, to)} that is not zero, or -1. */
  long findNonZero(long from, long to) throws IOException {
    long at = from;
    while (at < to) {
      int length = (int) Math.min(ZEROS.capacity(), to - at);
      int first = slice(at, length).mismatch(ZEROS.slice(0, length));
      if (first >= 0) {
        return at + first;
      }
      at += length;
    }
    return -1;
  }

  private void load(long position, int lengthBytes) throws IOException {
    if (position >= start && position + lengthBytes <= start + buffer.limit()) {
      return;
    }
    buffer.clear();
    start = position;
    buffer.limit((int) Math.min(BYTES, size - position));
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, start + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    buffer.flip();
  }
}
