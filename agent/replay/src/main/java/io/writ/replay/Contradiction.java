package io.writ.replay;

/** A record that hashes well and still cannot be: what was expected, what was found. */
final class Contradiction extends Exception {
  private static final long serialVersionUID = 1L;

  Contradiction(String what) {
    super(what);
  }
}
