package io.writ.crypto;

/** A key file that holds no usable key. The message says what was expected, never what is there. */
public final class KeyRefused extends Exception {
  private static final long serialVersionUID = 1L;

  KeyRefused(String problem) {
    super(problem, null, false, false);
  }
}
