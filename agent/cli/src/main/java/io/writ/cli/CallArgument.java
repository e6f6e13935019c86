package io.writ.cli;

import io.writ.core.constraint.Arguments;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a call as it is typed, {@code NAME=VALUE}. A JSON number is a number, {@code
 * true} and {@code false} are booleans, {@code null} is null, a JSON array of strings is a list of
 * texts; a JSON string, and whatever is none of these, is a text.
 *
 * @param value a {@link BigDecimal}, {@link Boolean}, {@link String}, {@code List<String>} or null
 */
record CallArgument(String name, @Nullable Object value) {
  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z_$][A-Za-z0-9_$.-]{0,255})=(.*)", Pattern.DOTALL);
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final Pattern LIKE_NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  /** What the text means. */
  static CallArgument parse(String text) throws Failure {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw refused(text, "write NAME=VALUE");
    }
    return new CallArgument(matcher.group(1), value(text, matcher.group(2)));
  }

  private static @Nullable Object value(String text, String operand) throws Failure {
    return switch (operand) {
      case "" -> throw refused(text, "a value is missing; write NAME=\"\" for the empty text");
      case "null" -> null;
      case "true", "false" -> Boolean.valueOf(operand);
      default ->
          switch (operand.charAt(0)) {
            case '"', '[' -> quoted(text, operand);
            default -> LIKE_NUMBER.matcher(operand).matches() ? number(text, operand) : operand;
          };
    };
  }

  private static BigDecimal number(String text, String operand) throws Failure {
    try {
      if (NUMBER.matcher(operand).matches()) {
        return new BigDecimal(operand);
      }
    } catch (NumberFormatException e) {
      throw refused(text, "the number is too large");
    }
    // An account number with leading zeros: to guess either type would approve another call.
    throw refused(text, "the value is no JSON number; put a text in double quotes");
  }

  private static Object quoted(String text, String operand) throws Failure {
    JsonValue json;
    try {
      json = JsonReader.read(operand.getBytes(StandardCharsets.UTF_8));
    } catch (EncodingRefused e) {
      throw refused(text, "the value " + e.problem() + "; put a text in double quotes");
    }
    if (json instanceof JsonValue.Text one) {
      return one.value();
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue item : ((JsonValue.Items) json).values()) {
      if (!(item instanceof JsonValue.Text one)) {
        throw refused(text, "a list may hold texts only; put each in double quotes");
      }
      texts.add(one.value());
    }
    return List.copyOf(texts);
  }

  private static Failure refused(String text, String problem) {
    return new Failure(Exit.USAGE, "--arg [" + text + "]: " + problem);
  }

  /** Adds the value as the agent would hold it. */
  void addTo(Arguments arguments) {
    if (value == null) {
      arguments.add(Arguments.Kind.NULL, null);
    } else if (value instanceof Boolean truth) {
      arguments.addBoolean(truth);
    } else if (value instanceof BigDecimal) {
      arguments.add(Arguments.Kind.DECIMAL, value);
    } else if (value instanceof String) {
      arguments.add(Arguments.Kind.TEXT, value);
    } else {
      arguments.add(Arguments.Kind.TEXT_LIST, value);
    }
  }

  /** For people: a text is in quotes, so that it cannot pass for anything else. */
  @Override
  public String toString() {
    return name + "=" + shown();
  }

  private String shown() {
    if (value instanceof String text) {
      return JsonWriter.write(new JsonValue.Text(text));
    } else if (value instanceof List<?> texts) {
      return JsonWriter.write(
          new JsonValue.Items(
              texts.stream()
                  .<JsonValue>map(text -> new JsonValue.Text(String.valueOf(text)))
                  .toList()));
    }
    // A number as it was typed, however many zeros its exponent stands for.
    return String.valueOf(value);
  }
}
