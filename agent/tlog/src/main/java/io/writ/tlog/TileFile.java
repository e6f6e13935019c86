package io.writ.tlog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Reads one tile's file out of a directory that someone else may have filled: no link is followed
 * below {@code t/}, and never more bytes are read than the tile has.
 */
final class TileFile {
  private TileFile() {}

  /**
   * The bytes, or null when there is no such file.
   *
   * @throws TileRefused when something of that name is not a file of the tile's length, or is
   *     reached through a link
   */
  static byte @Nullable [] find(Path t, Tile tile) throws IOException {
    Path file = t;
    BasicFileAttributes found = null;
    for (String part : tile.path().split("/", -1)) {
      if (found != null && !found.isDirectory()) {
        throw new TileRefused("not a directory: [" + t.relativize(file) + "]; restore the tiles");
      }
      file = file.resolve(part);
      found = attributes(file);
      if (found == null) {
        return null;
      }
      if (found.isSymbolicLink()) {
        throw new TileRefused("a link: [" + t.relativize(file) + "]; restore the tiles");
      }
    }
    if (found == null || !found.isRegularFile()) {
      throw new TileRefused("not a file: [" + tile.path() + "]; restore the tiles");
    }
    return read(file, tile, found.size());
  }

  /** Null when there is none. */
  static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static byte[] read(Path file, Tile tile, long found) throws IOException {
    int expected = tile.lengthBytes();
    if (found != expected) {
      throw wrongLength(tile, found);
    }
    // This stream is not interruptible, unlike the channel of the same options.
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(expected);
      if (bytes.length != expected || in.read() >= 0) {
        throw wrongLength(tile, bytes.length);
      }
      return bytes;
    }
  }

  private static TileRefused wrongLength(Tile tile, long found) {
    return new TileRefused(
        "tile ["
            + tile.path()
            + "] has ["
            + found
            + "] bytes, not ["
            + tile.lengthBytes()
            + "]; restore the tiles");
  }
}
