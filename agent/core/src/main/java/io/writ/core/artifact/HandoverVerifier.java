package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that an artifact was handed to this very runtime with this very message. The last link
 * is the sender's fresh signature over both, which is why no proof of possession is asked for.
 */
final class HandoverVerifier {
  private final String runtime;
  private final @Nullable PublicKey runtimeKey;
  private final UsedHandovers used;

  HandoverVerifier(String runtime, @Nullable PublicKey runtimeKey, Instant startedAt) {
    this.runtime = runtime;
    this.runtimeKey = runtimeKey;
    this.used = new UsedHandovers(startedAt.getEpochSecond());
  }

  /**
   * @param message null when the artifact is bound without one
   * @param at {@code link[n]}, the last link
   */
  void verify(
      VerifiedLink leaf, Handover handover, @Nullable CarriedMessage message, long now, String at)
      throws Rejected {
    LinkClaims claims = leaf.claims();
    if (!handover.runtime().equals(runtime)) {
      throw new Rejected(Reason.WRONG_RUNTIME, at + ".writ.handover.to is not [" + runtime + "]");
    }
    if (!claims.holder().equals(runtimeKey)) {
      throw new Rejected(
          Reason.POSSESSION_NOT_PROVEN,
          at
              + ".cnf.jwk is not this runtime's key; the sender's policy must list the key that the"
              + " trust file pins under runtime.key");
    }
    if (message == null) {
      throw new Rejected(
          Reason.WRONG_MESSAGE,
          at + ".writ.handover is for one message; it counts where that arrives, by Writ.arrive");
    }
    if (!handover.message().equals(Handover.digest(message.text()))) {
      throw new Rejected(
          Reason.WRONG_MESSAGE, at + ".writ.handover.msg is the hash of another message");
    }
    used.checkUnused(claims, leaf.hash(), message.coordinates(), now, at);
  }
}
