package io.writ.cli;

import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.ConstraintReader;
import io.writ.core.constraint.ConstraintRefused;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Wildcard;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One constraint as it is typed: {@code amount<=500}, {@code amount>=1}, {@code currency=EUR},
 * {@code currency in EUR,CHF}, {@code path under /data}, {@code note any}, or the JSON of any
 * constraint, {@code amount={"type":"range","max":500}}.
 *
 * <p>A value that spells a JSON number or boolean is one; {@code "500"} in double quotes is a text.
 */
record WhereClause(String argument, Constraint constraint) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "([A-Za-z_$][A-Za-z0-9_$.-]{0,255})\\s*(<=|>=|=|\\s(?:in|under)\\s|\\sany$)\\s*(.*)",
          Pattern.DOTALL);

  /** What the text means. */
  static WhereClause parse(String text) throws Failure {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw refused(
          text,
          "write NAME<=N, NAME>=N, NAME=V, 'NAME in V,V', 'NAME under /PATH' or" + " 'NAME any'");
    }
    String operand = matcher.group(3).strip();
    Constraint constraint =
        switch (matcher.group(2).strip()) {
          case "<=" -> new Range(null, number(text, operand));
          case ">=" -> new Range(number(text, operand), null);
          case "in" -> new OneOf(list(text, operand));
          case "under" -> pathUnder(text, operand);
          case "any" -> new Wildcard();
          default ->
              operand.startsWith("{") ? json(text, operand) : new Exact(scalar(text, operand));
        };
    return new WhereClause(matcher.group(1), constraint);
  }

  private static BigDecimal number(String text, String operand) throws Failure {
    BigDecimal number = scalar(text, operand).number();
    if (number == null) {
      throw refused(text, "a bound must be a number");
    }
    return number;
  }

  private static List<Scalar> list(String text, String operand) throws Failure {
    List<Scalar> values = new ArrayList<>();
    for (String part : operand.split(",", -1)) {
      values.add(scalar(text, part.strip()));
    }
    return values;
  }

  private static PathUnder pathUnder(String text, String operand) throws Failure {
    if (!RealPath.isCanonical(operand)) {
      throw refused(text, "the path must be absolute, without [.], [..] and a slash at its end");
    }
    return new PathUnder(List.of(new RealPath(operand)));
  }

  private static Constraint json(String text, String operand) throws Failure {
    try {
      return ConstraintReader.read(
          JsonReader.read(operand.getBytes(StandardCharsets.UTF_8)), "constraint");
    } catch (EncodingRefused e) {
      throw refused(text, "the constraint " + e.problem());
    } catch (ConstraintRefused e) {
      throw refused(text, e.detail());
    }
  }

  private static Scalar scalar(String text, String operand) throws Failure {
    if (operand.isEmpty()) {
      throw refused(text, "a value is missing");
    }
    char first = operand.charAt(0);
    boolean looksLikeJson =
        first == '"' || operand.equals("true") || operand.equals("false") || isNumber(operand);
    if (!looksLikeJson) {
      return new Scalar.Text(operand);
    }
    try {
      JsonValue json = JsonReader.read(operand.getBytes(StandardCharsets.UTF_8));
      if (json instanceof JsonValue.Text value) {
        return new Scalar.Text(value.value());
      } else if (json instanceof JsonValue.Truth truth) {
        return new Scalar.Truth(truth.value());
      } else if (json instanceof JsonValue.Whole whole) {
        return new Scalar.Whole(whole.value());
      } else if (json instanceof JsonValue.Fraction fraction) {
        return Scalar.of(fraction.value());
      }
    } catch (EncodingRefused e) {
      throw refused(text, "the value " + e.problem());
    }
    throw refused(text, "the value must be a text, a number or a boolean");
  }

  private static boolean isNumber(String operand) {
    return operand.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  }

  private static Failure refused(String text, String problem) {
    return new Failure(Exit.USAGE, "--where [" + text + "]: " + problem);
  }
}
