package io.writ.core.artifact;

import io.writ.core.jws.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One link to look at. Whether it was verified is known from where it came; holding one grants
 * nothing.
 *
 * @param id {@code jti}
 * @param issuer {@code iss}
 * @param subject {@code sub}
 * @param notBefore {@code nbf}, null when the link names none
 * @param runtime {@code may_act.sub}
 * @param tools the grants by action id, unmodifiable
 * @param holder the key that signs the next link
 */
public record LinkView(
    String id,
    String issuer,
    @Nullable String subject,
    Instant issuedAt,
    @Nullable Instant notBefore,
    Instant expiresAt,
    int depth,
    int maxDepth,
    List<String> audience,
    String runtime,
    Map<String, Grant> tools,
    PublicKey holder) {

  static LinkView of(LinkClaims claims) {
    Long notBefore = claims.notBefore();
    return new LinkView(
        claims.id(),
        claims.issuer(),
        claims.shared().subject(),
        Instant.ofEpochSecond(claims.issuedAt()),
        notBefore == null ? null : Instant.ofEpochSecond(notBefore),
        Instant.ofEpochSecond(claims.expiresAt()),
        claims.depth(),
        claims.maxDepth(),
        claims.audience(),
        claims.mayAct(),
        claims.tools(),
        claims.holder());
  }
}
