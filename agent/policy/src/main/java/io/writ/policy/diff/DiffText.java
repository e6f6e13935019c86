package io.writ.policy.diff;

import io.writ.core.encoding.JsonValue;
import io.writ.core.policy.diff.Change;
import io.writ.core.policy.diff.PolicyDiff;
import io.writ.core.policy.diff.Witness;
import io.writ.policy.PolicyWords;
import io.writ.policy.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A comparison for people and for programs. */
public final class DiffText {
  private DiffText() {}

  /** Lines for people. */
  public static List<String> lines(PolicyDiff diff) {
    List<String> lines = new ArrayList<>();
    for (Change change : diff.changes()) {
      lines.add(line(change));
      if (change.witness() != null) {
        lines.add("             for example " + SymbolicPolicy.shown(change.witness().toString()));
      }
    }
    lines.add(
        (diff.isWider() ? "wider: " : "not wider: ")
            + count(diff, Change.Kind.WIDER)
            + " shown, "
            + count(diff, Change.Kind.MAYBE_WIDER)
            + " that could not be excluded; narrower: "
            + count(diff, Change.Kind.NARROWER));
    return lines;
  }

  private static String line(Change change) {
    StringJoiner line = new StringJoiner(" ");
    line.add(String.format(Locale.ROOT, "%-12s", word(change.kind())));
    line.add(change.section() + (change.rule().isEmpty() ? "" : "." + change.rule()));
    if (change.section().equals("deny")) {
      line.add(change.kind() == Change.Kind.NARROWER ? "denies" : "no longer denies");
    }
    if (!change.actions().isEmpty()) {
      line.add("[" + change.actions() + "]");
    }
    if (!change.where().isEmpty()) {
      line.add(SymbolicPolicy.shown(YamlText.inline(PolicyWords.where(change.where()))));
    }
    if (change.note() != null) {
      line.add(change.note());
    }
    return line.toString();
  }

  private static String word(Change.Kind kind) {
    return switch (kind) {
      case WIDER -> "wider";
      case MAYBE_WIDER -> "maybe wider";
      case NARROWER -> "narrower";
      case NOTE -> "note";
    };
  }

  private static long count(PolicyDiff diff, Change.Kind kind) {
    return diff.changes().stream().filter(change -> change.kind() == kind).count();
  }

  /** The same as JSON. */
  public static JsonValue json(PolicyDiff diff) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("wider", new JsonValue.Truth(diff.isWider()));
    members.put(
        "changes", new JsonValue.Items(diff.changes().stream().map(DiffText::json).toList()));
    return new JsonValue.Members(members);
  }

  private static JsonValue json(Change change) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("kind", new JsonValue.Text(word(change.kind())));
    members.put("section", new JsonValue.Text(change.section()));
    members.put("rule", new JsonValue.Text(change.rule()));
    members.put("actions", new JsonValue.Text(change.actions()));
    members.put("where", shown(PolicyWords.where(change.where())));
    members.put("note", text(change.note()));
    Witness witness = change.witness();
    members.put("example", text(witness == null ? null : witness.toString()));
    return new JsonValue.Members(members);
  }

  private static JsonValue text(@Nullable String text) {
    return text == null ? new JsonValue.Nothing() : new JsonValue.Text(SymbolicPolicy.shown(text));
  }

  private static JsonValue shown(JsonValue value) {
    if (value instanceof JsonValue.Members members) {
      Map<String, JsonValue> shown = new LinkedHashMap<>();
      members.byName().forEach((name, member) -> shown.put(name, shown(member)));
      return new JsonValue.Members(shown);
    } else if (value instanceof JsonValue.Items items) {
      return new JsonValue.Items(items.values().stream().map(DiffText::shown).toList());
    }
    return value instanceof JsonValue.Text text ? text(text.value()) : value;
  }
}
