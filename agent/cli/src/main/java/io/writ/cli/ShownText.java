package io.writ.cli;

import java.util.Locale;

/** Text from journals as a terminal may show it: what could move the cursor is spelt out. */
final class ShownText {
  private ShownText() {}

  /** The text with control, format and separator characters and lone surrogates as \\uXXXX. */
  static String neutral(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (isHarmless(point)) {
        shown.appendCodePoint(point);
      } else if (point > 0xFFFF) {
        shown.append(String.format(Locale.ROOT, "\\u{%X}", point));
      } else {
        shown.append(String.format(Locale.ROOT, "\\u%04X", point));
      }
      i += Character.charCount(point);
    }
    return shown.toString();
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
