package io.writ.policy;

import io.writ.core.encoding.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes values as YAML that {@code PolicyReader} reads back: short collections on one line, others
 * in blocks. ASCII only, so that the same value is the same bytes wherever it is written and no
 * terminal is steered by it.
 */
public final class YamlText {
  private static final int MAX_COLUMNS = 100;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
  private static final Pattern NOT_A_TEXT =
      Pattern.compile("true|false|null", Pattern.CASE_INSENSITIVE);

  private YamlText() {}

  /** A text, without quotes where it can do without. */
  public static String scalar(String text) {
    boolean isPlain = PLAIN.matcher(text).matches() && !NOT_A_TEXT.matcher(text).matches();
    return isPlain ? text : quoted(text);
  }

  /** A text in double quotes. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (point == '"' || point == '\\') {
        out.append('\\').append((char) point);
      } else if (point >= ' ' && point <= '~') {
        out.append((char) point);
      } else {
        out.append(String.format(Locale.ROOT, point > 0xFFFF ? "\\U%08X" : "\\u%04X", point));
      }
      i += Character.charCount(point);
    }
    return out.append('"').toString();
  }

  /** The value on one line, in flow style. */
  public static String inline(JsonValue value) {
    // Pattern switches are a preview feature at release 17.
    if (value instanceof JsonValue.Members members) {
      return members.byName().isEmpty()
          ? "{}"
          : members.byName().entrySet().stream()
              .map(member -> scalar(member.getKey()) + ": " + inline(member.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
    } else if (value instanceof JsonValue.Items items) {
      return items.values().stream()
          .map(YamlText::inline)
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof JsonValue.Text text) {
      return quoted(text.value());
    } else if (value instanceof JsonValue.Whole whole) {
      return Long.toString(whole.value());
    } else if (value instanceof JsonValue.Fraction fraction) {
      return fraction.value().toPlainString();
    } else if (value instanceof JsonValue.Truth truth) {
      return Boolean.toString(truth.value());
    }
    return "null";
  }

  /** Appends the members of a mapping as lines, each {@code indent} columns in. */
  public static void block(StringBuilder out, int indent, JsonValue.Members members) {
    boolean isFirst = true;
    for (Map.Entry<String, JsonValue> member : members.byName().entrySet()) {
      // The first one may stand behind the dash of a list.
      boolean isBehindDash = isFirst && out.length() > 0 && out.charAt(out.length() - 1) != '\n';
      out.append(" ".repeat(isBehindDash ? 0 : indent)).append(scalar(member.getKey())).append(':');
      value(out, indent, scalar(member.getKey()).length() + 2, member.getValue());
      isFirst = false;
    }
  }

  private static void value(StringBuilder out, int indent, int used, JsonValue value) {
    String inline = inline(value);
    if (indent + used + inline.length() <= MAX_COLUMNS) {
      out.append(' ').append(inline).append('\n');
    } else if (value instanceof JsonValue.Members members) {
      out.append('\n');
      block(out, indent + 2, members);
    } else if (value instanceof JsonValue.Items items) {
      out.append('\n');
      items.values().forEach(item -> item(out, indent + 2, item));
    } else {
      out.append(' ').append(inline).append('\n');
    }
  }

  private static void item(StringBuilder out, int indent, JsonValue item) {
    String inline = inline(item);
    out.append(" ".repeat(indent)).append("- ");
    if (item instanceof JsonValue.Members members && indent + inline.length() > MAX_COLUMNS - 2) {
      block(out, indent + 2, members);
    } else {
      out.append(inline).append('\n');
    }
  }
}
