package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.BoundArtifact;
import io.writ.api.Reason;
import io.writ.api.Scope;
import io.writ.api.WritDenied;
import io.writ.api.spi.WritRuntime;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.Handover;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.jws.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What leaves a runtime, and what may arrive at one; the two are one runtime here. */
class CarriedArtifactTest {
  private static final Map<String, Grant> BOTH =
      Map.of(GovernedThread.OPEN, Grant.ANY, GovernedThread.PAY, Grant.ANY);
  private static final String SELF = "https://self.example:443";
  private static final String POST = "POST /pay";

  private final GovernedThread thread = new GovernedThread(true);
  private final WritRuntime runtime = thread.enforcer.runtime();

  private @Nullable String departHeld(String destination) {
    try (Scope scope = runtime.bind(thread.held(BOTH, 2))) {
      assertNotNull(scope);
      return runtime.depart(destination, POST);
    }
  }

  private String departed() {
    String departed = departHeld(SELF);
    assertNotNull(departed);
    return departed;
  }

  private void open() {
    long token = thread.enforcer.enter(thread.open);
    thread.enforcer.returned(token);
  }

  private void assertDenied(Reason reason, String problem, List<String> artifacts, String message) {
    WritDenied denied =
        assertThrows(WritDenied.class, () -> runtime.arrive(artifacts, message, null));
    assertEquals(
        "denied [writ:bind]: the artifact is refused: "
            + problem
            + "; docs/reasons.md says under ["
            + reason
            + "] what to do",
        denied.getMessage());
    assertEquals(reason, denied.reason());
    assertNull(runtime.current());
  }

  @Test
  void departedArtifact_isNarrowedToItsReceiverAndShortLived() throws Rejected {
    List<LinkView> links = UnverifiedArtifact.readUnverified(departed()).unverifiedLinks();
    LinkView link = links.get(links.size() - 1);
    Handover handover = link.handover();
    assertNotNull(handover);
    assertEquals("spiffe://example.org/test", handover.runtime());
    assertEquals("00000000000000070000000000000001", handover.execution());
    assertEquals("spiffe://example.org/", link.runtime());
    assertEquals(thread.runtimeKey.publicKey(), link.holder());
    assertEquals(Duration.ofSeconds(60), Duration.between(link.issuedAt(), link.expiresAt()));
    assertEquals(BOTH.keySet(), link.tools().keySet());
  }

  @Test
  void arrivedArtifact_isBoundUntilItsScopeIsClosed() {
    String departed = departed();
    try (Scope scope = runtime.arrive(List.of(departed), POST, null)) {
      assertNotNull(scope);
      open();
    }
    assertNull(runtime.current());
    assertThrows(WritDenied.class, this::open);
  }

  /**
   * The sender's execution is 1, that of its bind, which is over; else the arrival would be a root.
   */
  @Test
  void arrival_isTheChildOfTheExecutionThatSubmitted() {
    String departed = departed();
    thread.sink.lines.clear();
    try (Scope scope = runtime.arrive(List.of(departed), POST, null)) {
      assertNotNull(scope);
      open();
    }
    try (Scope scope = runtime.unbound()) {
      assertNotNull(scope);
      assertThrows(WritDenied.class, this::open);
    }
    assertEquals(
        List.of(
            "writ:bind 1 execution 2 in 1",
            "test:open 1 execution 3 in 2",
            "outcome of 1 16 execution 3 in 2",
            "outcome of 0 16 execution 2 in 1",
            "test:open 3 execution 4 in 0"),
        thread.sink.lines);
  }

  @Test
  void destinationsActions_areAllThatLeaves() {
    String departed = departHeld("https://open.example:443");
    assertNotNull(departed);
    try (Scope scope = runtime.arrive(List.of(departed), POST, null)) {
      assertNotNull(scope);
      BoundArtifact bound = runtime.current();
      assertEquals(Set.of(GovernedThread.OPEN), bound == null ? Set.of() : bound.actions());
    }
  }

  @Test
  void linkOutlivedByItsParent_endsOneSecondEarlier() throws Rejected {
    String departed;
    try (Scope scope = runtime.bind(thread.held(BOTH, 2))) {
      assertNotNull(scope);
      thread.nowNanos = Duration.ofSeconds(290).toNanos();
      departed = runtime.depart(SELF, POST);
    }
    assertNotNull(departed);
    List<LinkView> links = UnverifiedArtifact.readUnverified(departed).unverifiedLinks();
    assertEquals(links.get(0).expiresAt().minusSeconds(1), links.get(1).expiresAt());
  }

  @Test
  void nothingLeaves_whenNothingIsBoundOrTheDestinationIsNotListed() {
    assertNull(runtime.depart(SELF, POST));
    assertNull(departHeld("https://self.example"));
    assertNull(departHeld("https://self.example:4430"));
    assertEquals(List.of(), thread.complaints);
  }

  @Test
  void nothingLeaves_inTheArtifactsLastSecondAndAfterIt() {
    try (Scope scope = runtime.bind(thread.held(BOTH, 2))) {
      assertNotNull(scope);
      thread.nowNanos = Duration.ofSeconds(298).toNanos();
      assertNotNull(runtime.depart(SELF, POST));
      thread.nowNanos = Duration.ofSeconds(299).toNanos();
      assertNull(runtime.depart(SELF, POST));
      thread.nowNanos = Duration.ofSeconds(301).toNanos();
      assertNull(runtime.depart(SELF, POST));
    }
    assertEquals(List.of(), thread.complaints);
  }

  @Test
  void artifactThatTheRuntimeDoesNotHold_staysAndThatIsSaidOnce() {
    try (Scope scope = runtime.bind(thread.mint(BOTH))) {
      assertNotNull(scope);
      assertNull(runtime.depart(SELF, POST));
      assertNull(runtime.depart(SELF, POST));
    }
    assertEquals(
        List.of(
            "writ: no artifact leaves for destination [self]: the bound artifact is not held by"
                + " this runtime; have its last link name the key that the trust file pins under"
                + " [runtime.key]"),
        thread.complaints);
  }

  @Test
  void artifactThatCannotReachTheReceiver_staysAndThatIsSaid() {
    assertNull(departHeld("https://far.example:443"));
    assertEquals(
        List.of(
            "writ: no artifact leaves for destination [far]: the bound artifact is not for audience"
                + " [example.org] and runtime [spiffe://example.net/test]; have aud and may_act.sub"
                + " name them, too"),
        thread.complaints);
  }

  @Test
  void artifactThatGrantsNothingThatMayLeave_staysAndThatIsSaid() {
    assertNull(departHeld("https://none.example:443"));
    assertEquals(
        List.of(
            "writ: no artifact leaves for destination [none]: the bound artifact grants none of"
                + " its [actions]"),
        thread.complaints);
  }

  @Test
  void artifactThatNobodyMayDelegateFurther_staysAndThatIsSaid() {
    try (Scope scope = runtime.bind(thread.held(BOTH, 0))) {
      assertNotNull(scope);
      assertNull(runtime.depart(SELF, POST));
    }
    assertEquals(
        List.of(
            "writ: no artifact leaves for destination [self]: DEPTH_EXCEEDED: link[1].del_depth is"
                + " [1], at most [0]"),
        thread.complaints);
  }

  @Test
  void noArtifact_leavesTheRequestUnboundWhateverWasBoundBefore() {
    try (Scope scope = runtime.bind(thread.held(BOTH, 2))) {
      assertNotNull(scope);
      open();
      try (Scope request = runtime.arrive(List.of(), POST, null)) {
        assertNotNull(request);
        assertThrows(WritDenied.class, this::open);
      }
      open();
    }
  }

  @Test
  void severalArtifacts_areRefusedEvenWhenTheyAreTheSame() {
    String departed = departed();
    assertDenied(
        Reason.MALFORMED,
        "[2] artifacts came with one message, must be [1]",
        List.of(departed, departed),
        POST);
  }

  @Test
  void replayedAndRetargetedArtifacts_areRefusedAndRecorded() {
    String departed = departed();
    thread.sink.lines.clear();
    assertDenied(
        Reason.WRONG_MESSAGE,
        "link[1].writ.handover.msg is the hash of another message",
        List.of(departed),
        "POST /refund");
    runtime.arrive(List.of(departed), POST, null).close();
    assertDenied(
        Reason.POSSESSION_NOT_PROVEN,
        "link[1] arrived before with another message; sign one for each",
        List.of(departed),
        POST);
    assertEquals(
        List.of(
            "writ:bind 3 execution 2 in 0",
            "writ:bind 1 execution 3 in 1",
            "outcome of 1 16 execution 3 in 1",
            "writ:bind 3 execution 4 in 0"),
        thread.sink.lines);
  }

  /** What arrived can leave again, one link further. */
  @Test
  void arrivedArtifact_leavesForTheNextRuntime() {
    String departed = departed();
    String next;
    try (Scope scope = runtime.arrive(List.of(departed), POST, null)) {
      assertNotNull(scope);
      next = runtime.depart(SELF, "kafka:orders");
    }
    assertNotNull(next);
    runtime.arrive(List.of(next), "kafka:orders", "orders-0-1").close();
    runtime.arrive(List.of(next), "kafka:orders", "orders-0-1").close();
    WritDenied denied =
        assertThrows(
            WritDenied.class, () -> runtime.arrive(List.of(next), "kafka:orders", "orders-0-2"));
    assertEquals(Reason.POSSESSION_NOT_PROVEN, denied.reason());
  }
}
