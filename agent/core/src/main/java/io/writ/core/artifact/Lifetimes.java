package io.writ.core.artifact;

import java.time.Duration;

/**
 * How long links may live, {@code exp − iat}.
 *
 * <p>The leaf is what a call is made with, so the leaf's limit holds for the last link, also when
 * it is the root and stands alone. A root or a middle link that lives longer is for delegating
 * from.
 *
 * @param leaf for the last link
 * @param root for every other link
 */
public record Lifetimes(Duration leaf, Duration root) {
  /** What no configuration may exceed. */
  public static final Duration CAP = Duration.ofHours(24);

  /** Five minutes for the leaf, one hour for the links above. */
  public static final Lifetimes DEFAULT = new Lifetimes(Duration.ofMinutes(5), Duration.ofHours(1));

  /**
   * @throws IllegalArgumentException when a limit is not between one second and {@link #CAP}
   */
  public Lifetimes {
    check(leaf);
    check(root);
  }

  private static void check(Duration lifetime) {
    if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(CAP) > 0) {
      throw new IllegalArgumentException("a lifetime must be between PT1S and " + CAP);
    }
  }
}
