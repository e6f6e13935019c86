package io.writ.tlog;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Proofs that a leaf is in a tree, and that a tree begins with an older one: made as RFC 6962 §2.1
 * says, checked by the algorithms of RFC 9162 §2.1.3.2 and §2.1.4.2.
 *
 * <p>A proof proves something about a root. Take the sizes from the same signed checkpoint as the
 * root: an inclusion proof alone does not bind the size, one for leaf 0 of 3 also fits 4 leaves
 * with that root.
 */
public final class MerkleProofs {
  /** No tree that we read is higher, so no proof is longer; two more for consistency. */
  static final int MAX_HASHES = 64;

  private MerkleProofs() {}

  /** The hashes beside the way from a leaf to the root, the lowest first. */
  static List<byte[]> inclusion(NodeSource nodes, long index, long size) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf [" + index + "] in [" + size + "]");
    }
    List<byte[]> proof = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        proof.add(range(nodes, middle, to));
        to = middle;
      } else {
        proof.add(range(nodes, from, middle));
        from = middle;
      }
    }
    Collections.reverse(proof);
    return proof;
  }

  /** The hashes that lead from the older tree's root to the newer's; none from the empty tree. */
  static List<byte[]> consistency(NodeSource nodes, long oldSize, long size) throws IOException {
    if (oldSize < 0 || oldSize > size) {
      throw new IllegalArgumentException("no tree of [" + oldSize + "] in [" + size + "] leaves");
    }
    List<byte[]> proof = new ArrayList<>();
    if (oldSize == 0) {
      return proof;
    }
    long from = 0;
    long to = size;
    while (to != oldSize) {
      long middle = from + split(to - from);
      if (oldSize <= middle) {
        proof.add(range(nodes, middle, to));
        to = middle;
      } else {
        proof.add(range(nodes, from, middle));
        from = middle;
      }
    }
    // From leaf 0 on it is the older root itself, which the verifier has.
    if (from > 0) {
      proof.add(range(nodes, from, to));
    }
    Collections.reverse(proof);
    return proof;
  }

  /** MTH(D[from:to]), where the range is one that RFC 6962 §2.1 splits off. */
  private static byte[] range(NodeSource nodes, long from, long to) throws IOException {
    long count = to - from;
    if (Long.bitCount(count) == 1) {
      int height = Long.numberOfTrailingZeros(count);
      return nodes.node(height, from >> height);
    }
    long middle = from + split(count);
    return MerkleHash.node(range(nodes, from, middle), range(nodes, middle, to));
  }

  /** The largest power of two below a count of at least 2. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  /** Whether the proof leads from this leaf at this index to the root. Never throws. */
  public static boolean isIncluded(
      byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size || !areHashes(proof) || !areHashes(List.of(leafHash, root))) {
      return false;
    }
    long leaf = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] beside : proof) {
      if (last == 0) {
        return false;
      }
      if ((leaf & 1) == 1 || leaf == last) {
        hash = MerkleHash.node(beside, hash);
        while ((leaf & 1) == 0 && leaf != 0) {
          leaf >>= 1;
          last >>= 1;
        }
      } else {
        hash = MerkleHash.node(hash, beside);
      }
      leaf >>= 1;
      last >>= 1;
    }
    return last == 0 && MessageDigest.isEqual(hash, root);
  }

  /** Whether the proof shows that the newer tree begins with the older. Never throws. */
  public static boolean isConsistent(
      long oldSize, byte[] oldRoot, long size, byte[] root, List<byte[]> proof) {
    if (oldSize < 0 || oldSize > size || !areHashes(proof) || !areHashes(List.of(oldRoot, root))) {
      return false;
    }
    if (oldSize == 0 || oldSize == size) {
      byte[] expected = oldSize == size ? root : MerkleHash.emptyRoot();
      return proof.isEmpty()
          && MessageDigest.isEqual(oldRoot, expected)
          && (size > 0 || MessageDigest.isEqual(root, MerkleHash.emptyRoot()));
    }
    boolean isWhole = Long.bitCount(oldSize) == 1;
    if (proof.isEmpty()) {
      return false;
    }
    int shift = Long.numberOfTrailingZeros(oldSize);
    byte[] first = isWhole ? oldRoot : proof.get(0);
    List<byte[]> rest = isWhole ? proof : proof.subList(1, proof.size());
    return leadsToBoth(first, rest, (oldSize - 1) >> shift, (size - 1) >> shift, oldRoot, root);
  }

  private static boolean leadsToBoth(
      byte[] first, List<byte[]> rest, long oldLast, long newLast, byte[] oldRoot, byte[] root) {
    long old = oldLast;
    long last = newLast;
    byte[] oldHash = first;
    byte[] hash = first;
    for (byte[] beside : rest) {
      if (last == 0) {
        return false;
      }
      if ((old & 1) == 1 || old == last) {
        oldHash = MerkleHash.node(beside, oldHash);
        hash = MerkleHash.node(beside, hash);
        while ((old & 1) == 0 && old != 0) {
          old >>= 1;
          last >>= 1;
        }
      } else {
        hash = MerkleHash.node(hash, beside);
      }
      old >>= 1;
      last >>= 1;
    }
    return last == 0
        && MessageDigest.isEqual(oldHash, oldRoot)
        && MessageDigest.isEqual(hash, root);
  }

  private static boolean areHashes(List<byte[]> hashes) {
    for (byte[] hash : hashes) {
      if (hash.length != MerkleHash.LENGTH_BYTES) {
        return false;
      }
    }
    return hashes.size() <= MAX_HASHES;
  }
}
