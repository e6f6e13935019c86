package io.writ.tlog;

import io.writ.core.encoding.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The complete subtrees on the right edge of a growing Merkle tree, one for each bit of its size:
 * all that is needed to append and to say the root (RFC 6962 §2.1).
 *
 * <p>Appending hashes once for each trailing one bit of the size, so once on average, and does not
 * allocate. For one thread.
 */
public final class MerkleFrontier {
  private static final int HEIGHTS = 63;

  private final MessageDigest sha256 = Sha256.begin();

  /** At 32·h the root of the complete subtree of 2^h leaves; valid where bit h of the size is 1. */
  private final byte[] subtrees = new byte[HEIGHTS * MerkleHash.LENGTH_BYTES];

  private final byte[] carry = new byte[MerkleHash.LENGTH_BYTES];
  private long size;

  /** A tree without leaves. */
  public MerkleFrontier() {}

  /**
   * Appends one leaf.
   *
   * @throws IllegalArgumentException when the hash is not 32 bytes long
   * @throws IllegalStateException when the tree has 2^62 leaves
   */
  public void append(byte[] leafHash) {
    MerkleHash.checkLength(leafHash);
    append(leafHash, 0);
  }

  void append(byte[] hashes, int at) {
    if (size == 1L << (HEIGHTS - 1)) {
      throw new IllegalStateException("the tree is full at [" + size + "] leaves");
    }
    System.arraycopy(hashes, at, carry, 0, MerkleHash.LENGTH_BYTES);
    int height = 0;
    for (; (size >> height & 1) == 1; height++) {
      MerkleHash.node(sha256, subtrees, atHeight(height), carry, 0, carry, 0);
    }
    System.arraycopy(carry, 0, subtrees, atHeight(height), MerkleHash.LENGTH_BYTES);
    size++;
  }

  /** Leaves. */
  public long size() {
    return size;
  }

  /** The root of the tree of the present size; the state does not change. */
  public byte[] root() {
    if (size == 0) {
      return MerkleHash.emptyRoot();
    }
    byte[] root = new byte[MerkleHash.LENGTH_BYTES];
    foldInto(root, false);
    return root;
  }

  /**
   * Puts this tree's subtrees to the left of what was folded so far: a frontier of frontiers is
   * folded from its lowest level to its highest.
   *
   * @param started whether the bytes hold the hash of what stands to the right
   * @return whether they do now
   */
  boolean foldInto(byte[] folded, boolean started) {
    boolean isStarted = started;
    for (int height = 0; height < HEIGHTS; height++) {
      if ((size >> height & 1) == 0) {
        continue;
      }
      if (isStarted) {
        MerkleHash.node(sha256, subtrees, atHeight(height), folded, 0, folded, 0);
      } else {
        System.arraycopy(subtrees, atHeight(height), folded, 0, MerkleHash.LENGTH_BYTES);
        isStarted = true;
      }
    }
    return isStarted;
  }

  /** Forgets all leaves. */
  void clear() {
    size = 0;
    Arrays.fill(subtrees, (byte) 0);
  }

  private static int atHeight(int height) {
    return height * MerkleHash.LENGTH_BYTES;
  }
}
