package io.writ.core.artifact;

import io.writ.api.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Whether an artifact that was verified still stands in a given governance state.
 *
 * @param reason why not, or null when it stands
 * @param detail where and what, one line; empty when it stands
 * @param untilNanos on the monotonic clock: when to ask again; {@link Long#MAX_VALUE} when only
 *     another state can change the answer
 */
public record Standing(@Nullable Reason reason, String detail, long untilNanos) {
  static Standing fallen(Reason reason, String detail) {
    return new Standing(reason, detail, Long.MAX_VALUE);
  }

  /** Fallen for now: the same list, seen again, may raise it. */
  static Standing stale(String detail, long nowNanos) {
    return new Standing(Reason.STALE_GOVERNANCE, detail, nowNanos);
  }

  static Standing until(long nanos) {
    return new Standing(null, "", nanos);
  }
}
