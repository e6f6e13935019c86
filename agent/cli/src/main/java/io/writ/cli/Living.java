package io.writ.cli;

import io.writ.core.artifact.LinkView;
import java.time.Instant;
import java.util.List;

/** How long an artifact lives: until the first of its links ends. */
final class Living {
  private Living() {}

  /** Refuses to sign for links of which one is over. */
  static void check(List<LinkView> links, Instant now) throws Failure {
    int first = firstToEnd(links);
    Instant end = links.get(first).expiresAt();
    if (!now.isBefore(end)) {
      throw new Failure(Exit.INVALID, "EXPIRED: link[" + first + "] expired at [" + end + "]");
    }
  }

  /** The index of the link that ends first; of several the one nearest to the root. */
  static int firstToEnd(List<LinkView> links) {
    int first = 0;
    for (int i = 1; i < links.size(); i++) {
      if (links.get(i).expiresAt().isBefore(links.get(first).expiresAt())) {
        first = i;
      }
    }
    return first;
  }
}
