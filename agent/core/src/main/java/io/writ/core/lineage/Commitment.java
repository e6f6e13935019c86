package io.writ.core.lineage;

import io.writ.core.encoding.HmacSha256;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * What a DECISION says of all arguments without showing them: HMAC-SHA256 over the execution id,
 * high then low, little-endian, as salt, and {@link ArgumentBytes}. Who has the key and knows the
 * values can prove them; nobody else can try values out.
 */
public final class Commitment {
  private Commitment() {}

  /** Writes the 32 bytes at {@code at}. */
  public static void compute(
      HmacSha256 key,
      MessageDigest sha256,
      long executionHigh,
      long executionLow,
      ArgumentBytes arguments,
      byte[] to,
      int at)
      throws DigestException {
    key.begin(sha256);
    salt(executionHigh, to, at);
    salt(executionLow, to, at + Long.BYTES);
    sha256.update(to, at, 2 * Long.BYTES);
    sha256.update(arguments.bytes(), 0, arguments.length());
    key.finish(sha256, to, at);
  }

  private static void salt(long value, byte[] to, int at) {
    for (int i = 0; i < Long.BYTES; i++) {
      to[at + i] = (byte) (value >>> (Byte.SIZE * i));
    }
  }
}
