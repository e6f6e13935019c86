package io.writ.core.artifact;

import io.writ.core.jws.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an authority grants with a root link.
 *
 * @param id from {@link LinkId}
 * @param issuer a URI that names the authority's owner
 * @param audience trust domains, at least one
 * @param runtime a runtime id, or a prefix ending in {@code /}
 * @param holder who may delegate on, and prove possession
 * @param maxDepth how many links may follow, 0 to 8
 * @param handoff whether a child may be equal to its parent
 */
public record RootTerms(
    String id,
    String issuer,
    Instant issuedAt,
    Duration lifetime,
    List<String> audience,
    String runtime,
    Map<String, Grant> tools,
    PublicKey holder,
    int maxDepth,
    boolean handoff,
    @Nullable String subject,
    @Nullable String transaction,
    @Nullable PolicyPin policy) {}
