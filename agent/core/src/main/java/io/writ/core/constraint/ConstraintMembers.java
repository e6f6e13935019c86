package io.writ.core.constraint;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of one constraint's JSON object. */
final class ConstraintMembers {
  private final String path;
  private final Map<String, JsonValue> byName;

  private ConstraintMembers(String path, Map<String, JsonValue> byName) {
    this.path = path;
    this.byName = byName;
  }

  static ConstraintMembers of(JsonValue json, String path) throws ConstraintRefused {
    if (!(json instanceof JsonValue.Members object)) {
      throw new ConstraintRefused(
          Reason.CLAIM_INVALID, path + " is [" + json.typeName() + "], must be [object]");
    }
    return new ConstraintMembers(path, object.byName());
  }

  String type() throws ConstraintRefused {
    if (!(required("type") instanceof JsonValue.Text type)) {
      throw invalid("type", "must be [string]");
    }
    return type.value();
  }

  /** Refuses any member that is neither {@code type} nor one of these. */
  void checkNames(String... known) throws ConstraintRefused {
    for (String name : byName.keySet()) {
      if (!name.equals("type") && !List.of(known).contains(name)) {
        throw new ConstraintRefused(
            Reason.CLAIM_INVALID, path + " has a member that its type does not have");
      }
    }
  }

  /** The entries under the plural name, or the one under the singular; one of them is there. */
  <T> List<T> oneOrMore(String one, String more, Function<String, @Nullable T> find, String form)
      throws ConstraintRefused {
    checkNames(one, more);
    JsonValue single = byName.get(one);
    if (single != null && byName.containsKey(more)) {
      throw invalid(more, "stands beside [" + one + "]; use one of them");
    }
    if (single == null && !byName.containsKey(more)) {
      throw missing(one);
    }
    List<T> entries = new ArrayList<>();
    if (single != null) {
      entries.add(entry(single, one, find, form));
    } else {
      for (JsonValue item : items(more, 1, ConstraintReader.MAX_VALUES)) {
        entries.add(entry(item, more + "[" + entries.size() + "]", find, form));
      }
    }
    return entries;
  }

  private <T> T entry(JsonValue json, String name, Function<String, @Nullable T> find, String form)
      throws ConstraintRefused {
    T entry = find.apply(text(json, name));
    if (entry == null) {
      throw invalid(name, form);
    }
    return entry;
  }

  List<Scalar> scalars(String name) throws ConstraintRefused {
    List<Scalar> values = new ArrayList<>();
    for (JsonValue item : items(name, 1, ConstraintReader.MAX_VALUES)) {
      values.add(scalar(item, name + "[" + values.size() + "]"));
    }
    return values;
  }

  List<String> texts(String name, int least) throws ConstraintRefused {
    List<String> values = new ArrayList<>();
    for (JsonValue item : items(name, least, ConstraintReader.MAX_VALUES)) {
      values.add(text(item, name + "[" + values.size() + "]"));
    }
    return values;
  }

  Scalar scalar(String name) throws ConstraintRefused {
    return scalar(required(name), name);
  }

  private Scalar scalar(JsonValue json, String name) throws ConstraintRefused {
    if (json instanceof JsonValue.Text) {
      return new Scalar.Text(text(json, name));
    } else if (json instanceof JsonValue.Whole whole) {
      return new Scalar.Whole(whole.value());
    } else if (json instanceof JsonValue.Fraction fraction) {
      return Scalar.of(fraction.value());
    } else if (json instanceof JsonValue.Truth truth) {
      return new Scalar.Truth(truth.value());
    }
    throw invalid(name, "is [" + json.typeName() + "], must be [string, number or boolean]");
  }

  /** The number, or null when the member is missing. */
  @Nullable BigDecimal findNumber(String name) throws ConstraintRefused {
    JsonValue json = byName.get(name);
    if (json == null) {
      return null;
    }
    BigDecimal number = scalar(json, name).number();
    if (number == null) {
      throw invalid(name, "is [" + json.typeName() + "], must be [number]");
    }
    return number;
  }

  /** The elements of an array of so many. */
  List<JsonValue> items(String name, int least, int most) throws ConstraintRefused {
    JsonValue json = required(name);
    if (!(json instanceof JsonValue.Items items)) {
      throw invalid(name, "is [" + json.typeName() + "], must be [array]");
    }
    int size = items.values().size();
    if (size < least) {
      throw invalid(name, "is empty");
    }
    if (size > most) {
      throw tooLarge("." + name + " has [" + size + "] values, at most [" + most + "]");
    }
    return items.values();
  }

  private String text(JsonValue json, String name) throws ConstraintRefused {
    if (!(json instanceof JsonValue.Text text)) {
      throw invalid(name, "is [" + json.typeName() + "], must be [string]");
    }
    int length = text.value().getBytes(StandardCharsets.UTF_8).length;
    if (length > ConstraintReader.MAX_TEXT_BYTES) {
      throw tooLarge(
          "."
              + name
              + " has ["
              + length
              + "] bytes, at most ["
              + ConstraintReader.MAX_TEXT_BYTES
              + "]");
    }
    return text.value();
  }

  private JsonValue required(String name) throws ConstraintRefused {
    JsonValue json = byName.get(name);
    if (json == null) {
      throw missing(name);
    }
    return json;
  }

  ConstraintRefused invalid(String name, String problem) {
    return new ConstraintRefused(Reason.CLAIM_INVALID, path + "." + name + " " + problem);
  }

  /** A refusal of the whole constraint for its size; the problem follows its path. */
  ConstraintRefused tooLarge(String problem) {
    return new ConstraintRefused(Reason.TOO_LARGE, path + problem);
  }

  /** A refusal for a missing member. */
  ConstraintRefused missing(String name) {
    return new ConstraintRefused(Reason.CLAIM_MISSING, path + "." + name + " is missing");
  }

  /** A refusal for what is missing, in the caller's words. */
  ConstraintRefused lacks(String problem) {
    return new ConstraintRefused(Reason.CLAIM_MISSING, path + " " + problem);
  }
}
