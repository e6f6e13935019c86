package io.writ.tlog;

import java.util.Locale;

/**
 * The place of one tile (C2SP tlog-tiles, "Merkle Tree").
 *
 * @param level 0 to 7; a hash at level l stands for 256^l leaves
 * @param index among the tiles of the level
 * @param width hashes in it, 1 to 256; below 256 the tile is partial
 */
record Tile(int level, long index, int width) {
  /** Hashes in a full tile. */
  static final int FULL = 256;

  /** Levels of a tree of up to 2^62 leaves. */
  static final int LEVELS = 8;

  Tile {
    if (level < 0 || level >= LEVELS || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no tile: [" + level + "/" + index + "." + width + "]");
    }
  }

  /** The tile of a tree that begins at this index of its level: full, or partial at the edge. */
  static Tile of(int level, long index, long treeSize) {
    return new Tile(level, index, (int) Math.min(FULL, hashesAt(level, treeSize) - index * FULL));
  }

  /** Hashes that a tree has at a level. */
  static long hashesAt(int level, long treeSize) {
    return treeSize >> (8 * level);
  }

  boolean isFull() {
    return width == FULL;
  }

  int lengthBytes() {
    return width * MerkleHash.LENGTH_BYTES;
  }

  /** The full tile of the same place. */
  Tile full() {
    return new Tile(level, index, FULL);
  }

  /**
   * The path below {@code t/}, with {@code /} between its parts: the index in groups of three
   * digits, all but the last after an {@code x}, so that no name is a file and a directory.
   */
  String path() {
    String path = "tile/" + level + "/" + indexPath(index);
    return isFull() ? path : path + ".p/" + width;
  }

  private static String indexPath(long index) {
    String path = String.format(Locale.ROOT, "%03d", index % 1000);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      path = String.format(Locale.ROOT, "x%03d/", rest % 1000) + path;
    }
    return path;
  }
}
