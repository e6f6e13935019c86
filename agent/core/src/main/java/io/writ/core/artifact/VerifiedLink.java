package io.writ.core.artifact;

import io.writ.core.jws.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A link whose signature was checked and which continues the link above it, together with all that
 * is above it. True for ever: nothing here depends on the time, the runtime or what is revoked,
 * which is why it can be kept and used again.
 *
 * @param above null for the root
 * @param root what all links of a chain share
 * @param signer the key that signed this link
 * @param hash of the signing input
 */
record VerifiedLink(
    @Nullable VerifiedLink above,
    VerifiedRoot root,
    PublicKey signer,
    LinkClaims claims,
    String hash) {

  /**
   * The root of a chain.
   *
   * @param authority {@code kid} of the authority that signed it
   */
  record VerifiedRoot(String authority, LinkClaims claims, String hash) {}
}
