package io.writ.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of a document, with its place. Numbers and booleans are those of YAML's JSON schema:
 * {@code yes}, {@code 0x10} and {@code 1_000} are texts.
 */
record YamlValue(String source, Node node) {

  /** An error at this value. */
  ConfigurationRefused refused(String problem) {
    return new ConfigurationRefused(YamlDocument.place(source, node.getStartMark()) + problem);
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isText() {
    return node instanceof ScalarNode && node.getTag().equals(Tag.STR);
  }

  boolean isNumber() {
    return node instanceof ScalarNode
        && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT));
  }

  boolean isTruth() {
    return node instanceof ScalarNode && node.getTag().equals(Tag.BOOL);
  }

  /** The text; empty is refused. */
  String text(String what) throws ConfigurationRefused {
    if (!isText()) {
      throw refused(what + " is [" + typeName() + "], must be [text]" + quoteHint());
    }
    String text = scalar();
    if (text.isEmpty()) {
      throw refused(what + " is empty");
    }
    return text;
  }

  /** The exact number. */
  BigDecimal number(String what) throws ConfigurationRefused {
    if (!isNumber() || scalar().length() > 40) {
      throw refused(what + " is [" + typeName() + "], must be [number of at most 40 digits]");
    }
    BigDecimal number = parse(scalar());
    if (number != null && number.precision() <= 40 && Math.abs((long) number.scale()) <= 40) {
      return number;
    }
    throw refused(what + " is not a number of at most 40 digits");
  }

  /** Null for .inf, .nan and exponents beyond an int, which YAML calls numbers too. */
  private static @Nullable BigDecimal parse(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  boolean truth() {
    return scalar().equals("true");
  }

  List<YamlValue> items(String what) throws ConfigurationRefused {
    if (!(node instanceof SequenceNode sequence)) {
      throw refused(what + " is [" + typeName() + "], must be [list]");
    }
    List<YamlValue> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new YamlValue(source, item));
    }
    return items;
  }

  /** A list of texts, at least one. */
  List<String> texts(String what) throws ConfigurationRefused {
    List<String> texts = new ArrayList<>();
    for (YamlValue item : items(what)) {
      texts.add(item.text(what));
    }
    if (texts.isEmpty()) {
      throw refused(what + " is an empty list");
    }
    return texts;
  }

  String typeName() {
    if (isMap()) {
      return "mapping";
    } else if (isList()) {
      return "list";
    } else if (isText()) {
      return "text";
    } else if (isNumber()) {
      return "number";
    } else {
      return isTruth() ? "boolean" : "null";
    }
  }

  private String quoteHint() {
    return isNumber() || isTruth() ? "; put it in quotes" : "";
  }

  private String scalar() {
    return ((ScalarNode) node).getValue();
  }
}
