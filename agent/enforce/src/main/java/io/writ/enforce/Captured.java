package io.writ.enforce;

import io.writ.core.decision.Authority;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a thread carried at one moment: its binding, the execution that it was inside of, and what
 * its work depends on. One object serves all submissions until one of these changes.
 */
final class Captured {
  /** Nothing bound, and inside of no execution. */
  static final Captured NOTHING = new Captured(null, 0, 0, null);

  final @Nullable Authority authority;
  final long parentHigh;
  final long parentLow;

  /** As {@link Dependencies#add} makes them; null for none. */
  final long @Nullable [] dependencies;

  Captured(
      @Nullable Authority authority,
      long parentHigh,
      long parentLow,
      long @Nullable [] dependencies) {
    this.authority = authority;
    this.parentHigh = parentHigh;
    this.parentLow = parentLow;
    this.dependencies = dependencies;
  }

  /** Whether it was inside of an execution. */
  boolean hasParent() {
    return (parentHigh | parentLow) != 0;
  }

  /** Whether a task would run alike with either. */
  boolean isSame(Captured other) {
    return authority == other.authority
        && parentHigh == other.parentHigh
        && parentLow == other.parentLow
        && Arrays.equals(dependencies, other.dependencies);
  }
}
