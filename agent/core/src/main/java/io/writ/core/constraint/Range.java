package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"type":"range","min":n,"max":n}}: a number between the bounds, both inclusive, at least
 * one of them given. Not a record: the bounds are kept as longs too, so that a whole argument is
 * decided without allocation.
 */
public final class Range implements Constraint {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private final @Nullable BigDecimal min;
  private final @Nullable BigDecimal max;
  private final boolean isEmptyForWholes;
  private final long leastWhole;
  private final long greatestWhole;

  /**
   * @throws IllegalArgumentException when neither bound is given or min is greater than max
   */
  public Range(@Nullable BigDecimal min, @Nullable BigDecimal max) {
    if (min == null && max == null) {
      throw new IllegalArgumentException("range without bounds");
    }
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw new IllegalArgumentException("range with min above max");
    }
    this.min = min == null ? null : min.stripTrailingZeros();
    this.max = max == null ? null : max.stripTrailingZeros();
    BigDecimal least = min == null ? LEAST : min.setScale(0, RoundingMode.CEILING);
    BigDecimal greatest = max == null ? GREATEST : max.setScale(0, RoundingMode.FLOOR);
    this.isEmptyForWholes = least.compareTo(GREATEST) > 0 || greatest.compareTo(LEAST) < 0;
    this.leastWhole = least.max(LEAST).min(GREATEST).longValueExact();
    this.greatestWhole = greatest.max(LEAST).min(GREATEST).longValueExact();
  }

  @Override
  public boolean admits(Arguments arguments, int index) {
    if (arguments.kind(index) == Arguments.Kind.INTEGER) {
      long value = arguments.integer(index);
      return !isEmptyForWholes && value >= leastWhole && value <= greatestWhole;
    }
    return contains(ArgumentNumber.find(arguments, index));
  }

  @Override
  public boolean decides(Arguments arguments, int index) {
    return Scalar.Family.NUMBER.includes(arguments, index);
  }

  /** Whether the number lies between the bounds; false for null. */
  boolean contains(@Nullable BigDecimal number) {
    return number != null
        && (min == null || number.compareTo(min) >= 0)
        && (max == null || number.compareTo(max) <= 0);
  }

  /** Whether the whole other range lies between the bounds. */
  boolean contains(Range other) {
    return isMinCovered(other.min) && isMaxCovered(other.max);
  }

  private boolean isMinCovered(@Nullable BigDecimal childMin) {
    return min == null || (childMin != null && childMin.compareTo(min) >= 0);
  }

  private boolean isMaxCovered(@Nullable BigDecimal childMax) {
    return max == null || (childMax != null && childMax.compareTo(max) <= 0);
  }

  /** The least number admitted, or null when there is none. */
  public @Nullable BigDecimal min() {
    return min;
  }

  /** The greatest number admitted, or null when there is none. */
  public @Nullable BigDecimal max() {
    return max;
  }

  @Override
  public JsonValue toJson() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("type", new JsonValue.Text("range"));
    if (min != null) {
      members.put("min", Scalar.of(min).toJson());
    }
    if (max != null) {
      members.put("max", Scalar.of(max).toJson());
    }
    return new JsonValue.Members(members);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Range range
        && Objects.equals(min, range.min)
        && Objects.equals(max, range.max);
  }

  @Override
  public int hashCode() {
    return Objects.hash(min, max);
  }

  @Override
  public String toString() {
    return "Range[min=" + min + ", max=" + max + "]";
  }
}
