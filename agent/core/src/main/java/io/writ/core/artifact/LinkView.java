package io.writ.core.artifact;

import io.writ.core.constraint.Constraint;
import io.writ.core.encoding.JsonValue;
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
 * @param environment {@code writ.env} by name, unmodifiable
 * @param holder the key that signs the next link
 * @param handoff whether children may be equal to their parent
 * @param handover for which message the link was signed, or null
 * @param status {@code status}, null when the link names none
 * @param act {@code act}
 * @param transaction {@code txn}
 * @param requestWorkload {@code req_wl}
 * @param policy {@code writ.policy}
 * @param governance {@code writ.gov}
 * @param quorum {@code writ.quorum}
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
    Map<String, Constraint> environment,
    PublicKey holder,
    boolean handoff,
    @Nullable Handover handover,
    @Nullable StatusReference status,
    @Nullable JsonValue act,
    @Nullable String transaction,
    @Nullable String requestWorkload,
    @Nullable PolicyPin policy,
    @Nullable JsonValue governance,
    @Nullable Quorum quorum) {

  static LinkView of(LinkClaims claims) {
    Long notBefore = claims.notBefore();
    SharedClaims shared = claims.shared();
    return new LinkView(
        claims.id(),
        claims.issuer(),
        shared.subject(),
        Instant.ofEpochSecond(claims.issuedAt()),
        notBefore == null ? null : Instant.ofEpochSecond(notBefore),
        Instant.ofEpochSecond(claims.expiresAt()),
        claims.depth(),
        claims.maxDepth(),
        claims.audience(),
        claims.mayAct(),
        claims.tools(),
        claims.environment(),
        claims.holder(),
        claims.handoff(),
        claims.handover(),
        claims.status(),
        shared.act(),
        shared.transaction(),
        shared.requestWorkload(),
        shared.policy(),
        shared.governance(),
        shared.quorum());
  }
}
