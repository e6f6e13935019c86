package io.writ.crypto;

/** A key file that holds no usable key. The message says what was expected, never what is there. */
public final class KeyRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean foreign;

  KeyRefused(String problem) {
    this(problem, false);
  }

  private KeyRefused(String problem, boolean foreign) {
    super(problem, null, false, false);
    this.foreign = foreign;
  }

  /** For a key that is well-formed, but of a kind that is not read here. */
  static KeyRefused foreign(String problem) {
    return new KeyRefused(problem, true);
  }

  boolean isForeign() {
    return foreign;
  }
}
