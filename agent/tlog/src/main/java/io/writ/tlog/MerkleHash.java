package io.writ.tlog;

import io.writ.core.encoding.Sha256;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * The two hashes of a Merkle tree (RFC 6962 §2.1): of a leaf, and of a node over two.
 *
 * <p>Their inputs begin with different bytes. Without that, the 64 bytes below a node could be
 * presented as an entry, and one root would stand for two logs.
 */
public final class MerkleHash {
  /** Bytes of every hash. */
  public static final int LENGTH_BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private MerkleHash() {}

  /** The root of the tree without leaves: SHA-256 of nothing. */
  public static byte[] emptyRoot() {
    return Sha256.of(new byte[0]);
  }

  /** The hash of an entry as leaf. */
  public static byte[] leaf(byte[] entry) {
    byte[] to = new byte[LENGTH_BYTES];
    leaf(Sha256.begin(), ByteBuffer.wrap(entry), to);
    return to;
  }

  /**
   * Hashes an entry as leaf without allocating.
   *
   * @param sha256 of nothing yet; left so
   * @param entry read from its position to its limit, which then is its position
   * @param to the first 32 bytes are overwritten
   */
  public static void leaf(MessageDigest sha256, ByteBuffer entry, byte[] to) {
    sha256.update(LEAF);
    sha256.update(entry);
    digest(sha256, to, 0);
  }

  /** The hash of a node over two hashes. */
  public static byte[] node(byte[] left, byte[] right) {
    checkLength(left);
    checkLength(right);
    byte[] to = new byte[LENGTH_BYTES];
    node(Sha256.begin(), left, 0, right, 0, to, 0);
    return to;
  }

  /** Hashes a node without allocating; the target may be one of the sources. */
  static void node(
      MessageDigest sha256,
      byte[] left,
      int leftAt,
      byte[] right,
      int rightAt,
      byte[] to,
      int toAt) {
    sha256.update(NODE);
    sha256.update(left, leftAt, LENGTH_BYTES);
    sha256.update(right, rightAt, LENGTH_BYTES);
    digest(sha256, to, toAt);
  }

  /** A caller's mistake, never input: input is measured where it is read. */
  static void checkLength(byte[] hash) {
    if (hash.length != LENGTH_BYTES) {
      throw new IllegalArgumentException("a hash of [" + hash.length + "] bytes, not 32");
    }
  }

  private static void digest(MessageDigest sha256, byte[] to, int at) {
    try {
      sha256.digest(to, at, LENGTH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 does not fit into 32 bytes", e);
    }
  }
}
