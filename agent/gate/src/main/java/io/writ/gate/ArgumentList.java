package io.writ.gate;

import org.jspecify.annotations.Nullable;

/**
 * Collects the named arguments of one governed call, primitives unboxed. Woven code calls {@code
 * add} once per named parameter, in the order of the site's argument names.
 */
public interface ArgumentList {

  /** Adds a byte, short, char, int or long. */
  ArgumentList add(long value);

  /** Adds a float or double. */
  ArgumentList add(double value);

  /** Adds a boolean. */
  ArgumentList add(boolean value);

  /** Adds a reference. */
  ArgumentList add(@Nullable Object value);
}
