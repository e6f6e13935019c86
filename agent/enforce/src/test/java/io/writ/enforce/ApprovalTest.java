package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.api.Scope;
import io.writ.api.WritDenied;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.constraint.Range;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import io.writ.core.revocation.RevocationList;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a bound artifact may lose while it is bound: its approval, its links, its hour. */
class ApprovalTest {
  private static final String TOO_FEW =
      "denied [test:pay] at [A.pay]: artifact [ID] lacks co-signatures, or an unused approval of this"
          + " very call; see [writ cosign] and [writ approve]";

  private static void assertDenied(Reason reason, String message, Executable call) {
    WritDenied denied = assertThrows(WritDenied.class, call);
    String text =
        String.valueOf(denied.getMessage()).replaceAll("artifact \\[[^]]*]", "artifact [ID]");
    assertEquals(reason + " " + message, denied.reason() + " " + text);
  }

  private static void pay(GovernedThread governed, long amount) {
    Enforcer enforcer = governed.enforcer;
    enforcer.returned(enforcer.enter(enforcer.arguments(governed.pay).add(amount)));
  }

  private static String granting(GovernedThread governed) {
    return governed.mint(Map.of(GovernedThread.PAY, Grant.ANY));
  }

  @Test
  void approval_isGoodForOneCall() {
    GovernedThread governed = new GovernedThread(true, true);
    String artifact = governed.approved(granting(governed), 5, 1);
    try (Scope scope = governed.enforcer.runtime().bind(artifact)) {
      pay(governed, 5);
      assertDenied(Reason.QUORUM_NOT_MET, TOO_FEW, () -> pay(governed, 5));
    }
  }

  /** Binding again is no second approval. */
  @Test
  void approvalThatWasUsed_isUsedInEveryLaterBindToo() {
    GovernedThread governed = new GovernedThread(true, true);
    String artifact = governed.approved(granting(governed), 5, 1);
    try (Scope scope = governed.enforcer.runtime().bind(artifact)) {
      pay(governed, 5);
    }
    try (Scope scope = governed.enforcer.runtime().bind(artifact)) {
      assertDenied(Reason.QUORUM_NOT_MET, TOO_FEW, () -> pay(governed, 5));
    }
    String again = governed.approved(granting(governed), 5, 2);
    try (Scope scope = governed.enforcer.runtime().bind(again)) {
      pay(governed, 5);
    }
  }

  @Test
  void approvalOfOtherArguments_isNoneOfThisCall() {
    GovernedThread governed = new GovernedThread(true, true);
    String artifact = governed.approved(granting(governed), 5, 1);
    try (Scope scope = governed.enforcer.runtime().bind(artifact)) {
      assertDenied(Reason.QUORUM_NOT_MET, TOO_FEW, () -> pay(governed, 6));
      pay(governed, 5);
    }
  }

  @Test
  void revocationWhileAThreadIsBound_isDeniedAtTheNextCall() throws Rejected {
    GovernedThread governed = new GovernedThread(true);
    String artifact = granting(governed);
    String link = UnverifiedArtifact.readUnverified(artifact).linkHashes().get(0);
    try (Scope scope = governed.enforcer.runtime().bind(artifact)) {
      pay(governed, 5);
      governed.revocations =
          new GovernanceState(
              1,
              new RevocationList(
                  1,
                  GovernedThread.NOW,
                  GovernedThread.NOW.plusSeconds(60),
                  Duration.ofSeconds(60),
                  Map.of(RevocationKind.LINK, Set.of(link))),
              Long.MAX_VALUE,
              false,
              Map.of());
      assertDenied(
          Reason.REVOKED,
          "denied [test:pay] at [A.pay]: the policy in force [test v3] or artifact [ID] was revoked; put a"
              + " newer policy in force, or present another artifact",
          () -> pay(governed, 5));
    }
  }

  @Test
  void listThatGrowsStaleWhileAThreadIsBound_deniesEverything() {
    GovernedThread governed = new GovernedThread(true);
    governed.revocations =
        new GovernanceState(
            1,
            new RevocationList(
                1,
                GovernedThread.NOW,
                GovernedThread.NOW.plusSeconds(60),
                Duration.ofSeconds(1),
                Map.of()),
            1_000_000_000L,
            false,
            Map.of());
    try (Scope scope = governed.enforcer.runtime().bind(granting(governed))) {
      governed.nowNanos = 999_999_999L;
      pay(governed, 5);
      governed.nowNanos = 1_000_000_000L;
      assertDenied(
          Reason.STALE_GOVERNANCE,
          "denied [test:pay] at [A.pay]: the revocation list was not renewed in time; renew it with [writ"
              + " revoke --renew] and see the last [writ:] line on stderr",
          () -> pay(governed, 5));
    }
  }

  /** 08:00 UTC is minute 480. */
  @Test
  void windowThatEndsWhileAThreadIsBound_isDeniedFromItsMinuteOn() {
    GovernedThread governed = new GovernedThread(true);
    String artifact =
        governed.mint(
            Map.of(GovernedThread.PAY, Grant.ANY),
            Map.of("time_of_day", new Range(null, BigDecimal.valueOf(480))));
    try (Scope scope = governed.enforcer.runtime().bind(artifact)) {
      governed.nowNanos = 59_999_999_999L;
      pay(governed, 5);
      governed.nowNanos = 60_000_000_000L;
      assertDenied(
          Reason.ENVIRONMENT_MISMATCH,
          "denied [test:pay] at [A.pay]: the time of day at which artifact [ID] holds is over",
          () -> pay(governed, 5));
    }
  }
}
