package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.api.Scope;
import io.writ.api.WritDenied;
import io.writ.core.artifact.Grant;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.revocation.GovernanceState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EnforcerTest {
  private static final long FIVE_MINUTES_NANOS = 300_000_000_000L;

  private final GovernedThread governed = new GovernedThread(true);
  private final Enforcer enforcer = governed.enforcer;

  private Scope bindOpen() {
    return enforcer.runtime().bind(governed.mint(Map.of(GovernedThread.OPEN, Grant.ANY)));
  }

  private static WritDenied assertDenied(Reason reason, String message, Executable call) {
    WritDenied denied = assertThrows(WritDenied.class, call);
    assertEquals(reason + " " + message, denied.reason() + " " + denied.getMessage());
    return denied;
  }

  @Test
  void allowedCall_isRecordedBeforeItRunsAndWhenItEnds() {
    try (Scope scope = bindOpen()) {
      long token = enforcer.enter(governed.open);
      assertEquals("test:open 1 execution 2 in 1", governed.sink.lines.get(1));
      enforcer.returned(token);
      assertEquals("outcome of 1 16 execution 2 in 1", governed.sink.lines.get(2));
    }
    assertEquals("outcome of 0 16 execution 1 in 0", governed.sink.lines.get(3));
  }

  @Test
  void epochThatDecided_isInTheDecisionAndInItsOutcome() {
    governed.revocations = epoch(0x1_0000_0003L);
    try (Scope scope = bindOpen()) {
      governed.revocations = epoch(4);
      long token = enforcer.enter(governed.open);
      governed.revocations = epoch(5);
      enforcer.returned(token);
    }
    assertEquals(
        List.of(
            "writ:bind 1 execution 1 in 0 epoch 3",
            "test:open 1 execution 2 in 1 epoch 4",
            "outcome of 1 16 execution 2 in 1 epoch 4",
            "outcome of 0 16 execution 1 in 0 epoch 3"),
        governed.sink.lines);
  }

  private static GovernanceState epoch(long epoch) {
    return new GovernanceState(epoch, null, Long.MAX_VALUE, false, Map.of());
  }

  @Test
  void bodyThatThrew_isRecordedAsThat() {
    try (Scope scope = bindOpen()) {
      enforcer.threw(enforcer.enter(governed.open));
      assertEquals("outcome of 1 17 execution 2 in 1", governed.sink.lines.get(2));
    }
  }

  @Test
  void artifact_expiresAtTheNanosecondOnTheMonotonicClock() {
    try (Scope scope = bindOpen()) {
      governed.nowNanos = FIVE_MINUTES_NANOS - 1;
      enforcer.returned(enforcer.enter(governed.open));
      governed.nowNanos = FIVE_MINUTES_NANOS;
      WritDenied denied = assertThrows(WritDenied.class, () -> enforcer.enter(governed.open));
      assertEquals(Reason.EXPIRED, denied.reason());
    }
  }

  @Test
  void journalThatFails_deniesTheCallAndNothingProceeds() {
    try (Scope scope = bindOpen()) {
      RecordSinkFailure full = new RecordSinkFailure("journal [x]: no space");
      governed.sink.failWith(full);
      WritDenied denied =
          assertDenied(
              Reason.JOURNAL_UNAVAILABLE,
              "denied [test:open] at [A.open]: the decision cannot be recorded; see the first"
                  + " [writ:] line on stderr, mend the journal and restart",
              () -> enforcer.enter(governed.open));
      // In words: a class of the agent's own would lead its caller into the agent's loader.
      assertEquals("java.lang.IllegalStateException: " + full, String.valueOf(denied.getCause()));
      assertEquals(1, governed.sink.lines.size(), "the bind alone");
      governed.sink.failWith(null);
      enforcer.returned(enforcer.enter(governed.open));
    }
    assertEquals(
        List.of(
            "writ: the journal failed; a call whose decision cannot be recorded is denied:"
                + " journal [x]: no space"),
        governed.complaints);
  }

  @Test
  void journalWithRoomForDenialsOnly_recordsTheDenialInPlaceOfTheCall() {
    try (Scope scope = bindOpen()) {
      governed.sink.failWith(
          RecordSinkFailure.takingDenials("journal [x]: no further segment", new Exception()));
      assertEquals(
          Reason.JOURNAL_UNAVAILABLE,
          assertThrows(WritDenied.class, () -> enforcer.enter(governed.open)).reason());
      assertEquals("test:open 3 execution 2 in 1", governed.sink.lines.get(1));
    }
    assertEquals(
        List.of(
            "writ: the journal failed; a call whose decision cannot be recorded is denied:"
                + " journal [x]: no further segment"),
        governed.complaints);
    GovernedThread observed = new GovernedThread(false);
    observed.sink.failWith(RecordSinkFailure.takingDenials("full", new Exception()));
    assertThrows(WritDenied.class, () -> observed.enforcer.enter(observed.open));
    assertEquals(List.of("test:open 3 execution 1 in 0"), observed.sink.lines);
  }

  @Test
  void journalThatFails_deniesInObserveModeToo() {
    GovernedThread observed = new GovernedThread(false);
    observed.enforcer.returned(observed.enforcer.enter(observed.open));
    assertEquals("test:open 4 execution 1 in 0", observed.sink.lines.get(0));
    observed.sink.failWith(new RecordSinkFailure("full"));
    WritDenied denied =
        assertThrows(WritDenied.class, () -> observed.enforcer.enter(observed.open));
    assertEquals(Reason.JOURNAL_UNAVAILABLE, denied.reason());
  }

  @Test
  void bindThatCannotBeRecorded_bindsNothing() {
    governed.sink.failWith(new RecordSinkFailure("full"));
    assertDenied(Reason.JOURNAL_UNAVAILABLE, "denied: full", this::bindOpen);
    governed.sink.failWith(null);
    assertNull(enforcer.runtime().current());
  }

  @Test
  void errorInsideTheCheck_isADenialWithThatCause() {
    StackOverflowError error = new StackOverflowError();
    governed.sink.failWith(error);
    WritDenied denied =
        assertDenied(
            Reason.AGENT_FAILURE,
            "denied: the check failed in [enter]: java.lang.StackOverflowError",
            () -> enforcer.enter(governed.open));
    assertSame(error, denied.getCause());
    governed.sink.failWith(null);
    // The thread is not left inside the check, where the agent's own accesses pass.
    assertThrows(WritDenied.class, () -> enforcer.enter(governed.open));
    assertEquals("test:open 3 execution 2 in 0", governed.sink.lines.get(0));
  }

  @Test
  void siteThatNobodyRegistered_isDenied() {
    for (int site : new int[] {-1, 99, Integer.MAX_VALUE}) {
      String message =
          "denied: woven code names site ["
              + site
              + "], which this agent does not know; do not mix agents in one JVM";
      assertDenied(Reason.UNKNOWN_SITE, message, () -> enforcer.enter(site));
      assertDenied(Reason.UNKNOWN_SITE, message, () -> enforcer.admit(site));
      assertDenied(Reason.UNKNOWN_SITE, message, () -> enforcer.check(site, null, null, 0));
    }
  }

  @Test
  void applicationSiteAskedAsAJdkSite_isDenied() {
    WritDenied denied =
        assertThrows(WritDenied.class, () -> enforcer.check(governed.open, null, null, 0));
    assertEquals(Reason.UNKNOWN_SITE, denied.reason());
  }

  @Test
  void scopeClosedOnAnotherThread_isRefusedAndStaysOpen() throws Exception {
    Scope scope = bindOpen();
    String here = Thread.currentThread().getName();
    IllegalStateException[] caught = new IllegalStateException[1];
    Thread other =
        new Thread(
            () -> caught[0] = assertThrows(IllegalStateException.class, scope::close), "other");
    other.start();
    other.join();
    assertEquals(
        "scope opened on thread ["
            + here
            + "] is closed on [other]; close it where it was opened, with try-with-resources",
        caught[0].getMessage());
    assertNotNull(enforcer.runtime().current());
    scope.close();
    assertNull(enforcer.runtime().current());
  }

  @Test
  void scopeClosedOutOfOrder_endsWithWhatIsOpenInside_andSaysSo() {
    Scope outer = bindOpen();
    String held = String.valueOf(enforcer.runtime().current());
    Scope middle = bindOpen();
    Scope nothing = enforcer.runtime().unbound();
    Scope inner = bindOpen();
    IllegalStateException refused = assertThrows(IllegalStateException.class, middle::close);
    assertEquals(
        "a scope opened later on thread ["
            + Thread.currentThread().getName()
            + "] was still open; both are closed now; close scopes in reverse order, with"
            + " try-with-resources",
        refused.getMessage());
    assertEquals(held, String.valueOf(enforcer.runtime().current()));
    inner.close(); // Ended already: nothing happens.
    nothing.close();
    middle.close();
    assertEquals(held, String.valueOf(enforcer.runtime().current()));
    outer.close();
    assertNull(enforcer.runtime().current());
  }

  @Test
  void scopeClosedTwice_endsOnce() {
    Scope outer = bindOpen();
    Scope inner = bindOpen();
    inner.close();
    int records = governed.sink.lines.size();
    inner.close();
    assertNotNull(enforcer.runtime().current());
    assertEquals(records, governed.sink.lines.size());
    outer.close();
  }

  @Test
  void scopeLeftOpenInsideAGovernedCall_endsWithTheCall() {
    try (Scope scope = bindOpen()) {
      String outer = String.valueOf(enforcer.runtime().current());
      long token = enforcer.enter(governed.open);
      Scope leaked = enforcer.runtime().bind(governed.mint(Map.of(GovernedThread.PAY, Grant.ANY)));
      enforcer.returned(token);
      assertEquals(outer, String.valueOf(enforcer.runtime().current()));
      enforcer.returned(enforcer.enter(governed.open));
      leaked.close(); // Ended already: nothing happens.
      enforcer.returned(enforcer.enter(governed.open));
    }
    assertNull(enforcer.runtime().current());
  }

  @Test
  void authority_doesNotReachAnotherThread() throws Exception {
    try (Scope scope = bindOpen()) {
      Reason[] reason = new Reason[1];
      Thread other =
          new Thread(
              () ->
                  reason[0] =
                      assertThrows(WritDenied.class, () -> enforcer.enter(governed.open)).reason());
      other.start();
      other.join();
      assertEquals(Reason.NO_ARTIFACT, reason[0]);
    }
  }

  @Test
  void exitThatAnErrorToreThrough_isClosedByTheOneAbove() {
    try (Scope scope = bindOpen()) {
      long outer = enforcer.enter(governed.open);
      enforcer.enter(governed.open);
      enforcer.returned(outer);
      assertEquals("outcome of 2 17 execution 3 in 2", governed.sink.lines.get(3));
      assertEquals("outcome of 1 16 execution 2 in 1", governed.sink.lines.get(4));
    }
  }

  @Test
  void malformedArtifact_isDeniedAndNeverEchoed() {
    WritDenied denied =
        assertThrows(WritDenied.class, () -> enforcer.runtime().bind("top-secret-but-no-artifact"));
    assertEquals(Reason.MALFORMED, denied.reason());
    assertFalse(String.valueOf(denied.getMessage()).contains("secret"));
    assertNull(enforcer.runtime().current());
  }
}
