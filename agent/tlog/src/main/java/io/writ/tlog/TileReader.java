package io.writ.tlog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the tree of one size out of a directory that nobody vouches for (C2SP tlog-tiles).
 *
 * <p>Nothing that it returns is true by itself. {@link #root()} is what all leaf hashes give; when
 * a checkpoint signs the same, the files were whole while it read. A single hash or proof is
 * checked against the checkpoint with {@link MerkleProofs}. Memory is bounded by a tile per level;
 * each call reads the files anew. For one thread.
 */
public final class TileReader {
  private final Path t;
  private final long size;

  /**
   * @param t the directory that holds {@code tile/}
   * @param size leaves, as a checkpoint says
   */
  public TileReader(Path t, long size) {
    if (size < 0 || size > Long.MAX_VALUE >> 1) {
      throw new IllegalArgumentException("no tree has [" + size + "] leaves");
    }
    this.t = t;
    this.size = size;
  }

  /** Leaves. */
  public long size() {
    return size;
  }

  /**
   * The root that the tiles of level 0 give, every tile above them compared with those below it.
   *
   * @throws TileRefused when a tile is missing, is no file of its length, or is not what the tiles
   *     below it give
   */
  public byte[] root() throws IOException {
    TileStack stack = new TileStack(this::compare);
    for (long index = 0; index * Tile.FULL < size; index++) {
      Tile tile = Tile.of(0, index, size);
      byte[] hashes = read(tile);
      for (int i = 0; i < tile.width(); i++) {
        stack.append(hashes, i * MerkleHash.LENGTH_BYTES);
      }
    }
    for (int level = 1; level < Tile.LEVELS; level++) {
      OpenTile open = stack.level(level);
      if (open.width() > 0) {
        compare(Tile.of(level, Tile.hashesAt(level, size) / Tile.FULL, size), open.hashes());
      }
    }
    return stack.root();
  }

  private void compare(Tile tile, byte[] expected) throws IOException {
    if (tile.level() == 0) {
      return;
    }
    int differs =
        Arrays.mismatch(read(tile), 0, tile.lengthBytes(), expected, 0, tile.lengthBytes());
    if (differs >= 0) {
      throw new TileRefused(
          "tile ["
              + tile.path()
              + "] is not what the tiles below it give, at hash ["
              + differs / MerkleHash.LENGTH_BYTES
              + "]; restore the tiles");
    }
  }

  /** The hash of a leaf, as its tile says. */
  public byte[] leafHash(long index) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf [" + index + "] in [" + size + "]");
    }
    return node(0, index);
  }

  /** A proof that the leaf is in this tree (RFC 6962 §2.1.1). */
  public List<byte[]> inclusionProof(long index) throws IOException {
    return MerkleProofs.inclusion(this::node, index, size);
  }

  /** A proof that this tree begins with the older one (RFC 6962 §2.1.2). */
  public List<byte[]> consistencyProof(long oldSize) throws IOException {
    return MerkleProofs.consistency(this::node, oldSize, size);
  }

  /** {@link NodeSource#node}: one tile holds all that the subtree needs. */
  byte[] node(int height, long index) throws IOException {
    int level = height / 8;
    int heightInTile = height % 8;
    long first = index << heightInTile;
    Tile tile = Tile.of(level, first / Tile.FULL, size);
    int from = (int) (first % Tile.FULL);
    byte[] hashes = read(tile);
    MerkleFrontier subtree = new MerkleFrontier();
    for (int i = from; i < from + (1 << heightInTile); i++) {
      subtree.append(hashes, i * MerkleHash.LENGTH_BYTES);
    }
    return subtree.root();
  }

  /** A tile of this tree; where the log went on, a partial one is the beginning of the full one. */
  byte[] read(Tile tile) throws IOException {
    byte[] found = TileFile.find(t, tile);
    if (found == null && !tile.isFull()) {
      found = TileFile.find(t, tile.full());
    }
    if (found == null) {
      throw new TileRefused("tile [" + tile.path() + "] is missing; restore the tiles");
    }
    return Arrays.copyOf(found, tile.lengthBytes());
  }
}
