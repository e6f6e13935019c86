package io.writ.tlog;

import io.writ.core.jws.SignatureVerifier;
import java.nio.charset.StandardCharsets;

/**
 * What a log's key and the next one sign, both the same text, when the next one takes over: the
 * origin, {@code key epoch N}, size and root of the tree so far, the vkey of the next key, each on
 * a line. The second line keeps it from being a {@link Checkpoint}.
 */
public final class KeyRotation {
  private final NoteKey from;
  private final NoteKey to;
  private final long epoch;
  private final long size;
  private final byte[] root;

  /**
   * @param epoch that begins; the key of epoch 0 is the log's first
   * @param size leaves that the key before has covered
   * @param root over them, 32 bytes, copied
   */
  public KeyRotation(NoteKey from, NoteKey to, long epoch, long size, byte[] root) {
    MerkleHash.checkLength(root);
    if (!from.name().equals(to.name()) || epoch < 1 || size < 0) {
      throw new IllegalArgumentException("no rotation of one log's key");
    }
    this.from = from;
    this.to = to;
    this.epoch = epoch;
    this.size = size;
    this.root = root.clone();
  }

  /** The key before. */
  public NoteKey from() {
    return from;
  }

  /** The next key. */
  public NoteKey to() {
    return to;
  }

  /** The epoch that begins. */
  public long epoch() {
    return epoch;
  }

  /** Leaves that the key before has covered. */
  public long size() {
    return size;
  }

  /** The root over them, a copy. */
  public byte[] root() {
    return root.clone();
  }

  /** The text to sign, as UTF-8. */
  public byte[] print() {
    String text =
        from.name()
            + "\nkey epoch "
            + epoch
            + "\n"
            + size
            + "\n"
            + Base64Text.encode(root)
            + "\n"
            + to.print()
            + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Verifies both signatures.
   *
   * @throws NoteRefused when one is not by its key
   */
  public void verify(SignatureVerifier verifier, byte[] byFrom, byte[] byTo) throws NoteRefused {
    byte[] text = print();
    if (!isSigned(verifier, from, text, byFrom)) {
      throw new NoteRefused("the rotation is not signed by the key before");
    }
    if (!isSigned(verifier, to, text, byTo)) {
      throw new NoteRefused("the rotation is not signed by the new key");
    }
  }

  private static boolean isSigned(
      SignatureVerifier verifier, NoteKey key, byte[] text, byte[] signature) {
    return verifier.verify(key.key().algorithm(), key.key().bytes(), text, signature);
  }
}
