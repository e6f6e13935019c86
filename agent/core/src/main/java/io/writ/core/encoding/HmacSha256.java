package io.writ.core.encoding;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) under one key, over a digest that the caller has. Computing allocates
 * nothing, and asks no provider that an application may have installed.
 */
public final class HmacSha256 {
  /** Of a result. */
  public static final int LENGTH_BYTES = 32;

  private static final int BLOCK_BYTES = 64;

  private final byte[] inner = new byte[BLOCK_BYTES];
  private final byte[] outer = new byte[BLOCK_BYTES];

  /**
   * @param key at most 64 bytes; not kept
   */
  public HmacSha256(byte[] key) {
    if (key.length > BLOCK_BYTES) {
      throw new IllegalArgumentException("a key of [" + key.length + "] bytes, at most 64 fit");
    }
    Arrays.fill(inner, (byte) 0x36);
    Arrays.fill(outer, (byte) 0x5C);
    for (int i = 0; i < key.length; i++) {
      inner[i] ^= key[i];
      outer[i] ^= key[i];
    }
  }

  /** Begins a message; update the digest with it. */
  public void begin(MessageDigest sha256) {
    sha256.reset();
    sha256.update(inner);
  }

  /** Ends the message that {@link #begin} began. */
  public void finish(MessageDigest sha256, byte[] to, int at) throws DigestException {
    sha256.digest(to, at, LENGTH_BYTES);
    sha256.update(outer);
    sha256.update(to, at, LENGTH_BYTES);
    sha256.digest(to, at, LENGTH_BYTES);
  }

  /** Of one message. */
  public byte[] of(byte[] message) {
    MessageDigest sha256 = Sha256.begin();
    begin(sha256);
    sha256.update(message);
    byte[] result = new byte[LENGTH_BYTES];
    try {
      finish(sha256, result, 0);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes are room for a SHA-256", e);
    }
    return result;
  }
}
