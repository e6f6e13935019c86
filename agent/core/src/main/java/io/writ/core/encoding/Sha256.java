package io.writ.core.encoding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as the JDK computes it. */
public final class Sha256 {
  private Sha256() {}

  /** The 32 bytes. */
  public static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform must have it (java.security.MessageDigest); without it nothing is
      // valid.
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  /** Over the ASCII bytes of a text. */
  public static byte[] ofAscii(String text) {
    return of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
