package io.writ.cli;

import io.writ.core.constraint.Cidr;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.ConstraintReader;
import io.writ.core.constraint.ConstraintRefused;
import io.writ.core.constraint.Contains;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Host;
import io.writ.core.constraint.HostPattern;
import io.writ.core.constraint.IpBlock;
import io.writ.core.constraint.NotOneOf;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Subset;
import io.writ.core.constraint.UrlText;
import io.writ.core.constraint.UrlUnder;
import io.writ.core.constraint.Wildcard;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One constraint as it is typed: {@code amount<=500}, {@code amount>=1}, {@code currency=EUR},
 * {@code currency in EUR,CHF}, {@code currency not in USD}, {@code args has -jar}, {@code args only
 * a,b}, {@code args empty}, {@code path under /data}, {@code url under-url https://h/v1}, {@code to
 * host *.example.org}, {@code to cidr 10.0.0.0/8,::1/128}, {@code note any}, or the JSON of any
 * constraint, {@code amount={"type":"range","max":500}}.
 *
 * <p>A value that spells a JSON number or boolean is one; {@code "500"} in double quotes is a text,
 * and so is {@code "a,b"}.
 */
record WhereClause(String argument, Constraint constraint) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "([A-Za-z_$][A-Za-z0-9_$.-]{0,255})\\s*(<=|>=|=|"
              + "\\s(?:in|not\\s+in|has|only|under|under-url|host|cidr)\\s|\\s(?:any|empty)$)\\s*(.*)",
          Pattern.DOTALL);

  /** What a {@code --where} means. */
  static WhereClause parse(String clause) throws Failure {
    return parse("--where", clause);
  }

  /**
   * What the clause means.
   *
   * @param option that has it, for messages
   */
  static WhereClause parse(String option, String clause) throws Failure {
    // Where the clause stands, for messages; everything below passes it on.
    String text = option + " [" + clause + "]";
    Matcher matcher = SHAPE.matcher(clause);
    if (!matcher.matches()) {
      throw refused(
          text,
          "write NAME<=N, NAME>=N, NAME=V, 'NAME in V,V', 'NAME not in V,V', 'NAME has T,T',"
              + " 'NAME only T,T', 'NAME empty', 'NAME under /PATH', 'NAME under-url URL', 'NAME"
              + " host H,H', 'NAME cidr BLOCK,BLOCK' or 'NAME any'");
    }
    String operand = matcher.group(3).strip();
    String operator = matcher.group(2).strip().replaceAll("\\s+", " ");
    return new WhereClause(matcher.group(1), constraint(text, operator, operand));
  }

  private static Constraint constraint(String text, String operator, String operand)
      throws Failure {
    return switch (operator) {
      case "<=" -> new Range(null, number(text, operand));
      case ">=" -> new Range(number(text, operand), null);
      case "in" -> new OneOf(list(text, operand));
      case "not in" -> notOneOf(text, operand);
      case "has" -> new Contains(texts(text, operand));
      case "only" -> new Subset(texts(text, operand));
      case "empty" -> new Subset(List.of());
      case "under" -> pathUnder(text, operand);
      case "under-url" ->
          new UrlUnder(List.of(entry(text, operand, UrlText::findBase, "URL " + UrlText.FORM)));
      case "host" ->
          new Host(entries(text, operand, HostPattern::find, "host " + HostPattern.FORM));
      case "cidr" -> new Cidr(entries(text, operand, IpBlock::find, "block " + IpBlock.FORM));
      case "any" -> new Wildcard();
      default -> operand.startsWith("{") ? json(text, operand) : new Exact(scalar(text, operand));
    };
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
    for (String part : parts(operand)) {
      values.add(scalar(text, part));
    }
    return values;
  }

  /** What stands between the commas, but not between those in double quotes. */
  private static List<String> parts(String operand) {
    List<String> parts = new ArrayList<>();
    boolean isQuoted = false;
    int start = 0;
    for (int i = 0; i < operand.length(); i++) {
      char c = operand.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == '\\' && isQuoted) {
        i++;
      } else if (c == ',' && !isQuoted) {
        parts.add(operand.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(operand.substring(start).strip());
    return parts;
  }

  private static NotOneOf notOneOf(String text, String operand) throws Failure {
    List<Scalar> values = list(text, operand);
    if (!NotOneOf.areOfOneFamily(values)) {
      throw refused(text, "the values " + NotOneOf.FORM);
    }
    return new NotOneOf(values);
  }

  private static List<String> texts(String text, String operand) throws Failure {
    List<String> texts = new ArrayList<>();
    for (Scalar value : list(text, operand)) {
      if (!(value instanceof Scalar.Text one)) {
        throw refused(text, "the values must be texts; put numbers in double quotes");
      }
      texts.add(one.value());
    }
    return texts;
  }

  private static <T> List<T> entries(
      String text, String operand, Function<String, @Nullable T> find, String form) throws Failure {
    List<T> entries = new ArrayList<>();
    for (String part : parts(operand)) {
      entries.add(entry(text, part, find, form));
    }
    return entries;
  }

  private static <T> T entry(
      String text, String operand, Function<String, @Nullable T> find, String form) throws Failure {
    T entry = find.apply(operand);
    if (entry == null) {
      throw refused(text, "the " + form);
    }
    return entry;
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
    return new Failure(Exit.USAGE, text + ": " + problem);
  }
}
