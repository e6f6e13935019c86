package io.writ.policy.learn;

import io.writ.core.encoding.JsonValue;
import io.writ.policy.YamlText;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The text of a learned policy. */
final class LearnedDocument {
  private static final long NANOS = 1_000_000_000L;

  private final String id;
  private final long version;
  private final List<String> environment;
  private final List<String> ungoverned;

  LearnedDocument(String id, long version, List<String> environment, List<String> ungoverned) {
    this.id = id;
    this.version = version;
    this.environment = environment;
    this.ungoverned = ungoverned;
  }

  String text(List<String> heading, List<LearnedRule> ambient, List<LearnedRule> ceiling) {
    StringBuilder out = new StringBuilder();
    heading.forEach(line -> comment(out, 0, line));
    Map<String, JsonValue> head = new LinkedHashMap<>();
    out.append("id: ").append(YamlText.scalar(id)).append('\n');
    head.put("version", new JsonValue.Whole(version));
    YamlText.block(out, 0, new JsonValue.Members(head));
    out.append("mode: enforce\n");
    if (!environment.isEmpty()) {
      YamlText.block(out, 0, new JsonValue.Members(Map.of("environment", texts(environment))));
    }
    if (!ungoverned.isEmpty()) {
      YamlText.block(out, 0, new JsonValue.Members(Map.of("ungoverned", texts(ungoverned))));
    }
    section(out, "ambient", ambient);
    if (!ceiling.isEmpty()) {
      section(out, "ceiling", ceiling);
    }
    journal(out, ambient, ceiling);
    return out.toString();
  }

  private static void section(StringBuilder out, String name, List<LearnedRule> rules) {
    if (rules.isEmpty()) {
      out.append(name).append(": {}\n");
      return;
    }
    out.append(name).append(":\n");
    Set<String> ids = new HashSet<>();
    for (LearnedRule rule : rules) {
      comment(out, 2, times(rule.sightings()));
      if (rule.sightings().struck() > 0) {
        comment(
            out,
            2,
            "A deny rule of the observed policy struck " + rule.sightings().struck() + " of them.");
      }
      rule.notes().forEach(note -> comment(out, 2, note));
      String ruleId = rule.id();
      for (int i = 2; !ids.add(ruleId); i++) {
        ruleId = rule.id() + "-" + i;
      }
      Map<String, JsonValue> body = new LinkedHashMap<>();
      body.put("actions", texts(rule.actions()));
      if (!rule.where().isEmpty()) {
        body.put("where", new JsonValue.Members(rule.where()));
      }
      out.append("  ").append(YamlText.scalar(ruleId)).append(":\n");
      YamlText.block(out, 4, new JsonValue.Members(body));
    }
  }

  /** What the next learning needs, and of a process never its arguments. */
  private static void journal(
      StringBuilder out, List<LearnedRule> ambient, List<LearnedRule> ceiling) {
    SortedSet<String> actions = new TreeSet<>();
    ambient.forEach(rule -> actions.addAll(rule.actions()));
    ceiling.forEach(rule -> actions.addAll(rule.actions()));
    Map<String, JsonValue> attributes = new LinkedHashMap<>();
    for (String action : actions) {
      LearnedAction known = LearnedAction.find(action);
      if (known != null && known.isOfFiles()) {
        attributes.put("jdk:file.*", texts(known.arguments()));
      } else if (known != null && !known.arguments().isEmpty()) {
        attributes.put(action, texts(known.arguments()));
      }
    }
    if (!attributes.isEmpty()) {
      out.append("journal:\n  attributes:\n");
      attributes.forEach(
          (action, names) -> YamlText.block(out, 4, new JsonValue.Members(Map.of(action, names))));
    }
  }

  private static JsonValue texts(List<String> texts) {
    return new JsonValue.Items(texts.stream().<JsonValue>map(JsonValue.Text::new).toList());
  }

  /** {@code 12 calls, from … to …}. */
  static String times(Sightings seen) {
    String first = Instant.ofEpochSecond(Math.floorDiv(seen.firstNanos(), NANOS)).toString();
    String last = Instant.ofEpochSecond(Math.floorDiv(seen.lastNanos(), NANOS)).toString();
    return seen.count() == 1
        ? "1 call, " + first
        : String.format(Locale.ROOT, "%d calls, %s to %s", seen.count(), first, last);
  }

  /** A comment ends at the end of its line, so nothing in it may end the line. */
  private static void comment(StringBuilder out, int indent, String text) {
    out.append(" ".repeat(indent)).append("# ");
    text.codePoints()
        .forEach(point -> out.append(point >= ' ' && point <= '~' ? (char) point : '?'));
    out.append('\n');
  }
}
