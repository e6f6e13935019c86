package io.writ.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A key with its value, or an item of a list, and the comments that travel with it. */
final class LayoutEntry {
  final @Nullable ScalarNode key;
  final Node value;
  final LayoutBlock parent;

  /** The entries of the value, or null when it is a scalar. */
  @Nullable LayoutBlock children;

  final List<String> before = new ArrayList<>();
  final List<String> beside = new ArrayList<>();
  boolean hasBlankAbove;

  LayoutEntry(@Nullable ScalarNode key, Node value, LayoutBlock parent) {
    this.key = key;
    this.value = value;
    this.parent = parent;
  }

  /** Where it begins, in characters from the start of the document. */
  int start() {
    return first().getStartMark().orElseThrow().getIndex();
  }

  int line() {
    return first().getStartMark().orElseThrow().getLine();
  }

  private Node first() {
    return key == null ? value : key;
  }
}
