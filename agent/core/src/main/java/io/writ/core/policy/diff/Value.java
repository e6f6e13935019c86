package io.writ.core.policy.diff;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a call that is tried.
 *
 * @param kind how it is held
 * @param object a Long, Boolean, String, RealPath, BigDecimal or list; null for NULL and OPAQUE
 */
public record Value(Kind kind, @Nullable Object object) {

  /** Adds it. */
  public void addTo(Arguments arguments) {
    if (kind == Kind.INTEGER && object instanceof Long whole) {
      arguments.addInteger(whole);
    } else if (kind == Kind.BOOLEAN && object instanceof Boolean truth) {
      arguments.addBoolean(truth);
    } else {
      arguments.add(kind, object);
    }
  }

  /** For people. */
  @Override
  public String toString() {
    return switch (kind) {
      case TEXT -> "\"" + object + "\"";
      case NULL -> "null";
      case OPAQUE -> "(a value that no constraint decides)";
      case INTEGER, FLOATING, BOOLEAN, DECIMAL, PATH, TEXT_LIST -> String.valueOf(object);
    };
  }
}
