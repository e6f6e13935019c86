package io.writ.core.revocation;

import io.writ.api.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this runtime knows of revocations at one moment; immutable. A runtime replaces it when it
 * learns more, and with a later deadline when it has seen again that nothing changed.
 */
public final class GovernanceState {
  /** For a runtime that is not configured to learn of revocations. */
  public static final GovernanceState NONE =
      new GovernanceState(0, null, Long.MAX_VALUE, false, Map.of());

  private final long epoch;
  private final @Nullable RevocationList list;
  private final long deadlineNanos;
  private final boolean isPolicyRevoked;
  private final Map<String, Status> statuses;

  /**
   * A status list and how long it may be relied on.
   *
   * @param deadlineNanos on the monotonic clock
   */
  public record Status(StatusList list, long deadlineNanos) {}

  /**
   * A state.
   *
   * @param epoch differs from the last state's when anything but a deadline does
   * @param list the revocations, or null where none are configured
   * @param deadlineNanos until when the list may be relied on, on the monotonic clock; {@link
   *     Long#MAX_VALUE} for always
   * @param isPolicyRevoked whether the list revokes the running policy
   * @param statuses by URI
   */
  public GovernanceState(
      long epoch,
      @Nullable RevocationList list,
      long deadlineNanos,
      boolean isPolicyRevoked,
      Map<String, Status> statuses) {
    this.epoch = epoch;
    this.list = list;
    this.deadlineNanos = deadlineNanos;
    this.isPolicyRevoked = isPolicyRevoked;
    this.statuses = Map.copyOf(statuses);
  }

  /** Differs between two states when anything but a deadline does. */
  public long epoch() {
    return epoch;
  }

  /** The version of the revocations in force, 0 for none. */
  public long version() {
    return list == null ? 0 : list.version();
  }

  /** Why nothing may be allowed now, or null. */
  public @Nullable Reason outage(long nowNanos) {
    if (deadlineNanos != Long.MAX_VALUE && nowNanos - deadlineNanos >= 0) {
      return Reason.STALE_GOVERNANCE;
    }
    return isPolicyRevoked ? Reason.REVOKED : null;
  }

  /** Whether the id is revoked. */
  public boolean isRevoked(RevocationKind kind, String id) {
    return list != null && list.isRevoked(kind, id);
  }

  /** The status list that has this URI, or null. */
  public @Nullable Status status(String uri) {
    return statuses.get(uri);
  }
}
