package io.writ.core.encoding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 as the JDK computed it when this class was loaded, which is before any application.
 *
 * <p>Asking again would ask the providers that are installed then. One that the application put
 * first could say the same of every chain, and would run inside the check.
 */
public final class Sha256 {
  /** Never updated: every use begins with a clone. */
  private static final MessageDigest EMPTY = find();

  private Sha256() {}

  /** The 32 bytes. */
  public static byte[] of(byte[] bytes) {
    return begin().digest(bytes);
  }

  /** Over the ASCII bytes of a text. */
  public static byte[] ofAscii(String text) {
    return of(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A digest of nothing yet; it can be cloned. */
  public static MessageDigest begin() {
    try {
      return (MessageDigest) EMPTY.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's SHA-256 cannot be cloned", e);
    }
  }

  private static MessageDigest find() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform must have it (java.security.MessageDigest); without it nothing is
      // valid.
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
