package io.writ.core.artifact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a holder says with a proof of possession.
 *
 * @param id from {@link LinkId}; makes two proofs of the same second different
 * @param issuedAt now; the proof is good for 30 seconds
 * @param runtime the id of the runtime that is to accept it
 * @param requestHash {@link RequestHash} of the one call that it is for, or null
 */
public record ProofTerms(
    String id, Instant issuedAt, String runtime, @Nullable String requestHash) {}
