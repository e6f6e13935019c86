package io.writ.policy.learn;

import org.jspecify.annotations.Nullable;

/**
 * How often something was seen and when. Adding is commutative: the order of journals must not show
 * in what is learned from them.
 *
 * @param count how many records
 * @param firstNanos wall clock of the earliest
 * @param lastNanos wall clock of the latest
 * @param struck how many of them a deny rule of the observed policy struck
 * @param sample the first of them in the order of journal ids and sequence numbers
 */
record Sightings(long count, long firstNanos, long lastNanos, long struck, RecordName sample) {

  /** Both together. */
  Sightings plus(@Nullable Sightings other) {
    return other == null
        ? this
        : new Sightings(
            count + other.count,
            Math.min(firstNanos, other.firstNanos),
            Math.max(lastNanos, other.lastNanos),
            struck + other.struck,
            sample.compareTo(other.sample) <= 0 ? sample : other.sample);
  }
}
