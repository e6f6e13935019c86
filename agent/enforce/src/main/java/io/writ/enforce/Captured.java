package io.writ.enforce;

import io.writ.core.decision.Authority;
import org.jspecify.annotations.Nullable;

/**
 * What a thread carried at one moment: its binding, and the execution that it was inside of. One
 * object serves all submissions until either changes.
 */
final class Captured {
  /** Nothing bound, and inside of no execution. */
  static final Captured NOTHING = new Captured(null, 0, 0);

  final @Nullable Authority authority;
  final long parentHigh;
  final long parentLow;

  Captured(@Nullable Authority authority, long parentHigh, long parentLow) {
    this.authority = authority;
    this.parentHigh = parentHigh;
    this.parentLow = parentLow;
  }

  /** Whether a task would run alike with either. */
  boolean isSame(Captured other) {
    return authority == other.authority
        && parentHigh == other.parentHigh
        && parentLow == other.parentLow;
  }
}
