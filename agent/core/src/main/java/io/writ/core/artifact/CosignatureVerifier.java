package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsHeader;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the co-signatures that stand beside an artifact.
 *
 * <p>One by a key that this runtime does not pin is passed over: it may count elsewhere. One by a
 * pinned key that does not verify refuses the artifact.
 */
final class CosignatureVerifier {
  private static final Set<String> KNOWN =
      Set.of("iss", "jti", "iat", "exp", "aud", "aat_hash", "req_hash");

  private final SignatureVerifier signatures;
  private final PinnedKeys cosigners;
  private final String audience;

  CosignatureVerifier(SignatureVerifier signatures, PinnedKeys cosigners, String audience) {
    this.signatures = signatures;
    this.cosigners = cosigners;
    this.audience = audience;
  }

  /**
   * @param rootHash of the root's signing input
   */
  List<Cosignature> verify(List<String> texts, String rootHash, Instant now) throws Rejected {
    List<Cosignature> verified = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Cosignature cosignature = verify(texts.get(i), rootHash, now, "cosignature[" + i + "]");
      if (cosignature != null) {
        verified.add(cosignature);
      }
    }
    return verified;
  }

  private @Nullable Cosignature verify(String text, String rootHash, Instant now, String at)
      throws Rejected {
    CompactJws jws = CompactJws.parse(text, Limits.LINK_CHARS, at);
    JwsHeader header = jws.pinnedHeader(JwsType.COSIGNATURE);
    String keyId = String.valueOf(header.keyId());
    PublicKey key = cosigners.find(keyId);
    if (key == null) {
      return null;
    }
    jws.checkSigned(header, key, signatures, "the co-signer [" + keyId + "]");
    Map<String, JsonValue> claims = jws.claims();
    Claim.checkNames(claims, KNOWN, at);
    if (!Claim.text(claims.get("iss"), at + ".iss").equals(key.thumbprintUri())) {
      throw new Rejected(
          Reason.CLAIM_INVALID, at + ".iss must be [the thumbprint URI of the co-signer's key]");
    }
    Claim.text(claims.get("jti"), at + ".jti");
    if (!Claim.text(claims.get("aat_hash"), at + ".aat_hash").equals(rootHash)) {
      throw new Rejected(Reason.QUORUM_NOT_MET, at + ".aat_hash is not the hash of this root");
    }
    long expiresAt = checkTimes(claims, now.getEpochSecond(), at);
    if (!TextList.read(claims.get("aud"), Limits.AUDIENCES, at + ".aud").contains(audience)) {
      throw new Rejected(Reason.WRONG_AUDIENCE, at + ".aud does not name [" + audience + "]");
    }
    String requestHash = Claim.findText(claims.get("req_hash"), at + ".req_hash");
    return new Cosignature(keyId, key, jws.hash(), expiresAt, requestHash);
  }

  private static long checkTimes(Map<String, JsonValue> claims, long now, String at)
      throws Rejected {
    long issuedAt = Claim.whole(claims.get("iat"), at + ".iat");
    long expiresAt = Claim.whole(claims.get("exp"), at + ".exp");
    if (expiresAt <= issuedAt) {
      throw new Rejected(Reason.CLAIM_INVALID, at + ".exp is not after its iat");
    }
    if (expiresAt - issuedAt > Lifetimes.CAP.toSeconds()) {
      throw new Rejected(
          Reason.LIFETIME_TOO_LONG,
          at
              + " lives for ["
              + (expiresAt - issuedAt)
              + "] seconds, at most ["
              + Lifetimes.CAP
              + "]");
    }
    if (issuedAt > now + ArtifactVerifier.CLOCK_SKEW.toSeconds()) {
      throw new Rejected(
          Reason.NOT_YET_VALID, at + ".iat is [" + issuedAt + "], now is [" + now + "]");
    }
    if (expiresAt <= now) {
      throw new Rejected(Reason.EXPIRED, at + ".exp is [" + expiresAt + "], now is [" + now + "]");
    }
    return expiresAt;
  }
}
