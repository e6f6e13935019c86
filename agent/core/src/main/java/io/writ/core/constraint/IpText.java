package io.writ.core.constraint;

/**
 * Numeric addresses in text, read in one strict way and without allocation. {@code InetAddress} is
 * not asked: it resolves what it does not take for an address, and takes {@code 127.1} for one.
 *
 * <p>IPv4 is four decimal numbers without leading zeros. IPv6 is the text of RFC 4291 section 2.2
 * in any of its three forms, without a zone.
 */
final class IpText {
  /** The longest text of an address: six groups and a dotted quad. */
  static final int MAX_LENGTH = 45;

  private static final int GROUPS = 8;

  private IpText() {}

  /** The IPv4 address in the characters from {@code from} to before {@code to}, or -1. */
  static long v4(String text, int from, int to) {
    long address = 0;
    int at = from;
    for (int part = 0; part < 4; part++) {
      int start = at;
      int value = 0;
      while (at < to && at - start < 3 && Ascii.isDigit(text.charAt(at))) {
        value = value * 10 + (text.charAt(at) - '0');
        at++;
      }
      boolean hasLeadingZero = at - start > 1 && text.charAt(start) == '0';
      if (at == start || value > 255 || hasLeadingZero) {
        return -1;
      }
      address = address << 8 | value;
      if (part < 3 && (at == to || text.charAt(at++) != '.')) {
        return -1;
      }
    }
    return at == to ? address : -1;
  }

  /**
   * Where an IPv6 address leaves out zeros: how many groups stand before {@code ::}, times 16, plus
   * how many groups are written. Groups before are 8 when nothing is left out. -1 when the
   * characters are no IPv6 address.
   */
  static int v6Shape(String text, int from, int to) {
    int at = from;
    int groups = 0;
    int gap = GROUPS;
    if (at < to && text.charAt(at) == ':') {
      at++; // Only as the first half of "::", which the loop sees then.
      if (at == to || text.charAt(at) != ':') {
        return -1;
      }
    }
    while (at < to) {
      if (text.charAt(at) == ':') {
        if (gap < GROUPS || groups == GROUPS) {
          return -1;
        }
        gap = groups;
        at++;
        continue;
      }
      int end = groupEnd(text, at, to);
      if (end < to && text.charAt(end) == '.') {
        return v4(text, at, to) < 0 ? -1 : shape(gap, groups + 2);
      }
      groups++;
      if (end == at || groups > GROUPS || (end < to && text.charAt(end) != ':')) {
        return -1;
      }
      if (end + 1 == to) {
        return -1; // A single colon at the end.
      }
      at = end + 1;
    }
    return shape(gap, groups);
  }

  private static int shape(int gap, int groups) {
    boolean isWhole = gap == GROUPS ? groups == GROUPS : groups < GROUPS;
    return isWhole ? gap << 4 | groups : -1;
  }

  /**
   * One half of an IPv6 address.
   *
   * @param shape what {@link #v6Shape} answered for these characters
   * @param half 0 for the first 64 bits, 1 for the last
   */
  static long v6Half(String text, int from, int to, int shape, int half) {
    int gap = shape >> 4;
    int zeros = GROUPS - (shape & 15);
    long bits = 0;
    int group = 0;
    int at = from;
    while (at < to) {
      if (text.charAt(at) == ':') {
        at++;
        continue;
      }
      int end = groupEnd(text, at, to);
      int place = group < gap ? group : group + zeros;
      if (end < to && text.charAt(end) == '.') {
        return half == 1 ? bits | v4(text, at, to) : bits;
      }
      if (place >> 2 == half) {
        bits |= hex(text, at, end) << (16 * (3 - (place & 3)));
      }
      group++;
      at = end;
    }
    return bits;
  }

  /** Whether these halves are an IPv4-mapped address: an IPv4 address in a second spelling. */
  static boolean isMapped(long high, long low) {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  private static int groupEnd(String text, int from, int to) {
    int end = from;
    while (end < to && end - from < 4 && Ascii.hexValue(text.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private static long hex(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value << 4 | Ascii.hexValue(text.charAt(i));
    }
    return value;
  }

  /** Whether the text is a numeric address, and not an IPv4 one in the clothes of IPv6. */
  static boolean isAddress(String text) {
    int length = text.length();
    if (length > MAX_LENGTH) {
      return false;
    }
    if (v4(text, 0, length) >= 0) {
      return true;
    }
    int shape = v6Shape(text, 0, length);
    return shape >= 0
        && !isMapped(v6Half(text, 0, length, shape, 0), v6Half(text, 0, length, shape, 1));
  }
}
