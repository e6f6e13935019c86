package io.writ.core.constraint;

/**
 * Host names in ASCII: labels of letters, digits and hyphens (RFC 1123 section 2.1), of 1 to 63
 * characters, no hyphen at either end; at most 253 characters; no trailing dot.
 *
 * <p>The last label is no number, decimal or {@code 0x} and hexadecimal: what ends in one is an
 * IPv4 address to some resolver ({@code 127.1}, {@code 0x7f000001}).
 */
final class HostName {
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  private HostName() {}

  /** Whether the characters from {@code from} to before {@code to} are a host name. */
  static boolean isHostName(String text, int from, int to) {
    if (to - from > MAX_NAME) {
      return false;
    }
    int start = from;
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '.') {
        if (!isLabel(text, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return isLabel(text, start, to) && !isNumber(text, start, to);
  }

  private static boolean isLabel(String text, int from, int to) {
    if (to <= from || to - from > MAX_LABEL) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!Ascii.isLetter(text.charAt(i))
          && !Ascii.isDigit(text.charAt(i))
          && text.charAt(i) != '-') {
        return false;
      }
    }
    return text.charAt(from) != '-' && text.charAt(to - 1) != '-';
  }

  private static boolean isNumber(String label, int from, int to) {
    boolean isHex =
        to - from >= 2 && label.charAt(from) == '0' && (label.charAt(from + 1) | 0x20) == 'x';
    for (int i = isHex ? from + 2 : from; i < to; i++) {
      char c = label.charAt(i);
      if (isHex ? Ascii.hexValue(c) < 0 : !Ascii.isDigit(c)) {
        return false;
      }
    }
    return true;
  }
}
