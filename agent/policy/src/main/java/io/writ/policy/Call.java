package io.writ.policy;

import io.writ.config.PathResolver;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.RealPath;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.diff.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A call that somebody asks about, its values typed as the agent would type them.
 *
 * @param action with the names of its arguments
 * @param values in the order of the names
 */
public record Call(GovernedAction action, List<Value> values) {
  private static final String LIBRARY = "jdk:code.native";
  private static final String PROCESS_ARGUMENTS = "arguments";

  /** Copies the list. */
  public Call {
    values = List.copyOf(values);
  }

  /**
   * A call from what people write.
   *
   * @param given texts, numbers, booleans, lists of texts, paths or null, by argument
   * @param known argument names by known action
   * @param paths finds the real path of what is written as a path
   * @throws ToolRefused when a known action has no such argument, or lacks one
   */
  public static Call of(
      String action,
      Map<String, ? extends @Nullable Object> given,
      Map<String, List<String>> known,
      PathResolver paths)
      throws ToolRefused {
    List<String> names = known.get(action);
    if (names == null && action.startsWith("jdk:")) {
      throw new ToolRefused("unknown action [" + action + "]");
    }
    if (names == null) {
      List<Value> values = new ArrayList<>();
      for (Object value : given.values()) {
        values.add(typed("", value, paths));
      }
      return new Call(new GovernedAction(0, action, List.copyOf(given.keySet())), values);
    }
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new ToolRefused("action [" + action + "] has no argument [" + name + "]");
      }
    }
    List<Value> values = new ArrayList<>();
    for (String name : names) {
      if (!given.containsKey(name) && !name.equals(PROCESS_ARGUMENTS)) {
        throw new ToolRefused("action [" + action + "] has an argument [" + name + "]; give it");
      }
      values.add(
          given.containsKey(name)
              ? typed(action, given.get(name), paths)
              : new Value(Kind.TEXT_LIST, List.of()));
    }
    return new Call(new GovernedAction(0, action, names), values);
  }

  /** What is written is taken as what the sites of the JDK pass for this argument. */
  private static Value typed(String action, @Nullable Object value, PathResolver paths)
      throws ToolRefused {
    if (value == null) {
      return new Value(Kind.NULL, null);
    } else if (value instanceof RealPath) {
      return new Value(Kind.PATH, value);
    } else if (value instanceof Boolean) {
      return new Value(Kind.BOOLEAN, value);
    } else if (value instanceof BigDecimal number) {
      return isLong(number)
          ? new Value(Kind.INTEGER, number.longValueExact())
          : new Value(Kind.DECIMAL, number);
    } else if (value instanceof List<?>) {
      return new Value(Kind.TEXT_LIST, value);
    }
    String text = value.toString();
    boolean isPath =
        action.startsWith("jdk:file.") || (action.equals(LIBRARY) && text.indexOf('/') >= 0);
    return isPath ? new Value(Kind.PATH, real(text, paths)) : new Value(Kind.TEXT, text);
  }

  private static RealPath real(String text, PathResolver paths) throws ToolRefused {
    try {
      return paths.resolve(text);
    } catch (IOException e) {
      throw new ToolRefused("path [" + text + "] cannot be resolved");
    }
  }

  private static boolean isLong(BigDecimal number) {
    return number.scale() <= 0 && number.precision() - number.scale() < 19;
  }

  /** The values as {@code decide} takes them. */
  public Arguments arguments() {
    Arguments arguments = new Arguments();
    values.forEach(value -> value.addTo(arguments));
    return arguments;
  }

  /** {@code action name=value …}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(" ").add(action.id());
    for (int i = 0; i < values.size(); i++) {
      text.add(action.argumentNames().get(i) + "=" + values.get(i));
    }
    return text.toString();
  }
}
