package io.writ.core.artifact;

import io.writ.core.jws.PublicKey;
import io.writ.core.policy.KeyQuorum;
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
 * @param keyId the {@code kid} under which the trust file pins the co-signer
 * @param signer its key
 * @param hash of the signing input
 * @param expiresAt seconds since 1970
 * @param requestHash {@link RequestHash}, or null for a co-signature of whatever the root grants
 */
record Cosignature(
    String keyId, PublicKey signer, String hash, long expiresAt, @Nullable String requestHash) {

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

  /**
   * How many different keys of the policy's demand co-signed whatever the root grants, or this
   * request. Allocates nothing.
   *
   * @param requestHash of the call, or null
   */
  static int count(
      KeyQuorum quorum,
      List<Cosignature> cosignatures,
      @Nullable String requestHash,
      GovernanceState governance) {
    int count = 0;
    for (int i = 0; i < cosignatures.size(); i++) {
      if (cosignatures.get(i).counts(quorum, requestHash, governance)
          && !isRepeated(cosignatures, i, quorum, requestHash, governance)) {
        count++;
      }
    }
    return count;
  }

  private static boolean isRepeated(
      List<Cosignature> cosignatures,
      int index,
      KeyQuorum quorum,
      @Nullable String requestHash,
      GovernanceState governance) {
    String thumbprint = cosignatures.get(index).signer.thumbprint();
    for (int i = 0; i < index; i++) {
      Cosignature earlier = cosignatures.get(i);
      if (earlier.signer.thumbprint().equals(thumbprint)
          && earlier.counts(quorum, requestHash, governance)) {
        return true;
      }
    }
    return false;
  }

  private boolean counts(KeyQuorum quorum, @Nullable String request, GovernanceState governance) {
    return quorum.of().contains(keyId)
        && (requestHash == null || requestHash.equals(request))
        && !isRevoked(governance);
  }
}
