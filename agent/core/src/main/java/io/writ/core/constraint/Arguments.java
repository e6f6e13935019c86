package io.writ.core.constraint;

import org.jspecify.annotations.Nullable;

/**
 * The actual argument values of one governed call, in the order of the site's argument names.
 *
 * <p>Thread-confined and reused from call to call, so that deciding allocates nothing. Values are
 * typed once, when they are added, and are immutable from then on: what was checked is what runs.
 * At most {@link #MAX_ARGUMENTS} values.
 */
public final class Arguments {
  /** More named arguments than this make a site unweavable. */
  public static final int MAX_ARGUMENTS = 16;

  /** How a value is held. */
  public enum Kind {
    /** A whole number: byte, short, char, int, long and their boxes. */
    INTEGER,
    /** A {@code float} or {@code double}. */
    FLOATING,
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link String}. */
    TEXT,
    /** {@link java.math.BigDecimal}; a {@code BigInteger} becomes one. */
    DECIMAL,
    /** {@link RealPath}. */
    PATH,
    /** {@code List<String>}, unmodifiable. */
    TEXT_LIST,
    /** A null reference. */
    NULL,
    /** Of a type that no constraint but {@code wildcard} can decide. */
    OPAQUE
  }

  private final Kind[] kinds = new Kind[MAX_ARGUMENTS];
  private final long[] integers = new long[MAX_ARGUMENTS];
  private final double[] floatings = new double[MAX_ARGUMENTS];
  private final @Nullable Object[] objects = new @Nullable Object[MAX_ARGUMENTS];
  private int size;

  /** Forgets all values. */
  public void clear() {
    for (int i = 0; i < size; i++) {
      objects[i] = null;
    }
    size = 0;
  }

  /** Adds a whole number. */
  public void addInteger(long value) {
    integers[size] = value;
    kinds[size++] = Kind.INTEGER;
  }

  /** Adds a floating-point number. */
  public void addFloating(double value) {
    floatings[size] = value;
    kinds[size++] = Kind.FLOATING;
  }

  /** Adds a boolean. */
  public void addBoolean(boolean value) {
    integers[size] = value ? 1 : 0;
    kinds[size++] = Kind.BOOLEAN;
  }

  /**
   * Adds a reference of a kind that holds one.
   *
   * @param kind TEXT, DECIMAL, PATH or TEXT_LIST, with a value of the type that it documents, or
   *     NULL or OPAQUE with null
   */
  public void add(Kind kind, @Nullable Object value) {
    objects[size] = value;
    kinds[size++] = kind;
  }

  /** How many values were added. */
  public int size() {
    return size;
  }

  /** How value {@code index} is held. */
  public Kind kind(int index) {
    return kinds[index];
  }

  /** Value {@code index} of kind INTEGER. */
  public long integer(int index) {
    return integers[index];
  }

  /** Value {@code index} of kind FLOATING. */
  public double floating(int index) {
    return floatings[index];
  }

  /** Value {@code index} of kind BOOLEAN. */
  public boolean bool(int index) {
    return integers[index] != 0;
  }

  /** Value {@code index} of kind TEXT, DECIMAL, PATH or TEXT_LIST; null for NULL and OPAQUE. */
  public @Nullable Object object(int index) {
    return objects[index];
  }
}
