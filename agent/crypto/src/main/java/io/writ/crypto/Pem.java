package io.writ.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** The textual encoding of keys (RFC 7468), one object per text, strictly read. */
final class Pem {
  static final String PLAIN = "PRIVATE KEY";
  static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  /** An ML-DSA key with its expanded form, encrypted, has about 5,600. */
  private static final int MAX_CHARS = 16 * 1024;

  private Pem() {}

  static boolean isEncrypted(String pem) {
    return pem.strip().startsWith(begin(ENCRYPTED));
  }

  /** The DER that the text holds under the label. */
  static byte[] decode(String pem, String label) throws KeyRefused {
    String text = pem.strip();
    String begin = begin(label);
    String end = end(label);
    if (text.length() > MAX_CHARS
        || text.length() < begin.length() + end.length()
        || !text.startsWith(begin)
        || !text.endsWith(end)) {
      throw notPem(text);
    }
    byte[] base64 =
        text.substring(begin.length(), text.length() - end.length())
            .replaceAll("[ \t\r\n]", "")
            .getBytes(StandardCharsets.ISO_8859_1);
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Its message quotes a character of the key.
      throw new KeyRefused("not a well-formed PKCS#8 private key");
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  private static KeyRefused notPem(String text) {
    String problem = "not a PKCS#8 PEM private key [BEGIN PRIVATE KEY]";
    boolean isOlder = text.startsWith("-----BEGIN EC P") || text.startsWith("-----BEGIN RSA P");
    return new KeyRefused(isOlder ? problem + "; convert it with [openssl pkcs8 -topk8]" : problem);
  }

  /** The text, with a newline at its end. */
  static String encode(String label, byte[] der) {
    byte[] base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(der);
    try {
      String body = new String(base64, StandardCharsets.ISO_8859_1);
      return begin(label) + "\n" + body + "\n" + end(label) + "\n";
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  private static String begin(String label) {
    return "-----BEGIN " + label + "-----";
  }

  private static String end(String label) {
    return "-----END " + label + "-----";
  }
}
