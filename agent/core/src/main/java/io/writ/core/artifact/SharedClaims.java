package io.writ.core.artifact;

import io.writ.core.encoding.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The claims that every link of one artifact repeats unchanged. They say on whose behalf and under
 * which governance the work is done; but for the policy pin and the quorum they grant and restrict
 * nothing.
 *
 * @param subject {@code sub}
 * @param act {@code act}, RFC 8693
 * @param transaction {@code txn}, RFC 8417
 * @param requestWorkload {@code req_wl}
 * @param policy {@code writ.policy}
 * @param governance {@code writ.gov}
 * @param quorum {@code writ.quorum}
 */
record SharedClaims(
    @Nullable String subject,
    @Nullable JsonValue act,
    @Nullable String transaction,
    @Nullable String requestWorkload,
    @Nullable PolicyPin policy,
    @Nullable JsonValue governance,
    @Nullable Quorum quorum) {}
