package io.writ.core.constraint;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a constraint from JSON, strictly: one of the known types, its members and no others. */
public final class ConstraintReader {
  /** Values in {@code one_of}, paths in {@code path_under}. */
  public static final int MAX_VALUES = 256;

  /** UTF-8 bytes in one text. */
  public static final int MAX_TEXT_BYTES = 4096;

  private final String path;
  private final Map<String, JsonValue> members;

  private ConstraintReader(String path, Map<String, JsonValue> members) {
    this.path = path;
    this.members = members;
  }

  /**
   * The constraint that the JSON spells.
   *
   * @param path where the constraint stands, for messages
   */
  public static Constraint read(JsonValue json, String path) throws ConstraintRefused {
    if (!(json instanceof JsonValue.Members object)) {
      throw new ConstraintRefused(
          Reason.CLAIM_INVALID, path + " is [" + json.typeName() + "], must be [object]");
    }
    return new ConstraintReader(path, object.byName()).constraint();
  }

  private Constraint constraint() throws ConstraintRefused {
    if (!(required("type") instanceof JsonValue.Text type)) {
      throw invalid("type", "must be [string]");
    }
    return switch (type.value()) {
      case "exact" -> {
        checkMembers(Set.of("type", "value"));
        yield new Exact(scalar(required("value"), "value"));
      }
      case "one_of" -> {
        checkMembers(Set.of("type", "values"));
        yield oneOf();
      }
      case "range" -> {
        checkMembers(Set.of("type", "min", "max"));
        yield range();
      }
      case "path_under" -> {
        checkMembers(Set.of("type", "path", "paths"));
        yield pathUnder();
      }
      case "wildcard" -> {
        checkMembers(Set.of("type"));
        yield new Wildcard();
      }
      default ->
          throw invalid("type", "must be one of [exact, one_of, range, path_under, wildcard]");
    };
  }

  private OneOf oneOf() throws ConstraintRefused {
    List<Scalar> values = new ArrayList<>();
    for (JsonValue item : items("values")) {
      values.add(scalar(item, "values[" + values.size() + "]"));
    }
    return new OneOf(values);
  }

  private Range range() throws ConstraintRefused {
    BigDecimal min = number("min");
    BigDecimal max = number("max");
    if (min == null && max == null) {
      throw new ConstraintRefused(Reason.CLAIM_MISSING, path + " has neither [min] nor [max]");
    }
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw invalid("min", "is greater than [max]");
    }
    return new Range(min, max);
  }

  private PathUnder pathUnder() throws ConstraintRefused {
    JsonValue single = members.get("path");
    if (single != null && members.containsKey("paths")) {
      throw invalid("paths", "stands beside [path]; use one of them");
    }
    if (single == null && !members.containsKey("paths")) {
      throw new ConstraintRefused(Reason.CLAIM_MISSING, path + ".path is missing");
    }
    List<RealPath> roots = new ArrayList<>();
    if (single != null) {
      roots.add(realPath(single, "path"));
    } else {
      for (JsonValue item : items("paths")) {
        roots.add(realPath(item, "paths[" + roots.size() + "]"));
      }
    }
    return new PathUnder(roots);
  }

  private RealPath realPath(JsonValue json, String name) throws ConstraintRefused {
    if (!(json instanceof JsonValue.Text text)) {
      throw invalid(name, "is [" + json.typeName() + "], must be [string]");
    }
    checkLength(text.value(), name);
    if (!RealPath.isCanonical(text.value())) {
      throw invalid(name, "must be absolute, without [.], [..], empty components and NUL");
    }
    return new RealPath(text.value());
  }

  private Scalar scalar(JsonValue json, String name) throws ConstraintRefused {
    if (json instanceof JsonValue.Text text) {
      checkLength(text.value(), name);
      return new Scalar.Text(text.value());
    } else if (json instanceof JsonValue.Whole whole) {
      return new Scalar.Whole(whole.value());
    } else if (json instanceof JsonValue.Fraction fraction) {
      return Scalar.of(fraction.value());
    } else if (json instanceof JsonValue.Truth truth) {
      return new Scalar.Truth(truth.value());
    }
    throw invalid(name, "is [" + json.typeName() + "], must be [string, number or boolean]");
  }

  private @Nullable BigDecimal number(String name) throws ConstraintRefused {
    JsonValue json = members.get(name);
    if (json == null) {
      return null;
    }
    BigDecimal number = scalar(json, name).number();
    if (number == null) {
      throw invalid(name, "is [" + json.typeName() + "], must be [number]");
    }
    return number;
  }

  private List<JsonValue> items(String name) throws ConstraintRefused {
    JsonValue json = required(name);
    if (!(json instanceof JsonValue.Items items)) {
      throw invalid(name, "is [" + json.typeName() + "], must be [array]");
    }
    if (items.values().isEmpty()) {
      throw invalid(name, "is empty");
    }
    if (items.values().size() > MAX_VALUES) {
      throw new ConstraintRefused(
          Reason.TOO_LARGE,
          path
              + "."
              + name
              + " has ["
              + items.values().size()
              + "] values, at most ["
              + MAX_VALUES
              + "]");
    }
    return items.values();
  }

  private JsonValue required(String name) throws ConstraintRefused {
    JsonValue json = members.get(name);
    if (json == null) {
      throw new ConstraintRefused(Reason.CLAIM_MISSING, path + "." + name + " is missing");
    }
    return json;
  }

  private void checkMembers(Set<String> known) throws ConstraintRefused {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw new ConstraintRefused(
            Reason.CLAIM_INVALID, path + " has a member that its type does not have");
      }
    }
  }

  private void checkLength(String text, String name) throws ConstraintRefused {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_TEXT_BYTES) {
      throw new ConstraintRefused(
          Reason.TOO_LARGE,
          path + "." + name + " has [" + length + "] bytes, at most [" + MAX_TEXT_BYTES + "]");
    }
  }

  private ConstraintRefused invalid(String name, String problem) {
    return new ConstraintRefused(Reason.CLAIM_INVALID, path + "." + name + " " + problem);
  }
}
