package io.writ.core.constraint;

/** Character classes in ASCII only; those of {@link Character} know digits of many scripts. */
final class Ascii {
  private Ascii() {}

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || isUpperCase(c);
  }

  static boolean isUpperCase(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** 0 to 15, or -1. */
  static int hexValue(char c) {
    if (isDigit(c)) {
      return c - '0';
    }
    int lower = c | 0x20;
    return c < 0x80 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** Whether a character from {@code from} to before {@code to} is upper-case. */
  static boolean hasUpperCase(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (isUpperCase(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
