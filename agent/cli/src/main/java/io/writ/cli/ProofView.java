package io.writ.cli;

import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.Rejected;
import java.time.Instant;
import java.util.Map;

/** A proof of possession to look at. */
record ProofView(String audience, Instant issuedAt, boolean isForOneCall) {
  private static final int MAX_CHARS = 16 * 1024;

  /** What the text says of itself. */
  static ProofView readUnverified(String text) throws Rejected {
    CompactJws jws = CompactJws.parse(text, MAX_CHARS, "proof");
    jws.unpinnedHeader(JwsType.POSSESSION);
    Map<String, JsonValue> claims = jws.claims();
    return new ProofView(
        Claim.text(claims.get("aud"), "proof.aud"),
        Instants.ofClaim(claims.get("iat"), "proof.iat"),
        claims.containsKey("req_hash"));
  }
}
