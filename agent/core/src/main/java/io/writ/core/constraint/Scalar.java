package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One value that a constraint names.
 *
 * <p>A number is {@link Whole} when it is whole, however it was written ({@code 5}, {@code 5.0}),
 * so that equal numbers are equal values and a whole argument is compared without allocation.
 */
public sealed interface Scalar {
  /** The least number that is a {@link Whole}. */
  BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);

  /** The greatest number that is a {@link Whole}. */
  BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** Whether argument {@code index} is this value; false when its kind cannot be. */
  boolean matches(Arguments arguments, int index);

  /** What kind of value it is. */
  Family family();

  /** The number, or null for a text or a boolean. */
  default @Nullable BigDecimal number() {
    return null;
  }

  /** The value as JSON. */
  JsonValue toJson();

  /** The number in its one form. */
  static Scalar of(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return isWhole(stripped) ? new Whole(stripped.longValueExact()) : new Decimal(stripped);
  }

  private static boolean isWhole(BigDecimal stripped) {
    return stripped.scale() <= 0
        && stripped.compareTo(LEAST) >= 0
        && stripped.compareTo(GREATEST) <= 0;
  }

  /** The kinds of values, each comparable with its own only. */
  enum Family {
    /** Texts, and paths by their real path. */
    TEXT,
    /** Numbers, whole or not. */
    NUMBER,
    /** Booleans. */
    BOOLEAN;

    /** Whether argument {@code index} has a value of this family. */
    boolean includes(Arguments arguments, int index) {
      return switch (arguments.kind(index)) {
        case INTEGER -> this == NUMBER;
        case FLOATING -> this == NUMBER && Double.isFinite(arguments.floating(index));
        case DECIMAL -> this == NUMBER && arguments.object(index) instanceof BigDecimal;
        case BOOLEAN -> this == BOOLEAN;
        case TEXT -> this == TEXT && arguments.object(index) instanceof String;
        case PATH -> this == TEXT && arguments.object(index) instanceof RealPath;
        case TEXT_LIST, NULL, OPAQUE -> false;
      };
    }
  }

  /** A text; a path argument matches by its real path. */
  record Text(String value) implements Scalar {
    @Override
    public boolean matches(Arguments arguments, int index) {
      Object object = arguments.object(index);
      return switch (arguments.kind(index)) {
        case TEXT -> value.equals(object);
        case PATH -> object instanceof RealPath path && value.equals(path.value());
        case INTEGER, FLOATING, BOOLEAN, DECIMAL, TEXT_LIST, NULL, OPAQUE -> false;
      };
    }

    @Override
    public Family family() {
      return Family.TEXT;
    }

    @Override
    public JsonValue toJson() {
      return new JsonValue.Text(value);
    }
  }

  /** A whole number. */
  record Whole(long value) implements Scalar {
    @Override
    public boolean matches(Arguments arguments, int index) {
      if (arguments.kind(index) == Arguments.Kind.INTEGER) {
        return arguments.integer(index) == value;
      }
      // The argument first: a text must not cost the BigDecimal of this value.
      BigDecimal actual = ArgumentNumber.find(arguments, index);
      return actual != null && actual.compareTo(BigDecimal.valueOf(value)) == 0;
    }

    @Override
    public BigDecimal number() {
      return BigDecimal.valueOf(value);
    }

    @Override
    public Family family() {
      return Family.NUMBER;
    }

    @Override
    public JsonValue toJson() {
      return new JsonValue.Whole(value);
    }
  }

  /** A number that is no {@link Whole}, without trailing zeros. */
  record Decimal(BigDecimal value) implements Scalar {
    /**
     * @throws IllegalArgumentException when the number is a {@link Whole}: equal numbers would be
     *     unequal values, and a list of excluded values would miss one
     */
    public Decimal {
      value = value.stripTrailingZeros();
      if (isWhole(value)) {
        throw new IllegalArgumentException("a whole number as decimal");
      }
    }

    @Override
    public boolean matches(Arguments arguments, int index) {
      if (arguments.kind(index) == Arguments.Kind.INTEGER) {
        return false;
      }
      BigDecimal actual = ArgumentNumber.find(arguments, index);
      return actual != null && actual.compareTo(value) == 0;
    }

    @Override
    public BigDecimal number() {
      return value;
    }

    @Override
    public Family family() {
      return Family.NUMBER;
    }

    @Override
    public JsonValue toJson() {
      return new JsonValue.Fraction(value);
    }
  }

  /** A boolean. */
  record Truth(boolean value) implements Scalar {
    @Override
    public boolean matches(Arguments arguments, int index) {
      return arguments.kind(index) == Arguments.Kind.BOOLEAN && arguments.bool(index) == value;
    }

    @Override
    public Family family() {
      return Family.BOOLEAN;
    }

    @Override
    public JsonValue toJson() {
      return new JsonValue.Truth(value);
    }
  }
}
