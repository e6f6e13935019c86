package io.writ.core.artifact;

import io.writ.core.constraint.Constraint;
import io.writ.core.jws.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a child changes. Null leaves a claim as the parent has it.
 *
 * @param id from {@link LinkId}
 * @param holder the child's own holder
 * @param issuedAt now; a parent from a clock that is ahead moves it to the parent's {@code iat}
 * @param tools the child's whole scope
 * @param environment conditions to add, or to put in place of the parent's of the same name
 */
public record Narrowing(
    String id,
    PublicKey holder,
    Instant issuedAt,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    @Nullable Map<String, Grant> tools,
    @Nullable List<String> audience,
    @Nullable String runtime,
    @Nullable Integer maxDepth,
    Map<String, Constraint> environment) {}
