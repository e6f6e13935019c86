package io.writ.core.constraint;

import org.jspecify.annotations.Nullable;

/**
 * A block of addresses of one family.
 *
 * @param isV6 whether of IPv6
 * @param high the first 64 bits of an IPv6 address, else 0
 * @param low the last 64 bits of an IPv6 address, or the 32 of an IPv4 address
 * @param length of the prefix in bits; all bits behind it are zero
 */
public record IpBlock(boolean isV6, long high, long low, int length) {
  /** What a text must be, for messages. */
  public static final String FORM =
      "must be [address/length] with no bit set behind the length, not IPv4-mapped";

  /**
   * @throws IllegalArgumentException when the length is beyond the family's, a bit is set behind
   *     the prefix, or the block is one of IPv4-mapped addresses
   */
  public IpBlock {
    if (length < 0 || length > (isV6 ? 128 : 32) || (!isV6 && (high != 0 || low >>> 32 != 0))) {
      throw new IllegalArgumentException("not an address block");
    }
    int bits = isV6 ? length : 96 + length;
    if ((high & ~highMask(bits)) != 0 || (low & ~lowMask(bits)) != 0) {
      throw new IllegalArgumentException("an address block with host bits");
    }
    if (isV6 && length >= 96 && IpText.isMapped(high, low)) {
      throw new IllegalArgumentException("a block of IPv4-mapped addresses");
    }
  }

  /** The block that the text spells, {@code 10.0.0.0/8}, or null. */
  public static @Nullable IpBlock find(String text) {
    int slash = text.indexOf('/');
    int length = slash < 0 ? -1 : length(text, slash + 1);
    if (length < 0 || slash > IpText.MAX_LENGTH) {
      return null;
    }
    try {
      long v4 = IpText.v4(text, 0, slash);
      if (v4 >= 0) {
        return new IpBlock(false, 0, v4, length);
      }
      int shape = IpText.v6Shape(text, 0, slash);
      return shape < 0
          ? null
          : new IpBlock(
              true,
              IpText.v6Half(text, 0, slash, shape, 0),
              IpText.v6Half(text, 0, slash, shape, 1),
              length);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int length(String text, int from) {
    int digits = text.length() - from;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int length = 0;
    for (int i = from; i < text.length(); i++) {
      if (!Ascii.isDigit(text.charAt(i))) {
        return -1;
      }
      length = length * 10 + (text.charAt(i) - '0');
    }
    return length;
  }

  /** Whether an address of this family lies inside. */
  boolean contains(boolean isOfV6, long itsHigh, long itsLow) {
    int bits = isV6 ? length : 96 + length;
    return isOfV6 == isV6 && (itsHigh & highMask(bits)) == high && (itsLow & lowMask(bits)) == low;
  }

  /** Whether the whole other block lies inside. */
  boolean contains(IpBlock other) {
    return other.length >= length && contains(other.isV6, other.high, other.low);
  }

  private static long highMask(int bits) {
    return bits == 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
  }

  private static long lowMask(int bits) {
    return bits <= 64 ? 0 : -1L << (128 - bits);
  }

  /** The block as {@link #find} reads it; IPv6 with all eight groups, as Java prints addresses. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < (isV6 ? 8 : 4); i++) {
      if (isV6) {
        long half = i < 4 ? high : low;
        out.append(i == 0 ? "" : ":")
            .append(Long.toHexString((half >>> (16 * (3 - i % 4))) & 0xFFFF));
      } else {
        out.append(i == 0 ? "" : ".").append((low >>> (8 * (3 - i))) & 0xFF);
      }
    }
    return out.append('/').append(length).toString();
  }
}
