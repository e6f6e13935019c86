package io.writ.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The one layout of policy documents: keys of the document and of rules in a fixed order, two
 * columns of indentation, brackets as long as they were there and fit a line, at most one empty
 * line between entries, every comment beside or above what it is about.
 */
public final class PolicyLayout {
  private static final int MAX_COLUMNS = 100;
  private static final List<String> SECTIONS =
      List.of(
          "id",
          "version",
          "mode",
          "tolerate",
          "environment",
          "ungoverned",
          "authorities",
          "ambient",
          "ceiling",
          "deny",
          "actions",
          "destinations",
          "journal");
  private static final List<String> RULES = List.of("ambient", "ceiling", "deny");
  private static final List<String> DESTINATION =
      List.of("to", "runtime", "audience", "key", "actions", "lifetime");
  private static final List<String> RULE = List.of("actions", "where", "quorum");

  private final StringBuilder out = new StringBuilder();

  private PolicyLayout() {}

  /**
   * The document laid out.
   *
   * @param source the file's name, for messages
   * @throws ConfigurationRefused when it is no document that a policy could be
   */
  public static String format(String source, byte[] utf8) throws ConfigurationRefused {
    YamlDocument.read(source, utf8);
    String text = new String(utf8, StandardCharsets.UTF_8);
    Node node =
        new Compose(LoadSettings.builder().setUseMarks(true).build())
            .composeString(text)
            .orElseThrow();
    LayoutBlock root = LayoutBlock.of(node, null);
    if (root == null) {
      throw new ConfigurationRefused(source + ": must be a mapping");
    }
    LayoutComments comments = LayoutComments.attach(text, root);
    sort(root);
    PolicyLayout layout = new PolicyLayout();
    comments.head.forEach(line -> layout.line(0, line));
    if (!comments.head.isEmpty()) {
      layout.out.append('\n');
    }
    layout.block(root, 0);
    return layout.out.toString();
  }

  private static void sort(LayoutBlock root) {
    root.entries.sort(Comparator.comparingInt(entry -> rank(entry, SECTIONS)));
    for (LayoutEntry section : root.entries) {
      List<String> order =
          name(section).equals("destinations")
              ? DESTINATION
              : RULES.contains(name(section)) ? RULE : List.of();
      if (section.children != null && !order.isEmpty()) {
        sortEach(section.children, order);
      }
    }
  }

  private static void sortEach(LayoutBlock section, List<String> order) {
    for (LayoutEntry rule : section.entries) {
      if (rule.children != null) {
        rule.children.entries.sort(Comparator.comparingInt(entry -> rank(entry, order)));
      }
    }
  }

  private static int rank(LayoutEntry entry, List<String> order) {
    int index = order.indexOf(name(entry));
    return index < 0 ? order.size() : index;
  }

  private static String name(LayoutEntry entry) {
    return entry.key == null ? "" : entry.key.getValue();
  }

  private void block(LayoutBlock block, int indent) {
    boolean isFirst = true;
    for (LayoutEntry entry : block.entries) {
      if (!isFirst && entry.hasBlankAbove) {
        out.append('\n');
      }
      entry(entry, indent, isFirst);
      isFirst = false;
    }
    block.after.forEach(line -> line(indent, line));
  }

  private void entry(LayoutEntry entry, int indent, boolean isFirst) {
    List<String> above = new ArrayList<>(entry.before);
    List<String> beside = new ArrayList<>(entry.beside);
    LayoutBlock children = entry.children;
    String inline = inline(entry, indent);
    // Behind a dash a comment would be taken for one on the line above.
    boolean isBlockItem = inline == null && entry.key == null;
    while (beside.size() > 1 || (isBlockItem && !beside.isEmpty())) {
      above.add(beside.remove(0));
    }
    boolean isBehindDash = isFirst && out.length() > 0 && out.charAt(out.length() - 1) == ' ';
    if (isBehindDash && !above.isEmpty()) {
      out.setLength(out.length() - 1);
      out.append('\n');
      isBehindDash = false;
    }
    above.forEach(line -> line(indent, line));
    out.append(isBehindDash ? "" : " ".repeat(indent));
    out.append(entry.key == null ? "-" : LayoutText.of(entry.key) + ":");
    if (inline != null) {
      out.append(' ').append(inline);
    }
    beside.forEach(line -> out.append(' ').append(line));
    if (inline == null && children != null) {
      out.append(isBlockItem ? ' ' : '\n');
      block(children, indent + 2);
    } else {
      out.append('\n');
    }
  }

  /** The value on the entry's own line, or null when it takes lines of its own. */
  private static @Nullable String inline(LayoutEntry entry, int indent) {
    LayoutBlock children = entry.children;
    if (children == null) {
      return LayoutText.of((ScalarNode) entry.value);
    }
    if (children.entries.isEmpty()) {
      return children.isList() ? "[]" : "{}";
    }
    String inline = flow(children);
    int used = indent + (entry.key == null ? 1 : LayoutText.of(entry.key).length() + 1) + 1;
    return inline == null || used + inline.length() > MAX_COLUMNS ? null : inline;
  }

  /** In brackets, or null when it, or something in it, was not. */
  private static @Nullable String flow(LayoutBlock block) {
    if (!block.isFlow() || block.isBroken) {
      return null;
    }
    List<String> parts = new ArrayList<>();
    for (LayoutEntry entry : block.entries) {
      String value =
          entry.children == null
              ? LayoutText.of((ScalarNode) entry.value)
              : entry.children.entries.isEmpty()
                  ? entry.children.isList() ? "[]" : "{}"
                  : flow(entry.children);
      if (value == null) {
        return null;
      }
      parts.add(entry.key == null ? value : LayoutText.of(entry.key) + ": " + value);
    }
    String joined = String.join(", ", parts);
    return block.isList() ? "[" + joined + "]" : "{ " + joined + " }";
  }

  private void line(int indent, String text) {
    out.append(" ".repeat(indent)).append(text).append('\n');
  }
}
