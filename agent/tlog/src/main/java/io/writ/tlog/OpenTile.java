package io.writ.tlog;

/** The tile at the right edge of one level, while it fills. */
final class OpenTile {
  private final byte[] hashes = new byte[Tile.FULL * MerkleHash.LENGTH_BYTES];
  private final MerkleFrontier subtree = new MerkleFrontier();

  void append(byte[] from, int at) {
    System.arraycopy(from, at, hashes, width() * MerkleHash.LENGTH_BYTES, MerkleHash.LENGTH_BYTES);
    subtree.append(from, at);
  }

  /** Hashes in it, 0 to 256. */
  int width() {
    return (int) subtree.size();
  }

  /** The hashes one after the other, {@link #width()} of them; not a copy. */
  byte[] hashes() {
    return hashes;
  }

  MerkleFrontier subtree() {
    return subtree;
  }

  void clear() {
    subtree.clear();
  }
}
