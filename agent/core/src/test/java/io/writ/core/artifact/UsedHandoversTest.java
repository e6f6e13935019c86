package io.writ.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered of hand-overs, for how long, and how much of it there may be. */
class UsedHandoversTest {
  private static final String USED =
      "link[1] arrived before with another message; sign one for each";

  private static String hash(int n) {
    return Base64Url.encode(Sha256.ofAscii("link " + n));
  }

  private static LinkClaims link(long issuedAt, long expiresAt) {
    return new LinkClaims(
        "jti",
        "iss",
        issuedAt,
        null,
        expiresAt,
        List.of(),
        "runtime",
        Map.of(),
        Map.of(),
        new PublicKey(SignatureAlgorithm.ED25519, new byte[32]),
        1,
        1,
        null,
        false,
        new Handover("runtime", 0, 1, hash(0)),
        null,
        new SharedClaims(null, null, null, null, null, null, null));
  }

  private static void take(
      UsedHandovers used, int n, LinkClaims link, @Nullable String coordinates, long now)
      throws Rejected {
    used.checkUnused(link, hash(n), coordinates, now, "link[1]");
  }

  private static void assertRefused(
      UsedHandovers used,
      int n,
      LinkClaims link,
      @Nullable String coordinates,
      long now,
      String message) {
    Rejected rejected = assertThrows(Rejected.class, () -> take(used, n, link, coordinates, now));
    assertEquals(
        Reason.POSSESSION_NOT_PROVEN + " " + message,
        rejected.reason() + " " + rejected.getMessage());
  }

  @Test
  void request_arrivesOnceWhereverInItsTimeItComesAgain() throws Rejected {
    for (long first = -30; first <= 30; first++) {
      for (long second = first; second <= 30; second++) {
        UsedHandovers used = new UsedHandovers(0);
        take(used, 1, link(1_000, 1_060), null, 1_000 + first);
        assertRefused(used, 1, link(1_000, 1_060), null, 1_000 + second, USED);
        take(used, 2, link(1_000, 1_060), null, 1_000 + second);
      }
    }
  }

  @Test
  void requestOutsideItsTime_isRefused() {
    UsedHandovers used = new UsedHandovers(0);
    assertRefused(
        used,
        1,
        link(1_000, 1_060),
        null,
        1_031,
        "link[1].iat is [1000], now is [1031]; sign it when it goes");
    assertRefused(
        used,
        1,
        link(1_031, 1_060),
        null,
        1_000,
        "link[1].iat is [1031], now is [1000]; sign it when it goes");
  }

  @Test
  void requestFromBeforeTheStart_isRefusedAndOneOfTheVerySecondIsNot() throws Rejected {
    UsedHandovers used = new UsedHandovers(1_000);
    assertRefused(
        used,
        1,
        link(999, 1_060),
        null,
        1_001,
        "link[1].iat is [999], before this runtime started at [1000]; send it again");
    take(used, 1, link(1_000, 1_060), null, 1_001);
  }

  @Test
  void queuedMessage_arrivesLateAndAgain_butOnlyWhereItLies() throws Rejected {
    UsedHandovers used = new UsedHandovers(5_000);
    LinkClaims link = link(1_000, 9_000);
    take(used, 1, link, "orders-0-17", 8_000);
    take(used, 1, link, "orders-0-17", 8_500);
    assertRefused(used, 1, link, "orders-0-18", 8_500, USED);
    assertRefused(
        used, 1, link, null, 8_500, "link[1].iat is [1000], now is [8500]; sign it when it goes");
    assertRefused(used, 1, link(8_490, 9_000), null, 8_500, USED);
  }

  @Test
  void whatArrivedAsARequest_isNotGoodFromAQueue() throws Rejected {
    UsedHandovers used = new UsedHandovers(0);
    take(used, 1, link(1_000, 1_060), null, 1_000);
    assertRefused(used, 1, link(1_000, 1_060), "orders-0-17", 1_000, USED);
  }

  @Test
  void clockThatWentBack_refusesEverything() throws Rejected {
    UsedHandovers used = new UsedHandovers(0);
    take(used, 1, link(1_000, 1_060), "a", 1_000);
    take(used, 2, link(1_000, 1_060), "a", 970);
    assertRefused(
        used,
        3,
        link(1_000, 1_060),
        "a",
        969,
        "this runtime's clock went back from [1000] to [969]");
  }

  @Test
  void fullMemory_refusesUntilSomethingExpired() throws Rejected {
    UsedHandovers used = new UsedHandovers(0, 2);
    take(used, 1, link(1_000, 1_050), "a", 1_000);
    take(used, 2, link(1_000, 1_060), "b", 1_000);
    String full = "more than [2] hand-overs are alive; try again later";
    assertRefused(used, 3, link(1_000, 1_060), "c", 1_000, full);
    // Known ones may come again all the same.
    take(used, 2, link(1_000, 1_060), "b", 1_001);
    assertRefused(used, 3, link(1_000, 1_200), "c", 1_079, full);
    take(used, 3, link(1_000, 1_200), "c", 1_080);
  }

  /** Against a memory that forgets nothing. */
  @Test
  void handover_isNeverGoodTwiceUnderRandomTrafficAndAClockThatSteps() throws Rejected {
    long seed = 20_261_123L;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      UsedHandovers used = new UsedHandovers(0);
      long now = 1_000;
      int next = 0;
      int accepted = 0;
      LinkClaims watched = link(1_000, 1_000 + random.nextInt(300));
      for (int i = 0; i < 4_000; i++) {
        now += random.nextInt(20) == 0 ? random.nextInt(9) - 2 : 0;
        if (i % 50 == 0 && now < watched.expiresAt()) {
          try {
            take(used, 0, watched, "place " + i, now);
            accepted++;
          } catch (Rejected e) {
            assertEquals(Reason.POSSESSION_NOT_PROVEN, e.reason());
          }
        } else {
          take(used, ++next, link(now, now + 1 + random.nextInt(20)), "p", now);
        }
      }
      assertTrue(accepted <= 1, "seed " + seed + " round " + round + " accepted " + accepted);
    }
  }

  @Test
  void memory_isNoLargerThanTwiceWhatLives() throws Rejected {
    UsedHandovers used = new UsedHandovers(0);
    for (int i = 0; i < 100_000; i++) {
      take(used, i, link(1_000 + i, 1_010 + i), null, 1_000 + i);
    }
    assertTrue(used.size() <= 1_024, "size " + used.size());
  }
}
