package io.writ.core.encoding;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes JSON in one way only: no spaces, members in the order given, numbers without exponent, and
 * every character escaped that could steer a terminal. What it writes, {@link JsonReader} reads
 * back as an equal value, up to the spelling of fractions.
 */
public final class JsonWriter {
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
          if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
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
}
