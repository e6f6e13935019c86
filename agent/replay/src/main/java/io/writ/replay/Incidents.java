package io.writ.replay;

import org.jspecify.annotations.Nullable;

/**
 * What a journal says of the trouble that its process had.
 *
 * @param gaps how many GAP records there are
 * @param longestStillNanos the longest time that the process stood still
 * @param wallStepNanos how far the wall clock was set, forth and back added up
 * @param warnings how many WARNING records there are
 * @param lastWarning null when there is none
 */
public record Incidents(
    long gaps,
    long longestStillNanos,
    long wallStepNanos,
    long warnings,
    @Nullable WarningRecord lastWarning) {
  /** No trouble. */
  public static final Incidents NONE = new Incidents(0, 0, 0, 0, null);
}
