package io.writ.cli;

import io.writ.replay.Attribute;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One JSON object on one line, members in the order they are added; ASCII only. */
final class JsonLine {
  private final StringBuilder line = new StringBuilder("{");

  JsonLine text(String name, @Nullable String value) {
    name(name);
    string(value);
    return this;
  }

  JsonLine number(String name, long value) {
    name(name);
    line.append(value);
    return this;
  }

  JsonLine flag(String name, boolean value) {
    name(name);
    line.append(value);
    return this;
  }

  JsonLine texts(String name, List<String> values) {
    name(name);
    line.append('[');
    for (String value : values) {
      separate('[');
      string(value);
    }
    line.append(']');
    return this;
  }

  /** An array of objects: names may repeat. */
  JsonLine attributes(List<Attribute> attributes) {
    name("attributes");
    line.append('[');
    for (Attribute attribute : attributes) {
      separate('[');
      JsonLine one = new JsonLine().text("name", attribute.name()).text("value", attribute.value());
      one.flag("cut", attribute.isCut());
      if (attribute.isHidden()) {
        one.flag("sealed", true);
      }
      line.append(one.end());
    }
    line.append(']');
    return this;
  }

  String end() {
    return line.append('}').toString();
  }

  private void name(String name) {
    separate('{');
    string(name);
    line.append(':');
  }

  private void separate(char open) {
    if (line.charAt(line.length() - 1) != open) {
      line.append(',');
    }
  }

  private void string(@Nullable String value) {
    if (value == null) {
      line.append("null");
      return;
    }
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7E) {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }
}
