package io.writ.core.artifact;

import io.writ.core.constraint.Constraint;
import io.writ.core.jws.PublicKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one link, typed and within the limits, but not yet compared with anything.
 *
 * @param issuedAt seconds since 1970, like the other two instants
 * @param notBefore null when the link names none
 * @param mayAct {@code may_act.sub}
 * @param environment {@code writ.env}, conditions by name
 * @param parentHash {@code par_hash}, null in a root
 * @param handoff whether children may be equal to their parent; only a root says so
 * @param handover {@code writ.handover}; never in a root
 * @param status {@code status}; only a root has one
 */
record LinkClaims(
    String id,
    String issuer,
    long issuedAt,
    @Nullable Long notBefore,
    long expiresAt,
    List<String> audience,
    String mayAct,
    Map<String, Grant> tools,
    Map<String, Constraint> environment,
    PublicKey holder,
    int depth,
    int maxDepth,
    @Nullable String parentHash,
    boolean handoff,
    @Nullable Handover handover,
    @Nullable StatusReference status,
    SharedClaims shared) {}
