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

  static boolean isEncrypted(char[] pem) {
    return startsWith(pem, start(pem), begin(ENCRYPTED));
  }

  /** The DER that the text holds under the label. No copy of the text is left behind. */
  static byte[] decode(char[] pem, String label) throws KeyRefused {
    String begin = begin(label);
    String end = end(label);
    int from = start(pem);
    int to = pem.length;
    while (to > from && Character.isWhitespace(pem[to - 1])) {
      to--;
    }
    if (to - from > MAX_CHARS
        || to - from < begin.length() + end.length()
        || !startsWith(pem, from, begin)
        || !startsWith(pem, to - end.length(), end)) {
      throw notPem(pem, from);
    }
    byte[] base64 = new byte[to - from];
    int length = 0;
    for (int i = from + begin.length(); i < to - end.length(); i++) {
      if (" \t\r\n".indexOf(pem[i]) < 0) {
        base64[length++] = (byte) (pem[i] > 0x7f ? '?' : pem[i]);
      }
    }
    byte[] exact = Arrays.copyOf(base64, length);
    Arrays.fill(base64, (byte) 0);
    try {
      return Base64.getDecoder().decode(exact);
    } catch (IllegalArgumentException e) {
      // Its message quotes a character of the key.
      throw new KeyRefused("not a well-formed PKCS#8 private key");
    } finally {
      Arrays.fill(exact, (byte) 0);
    }
  }

  private static int start(char[] pem) {
    int start = 0;
    while (start < pem.length && Character.isWhitespace(pem[start])) {
      start++;
    }
    return start;
  }

  private static boolean startsWith(char[] text, int at, String prefix) {
    if (at < 0 || text.length - at < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (text[at + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static KeyRefused notPem(char[] pem, int from) {
    String problem = "not a PKCS#8 PEM private key [BEGIN PRIVATE KEY]";
    boolean isOlder =
        startsWith(pem, from, "-----BEGIN EC P") || startsWith(pem, from, "-----BEGIN RSA P");
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
