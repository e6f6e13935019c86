package io.writ.replay;

import org.jspecify.annotations.Nullable;

/**
 * What the checkpoints of a journal prove.
 *
 * @param key the vkey that signed the first of them, as GENESIS names it; null for a journal
 *     without
 * @param epochs how many keys there were, one after the other
 * @param lastKey the vkey of the newest checkpoint: of the last epoch, unless the process died
 *     before the checkpoint that begins it; null without a key
 * @param keyOrigin {@code file} or {@code boot}; empty without a key
 * @param isPinned whether the verifier knew one of the keys from elsewhere
 * @param isSigned whether signatures were checked
 * @param seals how many SEAL records were checked
 * @param covered how many records the newest checkpoint covers
 * @param ownRecords how many of those the journal's own process covered; the rest the next boot did
 * @param rootHex of the tree over all records, 64 hex digits; empty when there is no key
 * @param longestSilenceNanos between two records, by the monotonic clock
 */
public record SealVerdict(
    @Nullable String key,
    long epochs,
    @Nullable String lastKey,
    String keyOrigin,
    boolean isPinned,
    boolean isSigned,
    long seals,
    long covered,
    long ownRecords,
    String rootHex,
    long longestSilenceNanos) {
  /** Nothing is sealed, or nothing can be checked. */
  public static final SealVerdict NONE =
      new SealVerdict(null, 0, null, "", false, false, 0, 0, 0, "", 0);

  /** Whether there are checkpoints to speak of. */
  public boolean isSealed() {
    return key != null;
  }
}
