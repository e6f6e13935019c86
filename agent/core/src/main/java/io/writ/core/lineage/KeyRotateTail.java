package io.writ.core.lineage;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import java.nio.ByteBuffer;

/** What an untrusted KEY_ROTATE record says; nothing of it is verified. */
public final class KeyRotateTail {
  private final ByteBuffer record;

  private KeyRotateTail(ByteBuffer record) {
    this.record = record;
  }

  /** Whether the record has the size of a KEY_ROTATE, and zero where it must. */
  public static boolean isWhole(ByteBuffer record) {
    return record.limit() == KeyRotateLayout.BYTES && record.getInt(KeyRotateLayout.RESERVED) == 0;
  }

  /**
   * The tail of a record.
   *
   * @param record little-endian, of which {@link #isWhole} is true; valid as long as it is
   */
  public static KeyRotateTail of(ByteBuffer record) {
    return new KeyRotateTail(record);
  }

  /** The epoch that begins. */
  public long epoch() {
    return record.getInt(KeyRotateLayout.EPOCH) & 0xFFFF_FFFFL;
  }

  /** Records that are covered before. */
  public long size() {
    return record.getLong(KeyRotateLayout.SIZE);
  }

  /** The root over them, a copy. */
  public byte[] root() {
    return bytes(KeyRotateLayout.ROOT, RecordLayout.DIGEST_BYTES);
  }

  /** The key that signs from now on. */
  public PublicKey newKey() {
    int length = SignatureAlgorithm.ED25519.publicKeyLength();
    return new PublicKey(SignatureAlgorithm.ED25519, bytes(KeyRotateLayout.NEW_KEY, length));
  }

  /** The note key id of the key before. */
  public int oldKeyId() {
    return Integer.reverseBytes(record.getInt(KeyRotateLayout.OLD_KEY_ID));
  }

  /** The note key id of the new key. */
  public int newKeyId() {
    return Integer.reverseBytes(record.getInt(KeyRotateLayout.NEW_KEY_ID));
  }

  /** By the key before, a copy. */
  public byte[] oldSignature() {
    return bytes(KeyRotateLayout.OLD_SIGNATURE, SealLayout.SIGNATURE_BYTES);
  }

  /** By the new key, a copy. */
  public byte[] newSignature() {
    return bytes(KeyRotateLayout.NEW_SIGNATURE, SealLayout.SIGNATURE_BYTES);
  }

  private byte[] bytes(int at, int length) {
    byte[] copy = new byte[length];
    record.get(at, copy);
    return copy;
  }
}
