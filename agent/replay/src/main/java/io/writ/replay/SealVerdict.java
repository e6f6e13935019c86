package io.writ.replay;

import org.jspecify.annotations.Nullable;

/**
 * What the checkpoints of a journal prove.
 *
 * @param key the vkey that signed them, as the journal names it; null for a journal without
 * @param keyOrigin {@code file} or {@code boot}; empty without a key
 * @param isPinned whether the verifier knew the key from elsewhere
 * @param isSigned whether signatures were checked
 * @param seals how many SEAL records were checked
 * @param covered how many records the newest checkpoint covers
 * @param ownRecords how many of those the journal's own process covered; the rest the next boot did
 * @param rootHex of the tree over all records, 64 hex digits; empty when there is no key
 * @param longestSilenceNanos between two records, by the monotonic clock
 */
public record SealVerdict(
    @Nullable String key,
    String keyOrigin,
    boolean isPinned,
    boolean isSigned,
    long seals,
    long covered,
    long ownRecords,
    String rootHex,
    long longestSilenceNanos) {
  /** Nothing is sealed, or nothing can be checked. */
  public static final SealVerdict NONE = new SealVerdict(null, "", false, false, 0, 0, 0, "", 0);

  /** Whether there are checkpoints to speak of. */
  public boolean isSealed() {
    return key != null;
  }
}
