package io.writ.core.encoding;

import java.math.BigDecimal;

/**
 * JSON numbers without loss. A whole number stays within ±(2^53 − 1), the range in which every JSON
 * parser agrees; a fraction keeps every digit that was written, so that money is never rounded.
 */
public final class JsonNumber {
  /** The largest whole number, 2^53 − 1. */
  public static final long MAX_WHOLE = (1L << 53) - 1;

  /** Digits of a number with a fraction or an exponent, before and after the point together. */
  public static final int MAX_DIGITS = 40;

  /** The largest exponent, either sign. */
  public static final int MAX_EXPONENT = 40;

  /** Numbers below ten to this power are within the bound without comparing. */
  private static final int SAFE_POWER = 15;

  private static final BigDecimal BOUND = BigDecimal.valueOf(MAX_WHOLE);

  private JsonNumber() {}

  /**
   * The number that the characters from {@code start} to {@code end} spell. Read digit by digit: an
   * array of small numbers is the cheapest way to make a reader work, so each costs little.
   */
  static JsonValue read(String text, int start, int end) throws EncodingRefused {
    if (end - start > MAX_DIGITS + 8) {
      throw new EncodingRefused("a number has more than [" + MAX_DIGITS + "] digits");
    }
    int integer = text.charAt(start) == '-' ? start + 1 : start;
    int integerEnd = digits(text, integer, end);
    int integerDigits = integerEnd - integer;
    // A leading zero stands alone.
    boolean isSpelt = integerDigits == 1 || (integerDigits > 1 && text.charAt(integer) != '0');
    int at = integerEnd;
    int fractionDigits = 0;
    if (at < end && text.charAt(at) == '.') {
      int fractionEnd = digits(text, at + 1, end);
      fractionDigits = fractionEnd - at - 1;
      isSpelt &= fractionDigits > 0;
      at = fractionEnd;
    }
    int exponent = at;
    int exponentDigits = 0;
    if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      boolean isSigned = at + 1 < end && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-');
      exponent = isSigned ? at + 2 : at + 1;
      at = digits(text, exponent, end);
      exponentDigits = at - exponent;
      isSpelt &= exponentDigits > 0;
    }
    if (!isSpelt || at != end) {
      throw new EncodingRefused("a number is not spelt as JSON wants it");
    }
    if (at == integerEnd) {
      return new JsonValue.Whole(whole(text, start, integer, end));
    }
    if (integerDigits + fractionDigits > MAX_DIGITS) {
      throw new EncodingRefused("a number has more than [" + MAX_DIGITS + "] digits");
    }
    if (exponentDigits > 2
        || (exponentDigits > 0 && Integer.parseInt(text, exponent, end, 10) > MAX_EXPONENT)) {
      throw new EncodingRefused("a number has an exponent beyond [" + MAX_EXPONENT + "]");
    }
    BigDecimal value = new BigDecimal(text.substring(start, end));
    // Also for fractions: 1e30 must not pass where 1000… does not.
    if (value.precision() - value.scale() > SAFE_POWER && value.abs().compareTo(BOUND) > 0) {
      throw beyond();
    }
    return new JsonValue.Fraction(value);
  }

  /** The index behind the digits that begin here. */
  private static int digits(String text, int start, int end) {
    int at = start;
    while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static long whole(String text, int start, int digits, int end) throws EncodingRefused {
    long value = 0;
    for (int i = digits; i < end; i++) {
      value = value * 10 + (text.charAt(i) - '0');
      // At once, so that the next digit cannot overflow.
      if (value > MAX_WHOLE) {
        throw beyond();
      }
    }
    return digits > start ? -value : value;
  }

  private static EncodingRefused beyond() {
    return new EncodingRefused("a number is beyond ±[" + MAX_WHOLE + "]");
  }
}
