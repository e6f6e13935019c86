package io.writ.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One top-level list of a YAML text, as lines: an entry is added or taken out and every other byte
 * stays. It knows little of YAML, only what people write, so whoever uses it reads the result back
 * and compares.
 */
final class TrustLines {
  private static final Pattern ENTRY = Pattern.compile("( *)- .*", Pattern.DOTALL);

  /** With their line ends. */
  private final List<String> lines;

  private final String indent;

  /** The lines at which entries begin. */
  private final List<Integer> starts;

  /** The line after the last that belongs to an entry. */
  private final int end;

  private TrustLines(List<String> lines, String indent, List<Integer> starts, int end) {
    this.lines = lines;
    this.indent = indent;
    this.starts = starts;
    this.end = end;
  }

  /** The list under a key, or null when it is not there, has no entry or is laid out otherwise. */
  static @Nullable TrustLines find(String text, String key) {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    Pattern head = Pattern.compile(Pattern.quote(key) + ":[ ]*(?:#.*)?\\R?");
    int at = 0;
    while (at < lines.size() && !head.matcher(lines.get(at)).matches()) {
      at++;
    }
    List<Integer> starts = new ArrayList<>();
    String indent = "";
    int end = at + 1;
    for (int i = at + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches() && (starts.isEmpty() || entry.group(1).equals(indent))) {
        indent = entry.group(1);
        starts.add(i);
        end = i + 1;
      } else if (line.startsWith(indent + " ") && !line.isBlank()) {
        // More of the entry, or a comment as deep as one.
        end = i + 1;
      } else if (!line.isBlank() && !line.strip().startsWith("#")) {
        break;
      }
    }
    return starts.isEmpty() ? null : new TrustLines(lines, indent, starts, end);
  }

  int size() {
    return starts.size();
  }

  /** The text with one more entry, the last. */
  String with(String entry) {
    List<String> changed = new ArrayList<>(lines);
    String before = changed.get(end - 1);
    if (!before.endsWith("\n")) {
      changed.set(end - 1, before + "\n");
    }
    changed.add(end, indent + "- " + entry + "\n");
    return String.join("", changed);
  }

  /** The text without an entry; comments between it and the next stay. */
  String without(int index) {
    int from = starts.get(index);
    int to = index + 1 < starts.size() ? starts.get(index + 1) : end;
    List<String> changed = new ArrayList<>(lines);
    for (int i = to - 1; i >= from; i--) {
      boolean isComment = lines.get(i).isBlank() || lines.get(i).strip().startsWith("#");
      if (i == from || !isComment) {
        changed.remove(i);
      }
    }
    return String.join("", changed);
  }
}
