package io.writ.cli;

import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.Rejected;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One co-signature to look at.
 *
 * @param thumbprint of the key that it claims to be of
 * @param hash that a revocation names
 * @param isForOneCall an approval, good for one call only
 * @param verdict {@code valid}, or why it does not count; null when nobody asked
 */
record CosignatureView(
    String keyId,
    String thumbprint,
    Instant expiresAt,
    boolean isForOneCall,
    String hash,
    @Nullable String verdict) {
  private static final String THUMBPRINT_URI = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:";
  private static final int MAX_CHARS = 16 * 1024;

  /** What the text says of itself. */
  static CosignatureView readUnverified(String text, int index) throws Rejected {
    String at = "cosignature[" + index + "]";
    CompactJws jws = CompactJws.parse(text, MAX_CHARS, at);
    String keyId = String.valueOf(jws.pinnedHeader(JwsType.COSIGNATURE).keyId());
    Map<String, JsonValue> claims = jws.claims();
    String issuer = Claim.text(claims.get("iss"), at + ".iss");
    return new CosignatureView(
        keyId,
        issuer.startsWith(THUMBPRINT_URI) ? issuer.substring(THUMBPRINT_URI.length()) : issuer,
        Instants.ofClaim(claims.get("exp"), at + ".exp"),
        claims.containsKey("req_hash"),
        jws.hash(),
        null);
  }

  CosignatureView withVerdict(String said) {
    return new CosignatureView(keyId, thumbprint, expiresAt, isForOneCall, hash, said);
  }
}
