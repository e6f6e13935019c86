package io.writ.core.policy;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * A demand of the policy for co-signatures or approvals: at least {@code k} different keys of
 * these, on top of what the trust file and the artifact demand.
 *
 * @param k from 1 to the number of keys
 * @param of {@code kid}s of the trust file's {@code cosigners}, each once
 */
public record KeyQuorum(int k, List<String> of) {

  /**
   * @throws IllegalArgumentException when k is not between 1 and the number of keys, or a key
   *     stands twice
   */
  public KeyQuorum {
    of = List.copyOf(of);
    if (k < 1 || k > of.size() || new LinkedHashSet<>(of).size() < of.size()) {
      throw new IllegalArgumentException("a quorum of [" + k + "] of [" + of.size() + "]");
    }
  }

  /** Whether whoever meets this one meets the other too. */
  public boolean implies(KeyQuorum other) {
    // Of any k of these keys, so many are among the other's even if all others come first.
    long shared = of.stream().filter(other.of::contains).count();
    return k - (of.size() - shared) >= other.k;
  }
}
