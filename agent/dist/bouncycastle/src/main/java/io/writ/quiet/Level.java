package io.writ.quiet;

/** The levels that BouncyCastle names. */
public enum Level {
  FINE,
  INFO,
  WARNING
}
