package io.writ.core.lineage;

/**
 * The names of a journal's files: segment n is {@code 00000000.cq4}, {@code 00000001.cq4} and so
 * on, eight decimal digits, so that the order of names is the order of segments. The same for every
 * store ({@code docs/spec/journal.md}).
 *
 * <p>A file that is prepared for segment n and holds no record yet is {@code n.reserve}: no reader
 * of {@code *.cq4} sees it, and the next boot may delete it.
 */
public final class SegmentName {
  /** What the name of every segment ends with. */
  public static final String SUFFIX = ".cq4";

  /** What the name of a file in reserve ends with. */
  public static final String RESERVE_SUFFIX = ".reserve";

  /** The highest segment number that has a name. */
  public static final long MAX = 99_999_999;

  private static final int DIGITS = 8;

  private SegmentName() {}

  /** The file name of a segment. */
  public static String of(long segment) {
    return digits(segment) + SUFFIX;
  }

  /** The file name under which a segment waits in reserve. */
  public static String reserveOf(long segment) {
    return digits(segment) + RESERVE_SUFFIX;
  }

  /** The number of the segment with this file name, or -1 when it is no such name. */
  public static long numberOf(String fileName) {
    if (fileName.length() != DIGITS + SUFFIX.length() || !fileName.endsWith(SUFFIX)) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < DIGITS; i++) {
      int digit = fileName.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static String digits(long segment) {
    if (segment < 0 || segment > MAX) {
      throw new IllegalArgumentException("[" + segment + "] is no segment number");
    }
    String digits = Long.toString(segment);
    return "0".repeat(DIGITS - digits.length()) + digits;
  }
}
