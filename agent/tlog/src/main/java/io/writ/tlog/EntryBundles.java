package io.writ.tlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the entries of a log below {@code t/tile/entries} (C2SP tlog-tiles, "Log Entries"), for
 * readers that have the log and nothing else: up to 256 entries a file, each behind its length as
 * big-endian u16.
 */
public final class EntryBundles {
  private static final int MAX_BYTES = 0xFFFF;
  private static final String LEAVES = "tile/0/";

  private final Path t;
  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
  private long size;

  /** Bundles of an empty log. */
  public EntryBundles(Path t) {
    this.t = t;
  }

  /**
   * Adds the next entry; every 256th writes a file.
   *
   * @param entry read from its position to its limit
   * @throws IllegalArgumentException when it has more than 65,535 bytes
   */
  public void append(ByteBuffer entry) throws IOException {
    int length = entry.remaining();
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException("an entry of [" + length + "] bytes");
    }
    byte[] bytes = new byte[length];
    entry.get(bytes);
    bundle.write(length >>> 8);
    bundle.write(length);
    bundle.writeBytes(bytes);
    size++;
    if (size % Tile.FULL == 0) {
      write();
    }
  }

  /** Writes the last bundle, when it is not full. */
  public void finish() throws IOException {
    if (size % Tile.FULL != 0) {
      write();
    }
  }

  private void write() throws IOException {
    String path = Tile.of(0, (size - 1) / Tile.FULL, size).path();
    Path file = t.resolve("tile/entries/" + path.substring(LEAVES.length()));
    Path directory = file.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.write(file, bundle.toByteArray());
    bundle.reset();
  }
}
