package io.writ.tlog;

import java.io.IOException;

/**
 * The open tiles of all levels: leaves go in below, full tiles come out.
 *
 * <p>The writer stores what comes out and the reader compares it with what is stored, so both build
 * the tree with the same code.
 */
final class TileStack {
  /** Takes each tile when it is full, before its hash goes up to the next level. */
  interface FullTiles {
    /**
     * Takes one.
     *
     * @param hashes the tile's 8,192 bytes; they change after the call
     */
    void accept(Tile tile, byte[] hashes) throws IOException;
  }

  private final FullTiles fullTiles;
  private final OpenTile[] levels = new OpenTile[Tile.LEVELS];
  private final byte[] subtreeRoot = new byte[MerkleHash.LENGTH_BYTES];
  private long size;

  TileStack(FullTiles fullTiles) {
    this.fullTiles = fullTiles;
    for (int level = 0; level < Tile.LEVELS; level++) {
      levels[level] = new OpenTile();
    }
  }

  /** A stack as it is at this size, without what led there. */
  void restore(long restoredSize) {
    size = restoredSize;
  }

  /** The open tile of a level. */
  OpenTile level(int level) {
    return levels[level];
  }

  long size() {
    return size;
  }

  /** Appends a leaf; unusable after an exception, which leaves a full tile open. */
  void append(byte[] hashes, int at) throws IOException {
    if (size == Long.MAX_VALUE >> 1) {
      throw new IllegalStateException("the tree is full at [" + size + "] leaves");
    }
    levels[0].append(hashes, at);
    size++;
    for (int level = 0; levels[level].width() == Tile.FULL; level++) {
      OpenTile full = levels[level];
      long index = Tile.hashesAt(level, size) / Tile.FULL - 1;
      fullTiles.accept(new Tile(level, index, Tile.FULL), full.hashes());
      full.subtree().foldInto(subtreeRoot, false);
      full.clear();
      levels[level + 1].append(subtreeRoot, 0);
    }
  }

  /** The root at the present size; the state does not change. */
  byte[] root() {
    if (size == 0) {
      return MerkleHash.emptyRoot();
    }
    byte[] root = new byte[MerkleHash.LENGTH_BYTES];
    boolean isStarted = false;
    for (OpenTile level : levels) {
      isStarted = level.subtree().foldInto(root, isStarted);
    }
    return root;
  }
}
