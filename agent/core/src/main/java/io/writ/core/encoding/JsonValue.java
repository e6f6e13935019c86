package io.writ.core.encoding;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value as {@link JsonReader} read it: immutable, numbers exact. */
public sealed interface JsonValue {

  /** What the value is called in messages: {@code object}, {@code array}, {@code string}, … */
  String typeName();

  /** An object; members keep the order in which they were read. */
  record Members(Map<String, JsonValue> byName) implements JsonValue {
    public Members {
      byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    @Override
    public String typeName() {
      return "object";
    }
  }

  /** An array. */
  record Items(List<JsonValue> values) implements JsonValue {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String typeName() {
      return "array";
    }
  }

  /** A string without lone surrogates. */
  record Text(String value) implements JsonValue {
    @Override
    public String typeName() {
      return "string";
    }
  }

  /** A number written without fraction and exponent, within ±(2^53 − 1). */
  record Whole(long value) implements JsonValue {
    @Override
    public String typeName() {
      return "integer";
    }
  }

  /**
   * A number written with a fraction or an exponent; {@code 1.0} is one, so that a claim that must
   * be an integer can refuse it.
   */
  record Fraction(BigDecimal value) implements JsonValue {
    @Override
    public String typeName() {
      return "number";
    }
  }

  /** {@code true} or {@code false}. */
  record Truth(boolean value) implements JsonValue {
    @Override
    public String typeName() {
      return "boolean";
    }
  }

  /** {@code null}. */
  record Nothing() implements JsonValue {
    @Override
    public String typeName() {
      return "null";
    }
  }
}
