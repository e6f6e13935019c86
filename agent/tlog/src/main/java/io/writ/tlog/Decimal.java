package io.writ.tlog;

/** Whole numbers in their one spelling: ASCII digits, no sign, no leading zero. */
final class Decimal {
  /** Digits of the largest tree; 2^62 has as many. */
  private static final int MAX_DIGITS = 19;

  private Decimal() {}

  /** A number up to 2^62. */
  static long decode(String text, String what) throws NoteRefused {
    boolean isDecimal =
        text.chars().allMatch(c -> c >= '0' && c <= '9')
            && (text.startsWith("0") ? text.length() == 1 : !text.isEmpty());
    if (!isDecimal) {
      throw new NoteRefused(what + " is not a decimal number in its one spelling");
    }
    // Nineteen digits fit into an unsigned long.
    if (text.length() > MAX_DIGITS
        || Long.compareUnsigned(Long.parseUnsignedLong(text), 1L << 62) > 0) {
      throw new NoteRefused(what + " is larger than 2^62");
    }
    return Long.parseLong(text);
  }
}
