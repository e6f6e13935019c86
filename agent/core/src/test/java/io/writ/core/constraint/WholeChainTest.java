package io.writ.core.constraint;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.Rejected;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whatever a verified chain's leaf allows, every link above it allows. */
class WholeChainTest {
  private static final long TRIPLES = Long.getLong("writ.triples", 20_000);
  private static final long SEED = Long.getLong("writ.seed", 42);

  @Test
  void callThatTheLeafAllows_isAllowedByEveryLinkAbove() throws Rejected {
    ChainSearch search = new ChainSearch(SEED, true);
    assertNull(search.search(TRIPLES), () -> "seed " + SEED);
    System.out.printf(
        Locale.ROOT,
        "whole chains: seed %d, %,d triples of chain, call and link above, 0 contradictions, %,d"
            + " allowed, %,d chains of %,d links, %,d widening links refused%n",
        SEED,
        search.triples,
        search.allowed,
        search.chains,
        search.links,
        search.refusedLinks);
    assertTrue(search.triples >= TRIPLES);
    assertTrue(search.allowed > TRIPLES / 10, "too few calls are allowed to prove anything");
    assertTrue(search.refusedLinks > 0);
    assertTrue(search.links > 4 * search.chains, "the chains are too short");
  }

  /** The search must find what is wrong, or its silence says nothing. */
  @Test
  void chainThatNobodyVerified_isFoundToWiden() throws Rejected {
    assertNotNull(new ChainSearch(SEED, false).search(100_000));
  }
}
