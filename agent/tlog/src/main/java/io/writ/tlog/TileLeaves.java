package io.writ.tlog;

import java.io.IOException;
import java.util.Arrays;

/**
 * The leaf hashes of one tree, as its tiles say; a tile that holds the next one too is read once.
 * Nothing of it is true before {@link TileReader#root()} gave what a checkpoint signs.
 */
public final class TileLeaves {
  private final TileReader tiles;
  private long index = -1;
  private byte[] hashes = new byte[0];

  /** The leaves of this tree. */
  public TileLeaves(TileReader tiles) {
    this.tiles = tiles;
  }

  /**
   * One of them.
   *
   * @throws TileRefused when there is no such leaf, or no good tile of it
   */
  public byte[] hash(long leaf) throws IOException {
    if (leaf < 0 || leaf >= tiles.size()) {
      throw new TileRefused("no leaf [" + leaf + "] in [" + tiles.size() + "]");
    }
    if (leaf / Tile.FULL != index) {
      hashes = tiles.read(Tile.of(0, leaf / Tile.FULL, tiles.size()));
      index = leaf / Tile.FULL;
    }
    int at = (int) (leaf % Tile.FULL) * MerkleHash.LENGTH_BYTES;
    return Arrays.copyOfRange(hashes, at, at + MerkleHash.LENGTH_BYTES);
  }
}
