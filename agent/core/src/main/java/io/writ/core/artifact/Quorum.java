package io.writ.core.artifact;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A demand for co-signatures: at least {@code k} different keys of these. The trust configuration
 * demands what it wants of every artifact; a root may demand more of itself, never less, because
 * each demand must be met on its own.
 *
 * @param k from 1 to the number of keys
 * @param of thumbprints (RFC 7638), in the order given
 */
public record Quorum(int k, Set<String> of) {

  /**
   * @throws IllegalArgumentException when k is not between 1 and the number of keys
   */
  public Quorum {
    of = Collections.unmodifiableSet(new LinkedHashSet<>(of));
    if (k < 1 || k > of.size()) {
      throw new IllegalArgumentException("a quorum of [" + k + "] of [" + of.size() + "]");
    }
  }
}
