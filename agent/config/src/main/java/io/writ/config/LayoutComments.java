package io.writ.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Finds for every comment what it is about: what stands before it on its line, else what comes next
 * at its indentation, else the block that ends above it. By place; the library's own composer loses
 * comments in brackets.
 */
final class LayoutComments {
  private final List<String> lines;
  private final List<LayoutEntry> entries = new ArrayList<>();
  private final LayoutBlock root;

  /** Above everything, set off by an empty line. */
  final List<String> head = new ArrayList<>();

  private LayoutComments(List<String> lines, LayoutBlock root) {
    this.lines = lines;
    this.root = root;
    collect(root);
  }

  /** Attaches all comments of the document to the tree. */
  static LayoutComments attach(String text, LayoutBlock root) {
    LayoutComments comments = new LayoutComments(text.lines().toList(), root);
    LoadSettings settings = LoadSettings.builder().setParseComments(true).build();
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CommentEvent comment
          && comment.getCommentType() != CommentType.BLANK_LINE) {
        comments.attach(comment);
      }
    }
    comments.attachBlankLines();
    return comments;
  }

  private void collect(LayoutBlock block) {
    for (LayoutEntry entry : block.entries) {
      entries.add(entry);
      if (entry.children != null) {
        collect(entry.children);
      }
    }
  }

  private void attach(CommentEvent comment) {
    Mark mark = comment.getStartMark().orElseThrow();
    String text = text(comment.getValue());
    boolean isBeside = comment.getCommentType() == CommentType.IN_LINE;
    LayoutBlock flow = enclosing(root, mark.getIndex());
    if (flow != null) {
      attachInside(flow, mark.getIndex(), text, isBeside);
      return;
    }
    LayoutEntry last = null;
    LayoutEntry next = null;
    for (LayoutEntry entry : entries) {
      if (entry.start() < mark.getIndex()) {
        last = entry.parent.isFlow() && entry.parent != root ? last : entry;
      } else {
        next = entry;
        break;
      }
    }
    if (isBeside && last != null) {
      last.beside.add(text);
    } else {
      attachBetween(last, next, mark.getColumn(), text);
    }
  }

  private void attachBetween(
      @Nullable LayoutEntry last, @Nullable LayoutEntry next, int column, String text) {
    LayoutBlock block = last == null ? root : last.parent;
    while (block.owner != null && block.column() > column) {
      block = block.owner.parent;
    }
    if (next != null && (column <= next.parent.column() || next.parent == block)) {
      next.before.add(text);
    } else {
      block.after.add(text);
    }
  }

  private static void attachInside(LayoutBlock flow, int index, String text, boolean isBeside) {
    for (LayoutBlock block = flow; block != null && block.isFlow(); ) {
      block.isBroken = !block.entries.isEmpty();
      block = block.owner == null ? null : block.owner.parent;
    }
    LayoutEntry last = flow.owner != null && flow.entries.isEmpty() ? flow.owner : null;
    for (LayoutEntry entry : flow.entries) {
      if (entry.start() > index) {
        (isBeside && last != null ? last.beside : entry.before).add(text);
        return;
      }
      last = entry;
    }
    if (last == null) {
      flow.after.add(text);
    } else {
      (isBeside || flow.entries.isEmpty() ? last.beside : flow.after).add(text);
    }
  }

  /** The innermost brackets around the place. */
  private static @Nullable LayoutBlock enclosing(LayoutBlock block, int index) {
    for (LayoutEntry entry : block.entries) {
      LayoutBlock inner = entry.children == null ? null : enclosing(entry.children, index);
      if (inner != null) {
        return inner;
      }
    }
    return block.encloses(index) ? block : null;
  }

  private void attachBlankLines() {
    for (LayoutEntry entry : entries) {
      int above = entry.line() - 1;
      int blank = -1;
      while (above >= 0 && (isBlank(above) || isComment(above))) {
        blank = isBlank(above) && blank < 0 ? above : blank;
        above--;
      }
      entry.hasBlankAbove = blank >= 0;
      if (entry == entries.get(0) && blank >= 0) {
        int attached = entry.line() - 1 - blank;
        int own = Math.min(attached, entry.before.size());
        List<String> above1 = entry.before.subList(0, entry.before.size() - own);
        head.addAll(above1);
        above1.clear();
      }
    }
  }

  private boolean isBlank(int line) {
    return line < lines.size() && lines.get(line).isBlank();
  }

  private boolean isComment(int line) {
    return line < lines.size() && lines.get(line).strip().startsWith("#");
  }

  /** Without what could steer a terminal, and with one space after the sign. */
  private static String text(String value) {
    StringBuilder out = new StringBuilder("#");
    String stripped = value.stripTrailing();
    out.append(
        stripped.isEmpty() || stripped.startsWith(" ") || stripped.startsWith("#") ? "" : " ");
    stripped.codePoints().forEach(point -> LayoutText.append(out, point));
    return out.toString();
  }
}
