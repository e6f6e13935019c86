package io.writ.enforce;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * What two threads may see of each other between a submission and its run. Whatever is not listed
 * is forbidden.
 */
public final class HandOverRaces {
  private static final Captured ALICE = new Captured(null, 1, 1, null);
  private static final Captured BOB = new Captured(null, 2, 2, null);

  private HandOverRaces() {}

  private static String name(@Nullable Captured captured) {
    if (captured == null) {
      return "none";
    }
    return captured == ALICE ? "alice" : "bob";
  }

  /** Submits the one task, and runs what it submitted. */
  private static String submitAndRun(Pending pending, Object task, @Nullable Captured owner) {
    if (pending.offer(task, owner, false)) {
      return name(pending.take(task));
    }
    Object again = new Object();
    pending.put(again, owner, false);
    return name(pending.take(again));
  }

  /** Two owners submit one task, and each runs a task that it submitted. */
  @JCStressTest
  @Outcome(id = "alice, bob", expect = Expect.ACCEPTABLE, desc = "each as itself")
  @State
  public static class TwoOwnersOneTask {
    private final Pending pending = new Pending();
    private final Object task = new Object();

    /** Alice's. */
    @Actor
    public void alice(LL_Result result) {
      result.r1 = submitAndRun(pending, task, ALICE);
    }

    /** Bob's. */
    @Actor
    public void bob(LL_Result result) {
      result.r2 = submitAndRun(pending, task, BOB);
    }
  }

  /** One submission, and two threads that would run it. */
  @JCStressTest
  @Outcome(id = "alice, none", expect = Expect.ACCEPTABLE, desc = "the first has it")
  @Outcome(id = "none, alice", expect = Expect.ACCEPTABLE, desc = "the second has it")
  @State
  public static class OneSubmissionTwoRuns {
    private final Pending pending = new Pending();
    private final Object task = new Object();

    /** Submitted before. */
    public OneSubmissionTwoRuns() {
      pending.put(task, ALICE, false);
    }

    /** Runs. */
    @Actor
    public void first(LL_Result result) {
      result.r1 = name(pending.take(task));
    }

    /** Runs. */
    @Actor
    public void second(LL_Result result) {
      result.r2 = name(pending.take(task));
    }
  }

  /** Two threads try to fire one stage; none may find it nobody's before it is over. */
  @JCStressTest
  @Outcome(id = "alice, alice", expect = Expect.ACCEPTABLE, desc = "both see its owner")
  @State
  public static class OneStageTwoAttempts {
    private final Pending pending = new Pending();
    private final Object stage = new Object();

    /** Registered before. */
    public OneStageTwoAttempts() {
      pending.put(stage, ALICE, true);
    }

    /** Tries. */
    @Actor
    public void first(LL_Result result) {
      result.r1 = name(pending.peek(stage));
    }

    /** Tries. */
    @Actor
    public void second(LL_Result result) {
      result.r2 = name(pending.peek(stage));
    }
  }

  /** Others' tasks come and go, as many as make the table grow, while a task is handed over. */
  @JCStressTest
  @Outcome(id = "alice, bob, none", expect = Expect.ACCEPTABLE, desc = "none is lost or mixed up")
  @State
  public static class OthersComeAndGo {
    private static final int MANY = 4096;

    private final Pending pending = new Pending();
    private final Object task = new Object();

    /** Submitted before. */
    public OthersComeAndGo() {
      pending.put(task, ALICE, false);
    }

    /** Runs, and runs again. */
    @Actor
    public void alice(LLL_Result result) {
      result.r1 = name(pending.take(task));
      result.r3 = name(pending.take(task));
    }

    /** Submits many, and runs them. */
    @Actor
    public void bob(LLL_Result result) {
      Object[] others = new Object[MANY];
      for (int i = 0; i < MANY; i++) {
        others[i] = new Object();
        pending.put(others[i], BOB, false);
      }
      String found = "bob";
      for (Object other : others) {
        if (pending.take(other) != BOB) {
          found = "lost";
        }
      }
      result.r2 = found;
    }
  }
}
