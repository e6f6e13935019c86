package io.writ.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Rejected;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is remembered of proofs, for how long, and how much of it there may be. */
class UsedProofsTest {
  private static final String USED = "proof was presented before; make a fresh one for each use";

  private static String hash(int n) {
    return Base64Url.encode(Sha256.ofAscii("proof " + n));
  }

  private static void assertRefused(
      UsedProofs used, int proof, long issuedAt, long now, String message) {
    Rejected rejected =
        assertThrows(Rejected.class, () -> used.checkUnused(hash(proof), issuedAt, now));
    assertEquals(
        Reason.POSSESSION_NOT_PROVEN + " " + message,
        rejected.reason() + " " + rejected.getMessage());
  }

  @Test
  void proof_isGoodOnceWhereverInItsWindowItComesAgain() throws Rejected {
    for (long first = -30; first <= 30; first++) {
      for (long second = first; second <= 30; second++) {
        UsedProofs used = new UsedProofs(0);
        used.checkUnused(hash(1), 1_000, 1_000 + first);
        assertRefused(used, 1, 1_000, 1_000 + second, USED);
      }
    }
  }

  /** Other proofs in between move the generations on. */
  @Test
  void proof_isNeverGoodTwiceUnderRandomTrafficAndAClockThatSteps() throws Rejected {
    long seed = 20_261_122L;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      UsedProofs used = new UsedProofs(0);
      long now = 1_000;
      int next = 0;
      int accepted = 0;
      long issuedAt = 1_000L + random.nextInt(400);
      for (int i = 0; i < 200; i++) {
        now += random.nextInt(9) - 1;
        try {
          if (i % 2 == 0) {
            used.checkUnused(hash(0), issuedAt, now);
            accepted++;
          } else {
            used.checkUnused(hash(++next), now, now);
          }
        } catch (Rejected e) {
          assertEquals(Reason.POSSESSION_NOT_PROVEN, e.reason());
        }
      }
      assertEquals(true, accepted <= 1, "seed " + seed + " round " + round);
    }
  }

  @Test
  void clockThatWentBackByOneWindow_isToleratedAndNothingIsForgotten() throws Rejected {
    UsedProofs used = new UsedProofs(0);
    used.checkUnused(hash(1), 1_030, 1_060);
    used.checkUnused(hash(2), 1_060, 1_060);
    assertRefused(used, 1, 1_030, 1_030, USED);
    assertRefused(used, 3, 1_029, 1_029, "this runtime's clock went back from [1060] to [1029]");
  }

  @Test
  void moreProofsThanThereIsRoomFor_areRefusedUntilAGenerationIsOver() throws Rejected {
    UsedProofs used = new UsedProofs(1_000, 2);
    used.checkUnused(hash(1), 1_000, 1_000);
    used.checkUnused(hash(2), 1_000, 1_000);
    assertRefused(
        used, 3, 1_000, 1_000, "more than [2] proofs within [90] seconds; try again later");
    assertRefused(
        used, 3, 1_089, 1_089, "more than [2] proofs within [90] seconds; try again later");
    used.checkUnused(hash(3), 1_090, 1_090);
  }
}
