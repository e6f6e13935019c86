package io.writ.core.encoding;

import java.util.Base64;

/**
 * Base64url (RFC 4648 §5) with one spelling per value: no padding, no line breaks or spaces, and
 * the bits of the last character that no byte uses are zero. The JDK's decoder lets padding and
 * those bits pass, which would give one signature several texts.
 */
public final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  /** The bytes that the text spells; the empty text spells none. */
  public static byte[] decode(String text) throws EncodingRefused {
    int length = text.length();
    int rest = length % 4;
    if (rest == 1) {
      throw new EncodingRefused("is not base64url: no bytes have this length");
    }
    byte[] out = new byte[length / 4 * 3 + (rest == 0 ? 0 : rest - 1)];
    int written = 0;
    int bits = 0;
    int count = 0;
    for (int i = 0; i < length; i++) {
      int value = valueOf(text.charAt(i));
      if (value < 0) {
        throw new EncodingRefused("is not base64url: foreign character at [" + i + "]");
      }
      bits = (bits << 6 | value) & 0xFFFF;
      count += 6;
      if (count >= 8) {
        count -= 8;
        out[written++] = (byte) (bits >> count);
      }
    }
    if ((bits & ((1 << count) - 1)) != 0) {
      throw new EncodingRefused("is not base64url: unused bits are set");
    }
    return out;
  }

  /** The one text for the bytes. */
  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  private static int valueOf(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    } else if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    } else if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    } else if (c == '-') {
      return 62;
    } else {
      return c == '_' ? 63 : -1;
    }
  }
}
