package io.writ.weave;

/** A class that cannot be governed as it asks; it must not run. The message names it and why. */
public final class WeaveRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WeaveRefused(String message) {
    super(message);
  }
}
