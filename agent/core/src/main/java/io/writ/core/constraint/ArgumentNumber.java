package io.writ.core.constraint;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The exact number that an argument is.
 *
 * <p>A {@code double} counts with its exact binary value, not with the digits that Java prints for
 * it: the value that is checked is the value that runs, and the printed digits differ between JDK
 * releases (JDK-4511638). So {@code 0.1d} is not the constraint value 0.1; an amount belongs in a
 * {@code BigDecimal} or in whole cents.
 */
final class ArgumentNumber {
  private ArgumentNumber() {}

  /** The number, or null when the argument is none, or is infinite or NaN. */
  static @Nullable BigDecimal find(Arguments arguments, int index) {
    return switch (arguments.kind(index)) {
      case INTEGER -> BigDecimal.valueOf(arguments.integer(index));
      case FLOATING -> {
        double value = arguments.floating(index);
        yield Double.isFinite(value) ? new BigDecimal(value) : null;
      }
      case DECIMAL -> arguments.object(index) instanceof BigDecimal value ? value : null;
      case BOOLEAN, TEXT, PATH, TEXT_LIST, NULL, OPAQUE -> null;
    };
  }
}
