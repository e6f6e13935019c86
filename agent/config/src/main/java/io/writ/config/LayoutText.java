package io.writ.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** How one scalar is written. */
final class LayoutText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9._/-]*");

  private LayoutText() {}

  /** What is no text as it stands; a text plain where it was plain and may be, else in quotes. */
  static String of(ScalarNode node) {
    if (!node.getTag().equals(Tag.STR)) {
      return node.getValue();
    }
    boolean isPlain = node.getScalarStyle() == ScalarStyle.PLAIN;
    return isPlain && PLAIN.matcher(node.getValue()).matches()
        ? node.getValue()
        : quoted(node.getValue());
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                out.append('\\');
              }
              append(out, point);
            });
    return out.append('"').toString();
  }

  /** The character, or its escape when a terminal or a reader could take it for something else. */
  static void append(StringBuilder out, int point) {
    boolean isShown = (point >= ' ' && point <= '~') || Character.isLetterOrDigit(point);
    if (isShown) {
      out.appendCodePoint(point);
    } else {
      out.append(String.format(Locale.ROOT, point > 0xFFFF ? "\\U%08X" : "\\u%04X", point));
    }
  }
}
