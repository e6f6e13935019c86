package io.writ.core.artifact;

import io.writ.core.jws.PublicKey;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A verified co-signature of an artifact's root. One that names a request is an approval: it counts
 * for that request only, and once.
 *
 * @param signer a pinned co-signer's key
 * @param hash of the signing input
 * @param expiresAt seconds since 1970
 * @param requestHash {@link RequestHash}, or null for a co-signature of whatever the root grants
 */
record Cosignature(PublicKey signer, String hash, long expiresAt, @Nullable String requestHash) {

  boolean isRevoked(GovernanceState governance) {
    return governance.isRevoked(RevocationKind.AUTHORITY, signer.thumbprint())
        || governance.isRevoked(RevocationKind.KEY, signer.thumbprint())
        || governance.isRevoked(RevocationKind.LINK, hash);
  }

  /**
   * How many different keys of the quorum co-signed. Keys, never key ids or signatures: one person
   * under two names, or twice, is one person.
   */
  static int count(Quorum quorum, List<Cosignature> cosignatures, GovernanceState governance) {
    Set<String> keys = new HashSet<>();
    for (Cosignature cosignature : cosignatures) {
      String thumbprint = cosignature.signer.thumbprint();
      if (quorum.of().contains(thumbprint) && !cosignature.isRevoked(governance)) {
        keys.add(thumbprint);
      }
    }
    return keys.size();
  }
}
