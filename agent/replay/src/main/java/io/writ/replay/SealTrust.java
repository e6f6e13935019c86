package io.writ.replay;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureVerifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What makes the checkpoints of a journal count.
 *
 * @param signatures checks them; null checks roots and tiles alone, which proves nothing against
 *     whoever can write the files
 * @param pinned the keys that may have signed, known from elsewhere than the journal; empty takes
 *     the key that the journal names, which proves only that one hand sealed all of it
 * @param retention the keys that may state that records were pruned; without one of them pruned
 *     records are missing ones
 */
public record SealTrust(
    @Nullable SignatureVerifier signatures, Set<PublicKey> pinned, Set<PublicKey> retention) {
  /** Copies the sets. */
  public SealTrust {
    pinned = Set.copyOf(pinned);
    retention = Set.copyOf(retention);
  }

  /** Nobody may have pruned anything. */
  public SealTrust(@Nullable SignatureVerifier signatures, Set<PublicKey> pinned) {
    this(signatures, pinned, Set.of());
  }

  /** Roots and tiles alone. */
  public static SealTrust rootsOnly() {
    return new SealTrust(null, Set.of());
  }
}
