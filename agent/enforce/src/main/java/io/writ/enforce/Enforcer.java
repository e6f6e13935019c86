package io.writ.enforce;

import io.writ.api.Reason;
import io.writ.api.WritDenied;
import io.writ.api.spi.WritRuntime;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.decision.Verdict;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.revocation.GovernanceState;
import io.writ.gate.ArgumentList;
import io.writ.gate.Decider;
import io.writ.gate.HandOvers;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Decides every governed call of this runtime, and records the decision before the call goes on.
 *
 * <p>One rule holds everywhere here: a method returns only when the call may run. Whatever is
 * thrown on the way to the verdict becomes a denial, and a decision that cannot be recorded is a
 * denial, in observe mode too.
 */
public final class Enforcer implements Decider {
  private final Governance governance;
  private final Sites sites;
  private final GovernanceSource revocations;
  private final SpentApprovals spentApprovals = new SpentApprovals();
  private final Clocks clocks;
  private final Recorder recorder;
  private final JdkActs jdkActs;
  private final GovernedRuntime runtime;
  private final ExitTokens exitTokens = ExitTokens.underFreshKey();
  private final Liveness liveness;
  private final ThreadLocal<ThreadState> states;
  private final ThreadHandOvers handOvers;
  private final LeftOpen leftOpen;
  private volatile boolean isTampered;

  /**
   * Puts the parts together.
   *
   * @param temporaryDirectory the JDK's, read at start
   * @param handingOver how bindings get to other threads
   */
  public Enforcer(
      Governance governance,
      Sites sites,
      ArtifactVerifier verifier,
      GovernanceSource revocations,
      Clocks clocks,
      Recorder recorder,
      Delegation delegation,
      JdkFields fields,
      String temporaryDirectory,
      HandingOver handingOver) {
    this.governance = governance;
    this.sites = sites;
    this.revocations = revocations;
    this.clocks = clocks;
    this.recorder = recorder;
    this.liveness = new Liveness(clocks);
    this.jdkActs = new JdkActs(fields, temporaryDirectory, this::decideAct);
    this.runtime =
        new GovernedRuntime(
            this,
            governance,
            sites.jdkAction("writ:bind"),
            verifier,
            revocations,
            clocks,
            recorder,
            delegation);
    ValueReader values = new ValueReader(fields);
    Pending pending = new Pending();
    this.states =
        ThreadLocal.withInitial(
            () ->
                new ThreadState(
                    values, VirtualThreads.isCurrent(), pending.take(Thread.currentThread())));
    this.leftOpen = new LeftOpen(!governance.isEnforcing(), handingOver.complaints());
    this.handOvers = new ThreadHandOvers(this, pending, TaskFields.open(), handingOver);
  }

  @Override
  public void check(int number, @Nullable Object a, @Nullable Object b, long n) {
    ThreadState state = state();
    if (state.isCanary) {
      state.isReached = true;
      throw new WritDenied(Reason.NO_ARTIFACT, "", "denied: the agent asked");
    }
    if (state.isInside) {
      checkOwnWork();
      return;
    }
    state.isInside = true;
    try {
      Site site = sites.find(number);
      if (site == null || !site.isJdk) {
        throw unknownSite(number);
      }
      jdkActs.decideAll(state, site, a, b, n);
    } catch (WritDenied denied) {
      throw denied;
    } catch (Throwable t) {
      throw failed("jdk", t);
    } finally {
      state.isInside = false;
    }
  }

  @Override
  public long enter(int number) {
    ThreadState state = state();
    state.stage(number);
    return enter(state, true);
  }

  @Override
  public ArgumentList arguments(int number) {
    ThreadState state = state();
    state.stage(number);
    return state.staged;
  }

  @Override
  public long enter(ArgumentList arguments) {
    return enter(staged(arguments), true);
  }

  @Override
  public void admit(int number) {
    ThreadState state = state();
    state.stage(number);
    enter(state, false);
  }

  @Override
  public void admit(ArgumentList arguments) {
    enter(staged(arguments), false);
  }

  /** The list is public, and so may be another thread's. */
  private ThreadState staged(ArgumentList arguments) {
    ThreadState state = state();
    if (arguments != state.staged) {
      throw failed("enter", new IllegalStateException("the arguments are another thread's"));
    }
    return state;
  }

  private static void checkOwnWork() {
    if (!PathResolver.isResolving() && !OwnWork.isCaller()) {
      throw failed(
          "jdk", new IllegalStateException("code that is not the agent's ran inside the check"));
    }
  }

  private long enter(ThreadState state, boolean hasExit) {
    if (state.isInside) {
      // The agent calls no governed application method; nobody else can be inside.
      throw failed("enter", new IllegalStateException("a governed method ran inside the check"));
    }
    state.isInside = true;
    try {
      Site site = sites.find(state.stagedSite);
      if (site == null || site.action == null) {
        throw unknownSite(state.stagedSite);
      }
      if (state.stagingFailure != null) {
        throw state.stagingFailure;
      }
      state.reserve();
      long sequence = decide(state, site, site.action, hasExit);
      if (!hasExit) {
        return 0;
      }
      long token = exitTokens.of(state.draft.executionLow);
      state.push(sequence);
      return token;
    } catch (WritDenied denied) {
      throw denied;
    } catch (Throwable t) {
      throw failed("enter", t);
    } finally {
      state.isInside = false;
    }
  }

  @Override
  public void returned(long token) {
    leave(token, true);
  }

  @Override
  public void threw(long token) {
    leave(token, false);
  }

  private void leave(long token, boolean isReturn) {
    ThreadState state = states.get();
    int depth = state.isOfThisThread() ? state.depthOf(token, exitTokens) : -1;
    if (depth >= 0) {
      leave(state, depth, isReturn);
    }
  }

  /**
   * Closes what was entered above this depth: one execution, or more when an error tore through
   * exits above it. A scope that was opened inside and not closed ends here: authority does not
   * leak out of the call that bound it.
   */
  private void leave(ThreadState state, int depth, boolean isReturn) {
    boolean wasInside = state.isInside;
    state.isInside = true;
    try {
      Frames frames = state.frames;
      closeScopes(state, depth);
      while (frames.depth() > 0 && frames.bottom(frames.depth() - 1) > depth) {
        frames.leave(state);
        closeScopes(state, depth);
      }
      record(state, depth, isReturn);
    } finally {
      state.isInside = wasInside;
    }
  }

  private void closeScopes(ThreadState state, int depth) {
    BoundScope scope = state.scope;
    while (scope != null && scope.depth > depth) {
      leftOpen.tell(scope, state.authority);
      scope.end();
      scope = state.scope;
    }
  }

  private void record(ThreadState state, int depth, boolean isReturn) {
    try {
      while (state.depth() > depth) {
        state.popInto(state.draft);
        recorder.outcome(state, isReturn && state.depth() == depth, clocks);
      }
    } catch (Throwable t) {
      // The body is over; nothing is left to deny. The sink latches: the next call is denied.
      recorder.complain(t);
    }
  }

  /** Ends the run of a task, and what was opened inside it and is still open. */
  void end(ThreadState state, long token) {
    Frames frames = state.frames;
    int place = frames.below(token);
    if (place < 0) {
      return;
    }
    int bottom = frames.bottom(place);
    try {
      if (!frames.isHold(place) && (state.scope != null || state.depth() > bottom)) {
        boolean wasInside = state.isInside;
        state.isInside = true;
        try {
          closeScopes(state, -1);
          record(state, bottom, false);
        } finally {
          state.isInside = wasInside;
        }
      }
    } finally {
      while (frames.depth() > place) {
        frames.leave(state);
      }
      if (state.authority == null) {
        state.forgetCaptured();
      }
    }
  }

  /** Ends a scope of the work that the current thread does, with all that are open inside it. */
  void close(BoundScope scope) {
    ThreadState state = scope.state;
    BoundScope inner = state.scope;
    while (inner != null && inner != scope) {
      inner.end();
      inner = state.scope;
    }
    leave(state, scope.depth, true);
    scope.end();
  }

  /** Loads what a hand-over needs, before one is woven into the loading of classes. */
  public void rehearseHandOvers() {
    handOvers.rehearse();
  }

  /** Whom scopes that nobody closed are told to. */
  LeftOpen leftOpen() {
    return leftOpen;
  }

  @Override
  public HandOvers handOvers() {
    return handOvers;
  }

  @Override
  public WritRuntime runtime() {
    return runtime;
  }

  /**
   * What this thread carries.
   *
   * @throws WritDenied when it carries what is another thread's: somebody copied it
   */
  ThreadState state() {
    ThreadState state = states.get();
    if (!state.isOfThisThread()) {
      throw failed("state", new IllegalStateException("this thread carries another one's state"));
    }
    return state;
  }

  /**
   * Runs the agent's own work on this thread: its file accesses pass the sites that it weaves. The
   * work must not run application code.
   */
  public void runInside(Runnable work) {
    ThreadState state = state();
    boolean wasInside = state.isInside;
    state.isInside = true;
    try {
      work.run();
    } finally {
      state.isInside = wasInside;
    }
  }

  /**
   * Whether a sensitive call of the agent's own, harmless where it goes through, still meets its
   * check. Nothing is decided or recorded: the check refuses as soon as it is reached.
   *
   * <p>Throws what the JVM throws when it cannot tell: it is out of memory or stack.
   */
  public boolean isChecked(Callable<?> call) {
    ThreadState state = state();
    boolean wasInside = state.isInside;
    state.isReached = false;
    state.isCanary = true;
    try {
      call.call();
    } catch (Exception e) {
      // What the call says to its refusal, or to what is not there: both ways it is over.
      return state.isReached;
    } finally {
      state.isCanary = false;
      state.isInside = wasInside;
    }
    return state.isReached;
  }

  /** Denies everything from now on: a check was taken out of a class. */
  public void denyAll() {
    isTampered = true;
  }

  /** The one that the watch tells that it runs. */
  public Liveness liveness() {
    return liveness;
  }

  private void decideAct(ThreadState state, Site site, GovernedAction action) {
    if (!sites.isUngoverned(action)) {
      decide(state, site, action, false);
    }
  }

  private long decide(ThreadState state, Site site, GovernedAction action, boolean hasExit) {
    long start = clocks.monotonicNanos();
    ActionRules rules = governance.current().rulesFor(action);
    Authority authority = state.authority;
    GovernanceState known = revocations.current();
    Verdict verdict = Decision.decide(rules, state.arguments, authority, start, known);
    if (!verdict.approvals().isEmpty() && !spentApprovals.spend(verdict.approvals(), start)) {
      verdict = Verdict.denied(Reason.QUORUM_NOT_MET);
    }
    if (site.isJdk
        && !verdict.isAllowed()
        && verdict.denial() != Reason.DENIED_BY_POLICY
        && action.index() != sites.selfTest().index()
        && JdkInitialiser.isRunning()) {
      verdict = Verdict.byPolicy(JdkInitialiser.RULE);
    }
    Reason trouble = trouble(start);
    if (trouble != null) {
      verdict = Verdict.denied(trouble);
    }
    long sequence;
    try {
      sequence =
          recorder.decision(state, site, rules, authority, verdict, known, hasExit, start, clocks);
    } catch (RecordSinkFailure e) {
      recorder.complain(e);
      throw denial(state, site, rules, Verdict.denied(Reason.JOURNAL_UNAVAILABLE), e);
    }
    if (!verdict.isAllowed()
        && (governance.isEnforcing() || action.index() == sites.selfTest().index())) {
      throw denial(state, site, rules, verdict, null);
    }
    return sequence;
  }

  /** Why nothing can be let through any more, or null. */
  @Nullable Reason trouble(long nowNanos) {
    if (isTampered) {
      return Reason.AGENT_TAMPERED;
    }
    return liveness.isStalled(nowNanos) ? Reason.AGENT_STALLED : null;
  }

  private WritDenied denial(
      ThreadState state, Site site, ActionRules rules, Verdict verdict, @Nullable Throwable cause) {
    GovernedAction action = rules.action();
    Reason reason = verdict.denial();
    String message =
        DenialMessage.of(
            verdict,
            action,
            site,
            rules.policy(),
            state.authority,
            Recorder.loggable(state, rules),
            state.thread.getName(),
            DenialMessage.submission(
                state.frames.kind, state.frames.parentHigh, state.frames.parentLow));
    return cause == null
        ? new WritDenied(reason, action.id(), message)
        : new WritDenied(reason, action.id(), message, PlainCause.of(cause));
  }

  private static WritDenied unknownSite(int number) {
    return new WritDenied(
        Reason.UNKNOWN_SITE,
        "",
        "denied: woven code names site ["
            + number
            + "], which this agent does not know; do not mix"
            + " agents in one JVM");
  }

  static WritDenied failed(String where, Throwable cause) {
    if (cause instanceof RecordSinkFailure) {
      return new WritDenied(
          Reason.JOURNAL_UNAVAILABLE, "", "denied: " + cause.getMessage(), PlainCause.of(cause));
    }
    return new WritDenied(
        Reason.AGENT_FAILURE,
        "",
        "denied: the check failed in [" + where + "]: " + cause,
        PlainCause.of(cause));
  }
}
