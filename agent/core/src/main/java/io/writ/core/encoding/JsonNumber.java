package io.writ.core.encoding;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  // Every repetition is possessive and followed by another character class: linear time.
  private static final Pattern GRAMMAR =
      Pattern.compile("-?(0|[1-9][0-9]*+)(?:\\.([0-9]++))?(?:[eE]([+-]?)([0-9]++))?");

  private static final BigDecimal BOUND = BigDecimal.valueOf(MAX_WHOLE);

  private JsonNumber() {}

  /** The number that the characters from {@code start} to {@code end} spell. */
  static JsonValue read(String text, int start, int end) throws EncodingRefused {
    if (end - start > MAX_DIGITS + 8) {
      throw new EncodingRefused("a number has more than [" + MAX_DIGITS + "] digits");
    }
    Matcher matcher = GRAMMAR.matcher(text).region(start, end);
    if (!matcher.matches()) {
      throw new EncodingRefused("a number is not spelt as JSON wants it");
    }
    String literal = text.substring(start, end);
    if (matcher.group(2) == null && matcher.group(4) == null) {
      BigDecimal whole = new BigDecimal(literal);
      checkWhole(whole);
      return new JsonValue.Whole(whole.longValueExact());
    }
    int digits =
        matcher.group(1).length() + (matcher.group(2) == null ? 0 : matcher.group(2).length());
    if (digits > MAX_DIGITS) {
      throw new EncodingRefused("a number has more than [" + MAX_DIGITS + "] digits");
    }
    String exponent = matcher.group(4);
    if (exponent != null && (exponent.length() > 2 || Integer.parseInt(exponent) > MAX_EXPONENT)) {
      throw new EncodingRefused("a number has an exponent beyond [" + MAX_EXPONENT + "]");
    }
    BigDecimal value = new BigDecimal(literal);
    checkWhole(value);
    return new JsonValue.Fraction(value);
  }

  /** Also for fractions: {@code 1e30} must not pass where {@code 1000…} does not. */
  private static void checkWhole(BigDecimal value) throws EncodingRefused {
    if (value.abs().compareTo(BOUND) > 0) {
      throw new EncodingRefused("a number is beyond ±[" + MAX_WHOLE + "]");
    }
  }
}
