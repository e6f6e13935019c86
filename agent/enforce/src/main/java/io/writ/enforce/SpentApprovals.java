package io.writ.enforce;

import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Lifetimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The approvals that a call has used up. An approval is of one call, so a second call with the same
 * arguments needs another. Kept for as long as any approval may live; safe for use by many threads.
 *
 * <p>A restart forgets. // BUG: an approval that is still alive can be used once more after one.
 */
final class SpentApprovals {
  /** No approval lives longer after its use: its clock may have been ahead of ours. */
  private static final long LIFE_NANOS = Lifetimes.CAP.plus(ArtifactVerifier.CLOCK_SKEW).toNanos();

  private static final int CAPACITY = 100_000;

  private final Map<String, Long> spentAt = new HashMap<>();

  /** Spends all of them or, when one is spent or there is no room, none. */
  synchronized boolean spend(List<String> approvals, long nowNanos) {
    if (spentAt.size() + approvals.size() > CAPACITY) {
      spentAt.values().removeIf(at -> nowNanos - at > LIFE_NANOS);
    }
    if (spentAt.size() + approvals.size() > CAPACITY
        || approvals.stream().anyMatch(spentAt::containsKey)) {
      return false;
    }
    approvals.forEach(approval -> spentAt.put(approval, nowNanos));
    return true;
  }
}
