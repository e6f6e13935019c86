package io.writ.cli;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How old what is pruned must be. */
final class PruneAge {
  private static final int MAX_DAYS = 36_500;

  @Option(
      names = "--before",
      converter = InstantText.class,
      paramLabel = "INSTANT",
      description = "Segments that ended before this moment, 2027-01-15T08:00:00Z.")
  private @Nullable Instant before;

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      description = "Segments that ended more than so many days ago.")
  private int days = -1;

  /** What ended before it may go. */
  Instant limit(Instant now) throws Failure {
    if (before != null) {
      if (before.isAfter(now)) {
        throw new Failure(
            Exit.USAGE, "--before [" + before + "] is yet to come; it is [" + now + "]");
      }
      return before;
    }
    if (days < 0 || days > MAX_DAYS) {
      throw new Failure(
          Exit.USAGE, "--older-than [" + days + "] is not 0 to " + MAX_DAYS + " days");
    }
    return now.minus(Duration.ofDays(days));
  }
}
