package io.writ.config;

import io.writ.core.policy.Policy;

/**
 * A policy that may come into force.
 *
 * @param text the file, as it was read
 * @param signer the {@code kid} of who signed it; empty when nobody did, which counts in
 *     development only
 */
public record LoadedPolicy(Policy policy, String text, String signer) {
  /** Whether a pinned signer signed it. */
  public boolean isSigned() {
    return !signer.isEmpty();
  }

  @Override
  public String toString() {
    return "[" + policy.id() + " v" + policy.version() + "]";
  }
}
