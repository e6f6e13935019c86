package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that the presenter holds the leaf's key: a proof that it signed for this artifact, this
 * runtime and this moment, and that was not presented here before.
 */
final class ProofVerifier {
  private static final String AT = "proof";
  private static final Set<String> KNOWN = Set.of("jti", "iat", "aud", "art_hash", "req_hash");

  private final SignatureVerifier signatures;
  private final String runtime;
  private final UsedProofs used;

  /**
   * @param startedAt proofs made before are refused: whether they were used is forgotten
   */
  ProofVerifier(SignatureVerifier signatures, String runtime, Instant startedAt) {
    this.signatures = signatures;
    this.runtime = runtime;
    this.used = new UsedProofs(startedAt.getEpochSecond());
  }

  /**
   * The request that the proof is bound to, or null for whatever the artifact grants.
   *
   * @param digest of the whole chain, base64url
   */
  @Nullable String verify(String text, PublicKey holder, String digest, Instant now)
      throws Rejected {
    CompactJws jws = CompactJws.parse(text, Limits.LINK_CHARS, AT);
    jws.checkSigned(
        jws.unpinnedHeader(JwsType.POSSESSION), holder, signatures, "the leaf's holder");
    Map<String, JsonValue> claims = jws.claims();
    Claim.checkNames(claims, KNOWN, AT);
    Claim.text(claims.get("jti"), AT + ".jti");
    if (!Claim.text(claims.get("art_hash"), AT + ".art_hash").equals(digest)) {
      throw new Rejected(
          Reason.POSSESSION_NOT_PROVEN, AT + ".art_hash is not the hash of this artifact");
    }
    if (!Claim.text(claims.get("aud"), AT + ".aud").equals(runtime)) {
      throw new Rejected(Reason.POSSESSION_NOT_PROVEN, AT + ".aud is not [" + runtime + "]");
    }
    String requestHash = Claim.findText(claims.get("req_hash"), AT + ".req_hash");
    used.checkUnused(jws.hash(), Claim.whole(claims.get("iat"), AT + ".iat"), now.getEpochSecond());
    return requestHash;
  }
}
