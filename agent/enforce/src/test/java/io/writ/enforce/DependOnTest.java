package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.spi.WritRuntime;
import io.writ.core.artifact.Grant;
import io.writ.core.lineage.HandOverKind;
import io.writ.gate.HandOvers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which calls depend on what, and which do not. */
class DependOnTest {
  private final GovernedThread governed = new GovernedThread(true);
  private final Enforcer enforcer = governed.enforcer;
  private final WritRuntime runtime = enforcer.runtime();

  private Scope bindOpen() {
    return runtime.bind(governed.mint(Map.of(GovernedThread.OPEN, Grant.ANY)));
  }

  private void call() {
    enforcer.returned(enforcer.enter(governed.open));
  }

  /** A handoff out of an execution of its own. */
  private Handoff captured() {
    long token = enforcer.enter(governed.open);
    Handoff handoff = runtime.capture();
    enforcer.returned(token);
    return handoff;
  }

  /** The DECISIONs from the n-th line on, without what they are about. */
  private List<String> decisions(int from) {
    return governed.sink.lines.stream()
        .skip(from)
        .filter(line -> !line.startsWith("outcome"))
        .map(line -> line.replaceAll(".* in ", "in "))
        .toList();
  }

  @Test
  void callsInTheScope_dependOnEachExecutionOnce_andNoOutcomeDoes() {
    try (Scope scope = bindOpen()) {
      Handoff first = captured();
      Handoff second = captured();
      int before = governed.sink.lines.size();
      try (Scope joined = runtime.dependOn(List.of(first, second, first))) {
        call();
      }
      call();
      assertEquals(
          List.of(
              "test:open 1 execution 4 in 1 on 2,3",
              "outcome of 5 16 execution 4 in 1",
              "test:open 1 execution 5 in 1",
              "outcome of 7 16 execution 5 in 1"),
          governed.sink.lines.subList(before, governed.sink.lines.size()));
    }
  }

  @Test
  void nestedScopes_addUp_andBindingsInBetweenChangeNothing() {
    try (Scope scope = bindOpen()) {
      Handoff first = captured();
      Handoff second = captured();
      int before = governed.sink.lines.size();
      try (Scope outer = runtime.dependOn(List.of(first))) {
        try (Scope rebound = bindOpen();
            Scope inner = runtime.dependOn(List.of(second, first))) {
          call();
        }
        call();
        try (Scope nothing = runtime.unbound()) {
          assertNull(runtime.current());
          assertThrows(RuntimeException.class, this::call);
        }
      }
      assertEquals(
          List.of("in 1 on 2", "in 4 on 2,3", "in 1 on 2", "in 1 on 2"), decisions(before));
    }
  }

  @Test
  void handoff_carriesTheDependenciesOfWhereItWasCaptured_inPlaceOfThose() {
    try (Scope scope = bindOpen()) {
      Handoff first = captured();
      Handoff second = captured();
      Handoff work;
      Handoff same;
      try (Scope joined = runtime.dependOn(List.of(first))) {
        work = runtime.capture();
      }
      try (Scope joined = runtime.dependOn(List.of(first))) {
        same = runtime.capture();
      }
      assertEquals(work, same);
      assertNotEquals(work, runtime.capture());
      int before = governed.sink.lines.size();
      try (Scope other = runtime.dependOn(List.of(second))) {
        work.run(this::call);
        try (Scope opened = work.open()) {
          call();
        }
        runtime.capture().run(this::call);
        first.run(this::call);
        call();
      }
      assertEquals(
          List.of("in 1 on 2", "in 1 on 2", "in 1 on 3", "in 2", "in 1 on 3"), decisions(before));
    }
  }

  @Test
  void submittedTask_dependsOnWhatItsSubmitterDid() throws Exception {
    Object task = new Object();
    try (Scope scope = bindOpen()) {
      Handoff first = captured();
      int before = governed.sink.lines.size();
      try (Scope joined = runtime.dependOn(List.of(first))) {
        enforcer.handOvers().submitted(task, HandOvers.SUBMIT, GovernedThread.PASS);
      }
      Thread worker = new Thread(() -> runTwice(task));
      worker.start();
      worker.join();
      assertEquals(List.of("in 1 on 2", "in 0"), decisions(before));
    }
  }

  /** Calls as the task, and behind it. */
  private void runTwice(Object task) {
    HandOvers handOvers = enforcer.handOvers();
    int kind = HandOverKind.EXECUTOR.code();
    long token = handOvers.begin(task, HandOvers.RUN, kind, GovernedThread.PASS);
    call();
    handOvers.end(task, HandOvers.RUN, token, GovernedThread.PASS);
    assertThrows(RuntimeException.class, this::call);
  }

  @Test
  void handoffOfNoExecution_standsForTheOneThatHandedItsWorkOver_orForNone() {
    Handoff none = runtime.capture();
    List<Handoff> handoffs = new ArrayList<>(List.of(none));
    try (Scope scope = bindOpen()) {
      Handoff first = captured();
      first.run(() -> handoffs.add(runtime.capture()));
      int before = governed.sink.lines.size();
      try (Scope joined = runtime.dependOn(List.of(none))) {
        call();
      }
      try (Scope joined = runtime.dependOn(handoffs)) {
        call();
      }
      assertEquals(List.of("in 1", "in 1 on 2"), decisions(before));
    }
  }

  @Test
  void moreThanARecordHolds_isRefusedAndOpensNothing() {
    try (Scope scope = bindOpen()) {
      List<Handoff> handoffs = new ArrayList<>();
      for (int i = 0; i < 1_024; i++) {
        handoffs.add(captured());
      }
      Handoff more = captured();
      String message =
          "work would depend on [1025] executions, with those of the scopes around it, at most"
              + " [1024] are allowed; join them in groups, a governed call each, and depend on"
              + " those";
      try (Scope joined = runtime.dependOn(handoffs)) {
        try (Scope again = runtime.dependOn(handoffs)) {
          call();
        }
        IllegalArgumentException nested =
            assertThrows(IllegalArgumentException.class, () -> runtime.dependOn(List.of(more)));
        assertEquals(message, nested.getMessage());
      }
      handoffs.add(more);
      assertEquals(
          message,
          assertThrows(IllegalArgumentException.class, () -> runtime.dependOn(handoffs))
              .getMessage());
      int before = governed.sink.lines.size();
      call();
      assertEquals(List.of("in 1"), decisions(before));
    }
  }

  @Test
  void handoffOfSomebodyElse_isRefused() {
    Handoff own = runtime.capture();
    Handoff strange =
        new Handoff() {
          @Override
          public Scope open() {
            return own.open();
          }

          @Override
          public boolean isBound() {
            return own.isBound();
          }
        };
    assertEquals(
        "a handoff is not of this runtime; pass what Writ.capture() returned",
        assertThrows(IllegalArgumentException.class, () -> runtime.dependOn(List.of(own, strange)))
            .getMessage());
  }

  @Test
  void scope_closesInOrder_andWithTheCallThatForgotIt() {
    try (Scope scope = bindOpen()) {
      Handoff first = captured();
      Scope outer = runtime.dependOn(List.of(first));
      Scope inner = bindOpen();
      assertThrows(IllegalStateException.class, outer::close);
      inner.close();
      long token = enforcer.enter(governed.open);
      Scope forgotten = runtime.dependOn(List.of(first));
      enforcer.returned(token);
      int before = governed.sink.lines.size();
      call();
      forgotten.close();
      assertEquals(List.of("in 1"), decisions(before));
    }
    assertEquals(1, governed.complaints.size());
    String told = governed.complaints.get(0);
    assertTrue(told.startsWith("writ: a scope of dependencies was still open on thread ["), told);
  }

  @Test
  void whatIsHeld_staysHeldInTheScope() {
    HandOvers handOvers = enforcer.handOvers();
    try (Scope scope = bindOpen()) {
      Handoff first = captured();
      long token = handOvers.begin(null, HandOvers.HOLD, 0, GovernedThread.PASS);
      try (Scope joined = runtime.dependOn(List.of(first))) {
        assertFalse(runtime.capture().isBound());
        try (Scope rebound = bindOpen()) {
          assertTrue(runtime.capture().isBound());
        }
      }
      handOvers.end(null, HandOvers.HOLD, token, GovernedThread.PASS);
      assertTrue(runtime.capture().isBound());
    }
  }

  @Test
  void workWithoutAnything_mayDependAndIsHandedOverByNobody() {
    Handoff first;
    try (Scope scope = bindOpen()) {
      first = captured();
    }
    int before = governed.sink.lines.size();
    try (Scope joined = runtime.dependOn(List.of(first))) {
      runtime
          .capture()
          .run(
              () -> {
                assertThrows(RuntimeException.class, this::call);
                assertEquals(0, enforcer.state().handOverKind());
              });
    }
    assertEquals(List.of("in 0 on 2"), decisions(before));
  }
}
