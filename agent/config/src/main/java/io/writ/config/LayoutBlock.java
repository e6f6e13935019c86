package io.writ.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping or a list with the comments in it. */
final class LayoutBlock {
  final CollectionNode<?> node;
  final @Nullable LayoutEntry owner;
  final List<LayoutEntry> entries = new ArrayList<>();
  final List<String> after = new ArrayList<>();

  /** Whether it must be written in lines because a comment stands in it. */
  boolean isBroken;

  private LayoutBlock(CollectionNode<?> node, @Nullable LayoutEntry owner) {
    this.node = node;
    this.owner = owner;
  }

  /** The whole tree, or null for a scalar. */
  static @Nullable LayoutBlock of(Node node, @Nullable LayoutEntry owner) {
    if (node instanceof MappingNode mapping) {
      LayoutBlock block = new LayoutBlock(mapping, owner);
      for (NodeTuple tuple : mapping.getValue()) {
        block.add((ScalarNode) tuple.getKeyNode(), tuple.getValueNode());
      }
      return block;
    } else if (node instanceof SequenceNode sequence) {
      LayoutBlock block = new LayoutBlock(sequence, owner);
      sequence.getValue().forEach(item -> block.add(null, item));
      return block;
    }
    return null;
  }

  private void add(@Nullable ScalarNode key, Node value) {
    LayoutEntry entry = new LayoutEntry(key, value, this);
    entry.children = of(value, entry);
    entries.add(entry);
  }

  boolean isFlow() {
    return node.getFlowStyle() == FlowStyle.FLOW;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Whether the place is between its brackets. */
  boolean encloses(int index) {
    return isFlow()
        && node.getStartMark().orElseThrow().getIndex() < index
        && index < node.getEndMark().orElseThrow().getIndex();
  }

  /** The column of its keys or dashes. */
  int column() {
    return node.getStartMark().orElseThrow().getColumn();
  }
}
