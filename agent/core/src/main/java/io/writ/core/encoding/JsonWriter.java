package io.writ.core.encoding;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes JSON in one way only: no spaces, members in the order given, numbers without exponent, and
 * every character escaped that could steer a terminal. What it writes, {@link JsonReader} reads
 * back as an equal value, up to the spelling of fractions.
 */
public final class JsonWriter {
  /**
   * First and last of the ranges of control and format characters that are escaped. A list and not
   * the JDK's tables: those grow with every Unicode version, and what is hashed must be written
   * alike by every JDK and in every language.
   */
  private static final char[] ESCAPED = {
    0x0000, 0x001F, 0x007F, 0x009F, 0x00AD, 0x00AD, 0x0600, 0x0605, 0x061C, 0x061C, 0x06DD, 0x06DD,
    0x070F, 0x070F, 0x0890, 0x0891, 0x08E2, 0x08E2, 0x180E, 0x180E, 0x200B, 0x200F, 0x202A, 0x202E,
    0x2060, 0x2064, 0x2066, 0x206F, 0xFEFF, 0xFEFF, 0xFFF9, 0xFFFB
  };

  private JsonWriter() {}

  /** The value as text. */
  public static String write(JsonValue value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  /** The value as UTF-8. */
  public static byte[] writeBytes(JsonValue value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder out, JsonValue value) {
    // Pattern switches are a preview feature at release 17.
    if (value instanceof JsonValue.Members members) {
      appendMembers(out, members);
    } else if (value instanceof JsonValue.Items items) {
      appendItems(out, items);
    } else if (value instanceof JsonValue.Text text) {
      appendText(out, text.value());
    } else if (value instanceof JsonValue.Whole whole) {
      out.append(whole.value());
    } else if (value instanceof JsonValue.Fraction fraction) {
      out.append(fraction.value().toPlainString());
    } else if (value instanceof JsonValue.Truth truth) {
      out.append(truth.value());
    } else {
      out.append("null");
    }
  }

  private static void appendMembers(StringBuilder out, JsonValue.Members members) {
    char separator = '{';
    for (Map.Entry<String, JsonValue> member : members.byName().entrySet()) {
      out.append(separator);
      appendText(out, member.getKey());
      out.append(':');
      append(out, member.getValue());
      separator = ',';
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private static void appendItems(StringBuilder out, JsonValue.Items items) {
    char separator = '[';
    for (JsonValue item : items.values()) {
      out.append(separator);
      append(out, item);
      separator = ',';
    }
    out.append(separator == '[' ? "[]" : "]");
  }

  private static void appendText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isEscaped(c)) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              out.append(Character.forDigit(c >> shift & 15, 16));
            }
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isEscaped(char c) {
    for (int i = 0; i < ESCAPED.length && c >= ESCAPED[i]; i += 2) {
      if (c <= ESCAPED[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
