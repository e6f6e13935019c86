package io.writ.policy.explain;

import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.RealPath;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.diff.Value;
import io.writ.policy.Call;
import io.writ.policy.ToolRefused;
import io.writ.replay.Attribute;
import io.writ.replay.JournalRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call that a record is about, as far as it can be told: journals keep texts, and only of the
 * arguments that the policy lets be seen.
 *
 * @param call what is not known in it is a value that no constraint decides
 * @param notes what could not be told
 */
public record RecordedCall(Call call, List<String> notes) {
  /** Copies the list. */
  public RecordedCall {
    notes = List.copyOf(notes);
  }

  /**
   * From a DECISION.
   *
   * @param known argument names by known action
   */
  public static RecordedCall of(JournalRecord record, Map<String, List<String>> known)
      throws ToolRefused {
    String action = record.action();
    if (action == null || record.isOutcome()) {
      throw new ToolRefused(
          "record " + record.sequence() + " is no decision; see [writ show] for those");
    }
    List<String> names = known.get(action);
    List<String> notes = new ArrayList<>();
    if (names == null) {
      names = record.attributes().stream().map(Attribute::name).toList();
      notes.add(
          "Of an application's action only recorded arguments are known, and not their types.");
    }
    List<Value> values = new ArrayList<>();
    for (String name : names) {
      Attribute attribute =
          record.attributes().stream()
              .filter(candidate -> candidate.name().equals(name))
              .findFirst()
              .orElse(null);
      if (attribute == null || attribute.isCut() || attribute.isHidden()) {
        notes.add("[" + name + "] was not recorded whole; it is taken as undecidable.");
        values.add(new Value(Kind.OPAQUE, null));
      } else {
        values.add(value(action, name, attribute.value()));
      }
    }
    return new RecordedCall(new Call(new GovernedAction(0, action, names), values), notes);
  }

  private static Value value(String action, String name, @Nullable String text) {
    if (text == null || text.equals("null")) {
      return new Value(Kind.NULL, null);
    } else if (text.equals("?") || name.equals("arguments")) {
      // A list as text cannot be told apart from another list.
      return new Value(Kind.OPAQUE, null);
    } else if (text.matches("-?[0-9]{1,18}")) {
      return new Value(Kind.INTEGER, Long.valueOf(text));
    } else if (text.matches("-?[0-9]{1,40}\\.[0-9]{1,40}")) {
      return new Value(Kind.DECIMAL, new BigDecimal(text));
    } else if (text.equals("true") || text.equals("false")) {
      return new Value(Kind.BOOLEAN, Boolean.valueOf(text));
    }
    boolean isPath = !action.equals("jdk:process.start") && RealPath.isCanonical(text);
    return isPath ? new Value(Kind.PATH, new RealPath(text)) : new Value(Kind.TEXT, text);
  }
}
