package io.writ.core.artifact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a co-signer says with its signature.
 *
 * @param id from {@link LinkId}
 * @param audience trust domains, at least one
 * @param requestHash {@link RequestHash} of the one call that is approved, or null to co-sign all
 *     that the root grants
 */
public record CosignatureTerms(
    String id,
    Instant issuedAt,
    Duration lifetime,
    List<String> audience,
    @Nullable String requestHash) {}
