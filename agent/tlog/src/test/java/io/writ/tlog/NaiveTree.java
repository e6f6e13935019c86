package io.writ.tlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 §2.1 word by word: what all clever code is compared with. */
final class NaiveTree implements NodeSource {
  private final List<byte[]> leafHashes;

  NaiveTree(List<byte[]> leafHashes) {
    this.leafHashes = leafHashes;
  }

  /** The first leaves of the tests' log. */
  static NaiveTree of(int size) {
    List<byte[]> hashes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      hashes.add(leafHash(i));
    }
    return new NaiveTree(hashes);
  }

  /** The entry at an index of the tests' log. */
  static byte[] entry(long index) {
    return ByteBuffer.allocate(Long.BYTES).putLong(index).array();
  }

  static byte[] leafHash(long index) {
    return MerkleHash.leaf(entry(index));
  }

  byte[] root(int size) {
    return root(0, size);
  }

  /** MTH(D[from:to]). */
  byte[] root(int from, int to) {
    if (from == to) {
      return MerkleHash.emptyRoot();
    } else if (to - from == 1) {
      return leafHashes.get(from);
    }
    int k = 1;
    while (2 * k < to - from) {
      k *= 2;
    }
    return MerkleHash.node(root(from, from + k), root(from + k, to));
  }

  @Override
  public byte[] node(int height, long index) {
    return root((int) (index << height), (int) ((index + 1) << height));
  }
}
