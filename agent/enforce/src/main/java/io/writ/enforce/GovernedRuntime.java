package io.writ.enforce;

import io.writ.api.BoundArtifact;
import io.writ.api.Handoff;
import io.writ.api.HolderKey;
import io.writ.api.Reason;
import io.writ.api.Scope;
import io.writ.api.WritDenied;
import io.writ.api.spi.AttenuationTerms;
import io.writ.api.spi.WritRuntime;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.CarriedMessage;
import io.writ.core.artifact.Handover;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.GovernedAction;
import io.writ.core.decision.Verdict;
import io.writ.core.jws.Rejected;
import io.writ.core.lineage.HandOverKind;
import io.writ.core.lineage.StackRoom;
import io.writ.core.policy.Destination;
import io.writ.core.policy.Policy;
import io.writ.core.revocation.GovernanceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code Writ} in a governed JVM: binds artifacts to units of work, and signs
 * for those who delegate.
 */
final class GovernedRuntime implements WritRuntime {
  private static final Site BIND =
      Site.ofApplication(
          -1, "io.writ.api.Writ#bind(Ljava/lang/String;)", "io.writ.api.Writ.bind", null);

  private static final Site ARRIVE =
      Site.ofApplication(
          -1,
          "io.writ.api.Writ#arrive(Ljava/util/List;Ljava/lang/String;)",
          "io.writ.api.Writ.arrive",
          null);

  /** What is to be bound: one text, or what came in its place. */
  private record Presented(Site site, List<String> texts, @Nullable CarriedMessage message) {
    String text() throws Rejected {
      if (texts.size() != 1) {
        throw new Rejected(
            Reason.MALFORMED,
            "[" + texts.size() + "] artifacts came with one message, must be [1]");
      }
      return texts.get(0);
    }
  }

  private final Enforcer enforcer;
  private final Governance governance;
  private final GovernedAction bindAction;
  private final ArtifactVerifier verifier;
  private final GovernanceSource revocations;
  private final Clocks clocks;
  private final Recorder recorder;
  private final Delegation delegation;

  GovernedRuntime(
      Enforcer enforcer,
      Governance governance,
      GovernedAction bindAction,
      ArtifactVerifier verifier,
      GovernanceSource revocations,
      Clocks clocks,
      Recorder recorder,
      Delegation delegation) {
    this.enforcer = enforcer;
    this.governance = governance;
    this.bindAction = bindAction;
    this.verifier = verifier;
    this.revocations = revocations;
    this.clocks = clocks;
    this.recorder = recorder;
    this.delegation = delegation;
  }

  @Override
  public Scope bind(String presented) {
    Presented one = new Presented(BIND, List.of(presented), null);
    return inside("bind", () -> verifyAndBind(enforcer.state(), one));
  }

  @Override
  public Scope arrive(List<String> artifacts, String message, @Nullable String coordinates) {
    if (artifacts.isEmpty()) {
      return unbound();
    }
    Presented carried =
        new Presented(ARRIVE, List.copyOf(artifacts), new CarriedMessage(message, coordinates));
    return inside("arrive", () -> verifyAndBind(enforcer.state(), carried));
  }

  private Scope verifyAndBind(ThreadState state, Presented presented) {
    long start = clocks.monotonicNanos();
    ActionRules rules = governance.current().rulesFor(bindAction);
    GovernanceState known = revocations.current();
    Authority authority = null;
    Verdict verdict = Verdict.boundByArtifact();
    String detail = "";
    try {
      authority = verify(presented, start, known, rules.policy());
      recorder.artifact(authority.artifact());
    } catch (Rejected rejected) {
      verdict = Verdict.denied(rejected.reason());
      detail = rejected.detail();
    }
    state.reserve();
    state.arguments.clear();
    long sequence;
    try {
      nameSender(state, authority);
      sequence =
          recorder.decision(
              state, presented.site(), rules, authority, verdict, known, true, start, clocks);
    } finally {
      nameSender(state, null);
    }
    if (!verdict.isAllowed() && governance.isEnforcing()) {
      throw refused(
          bindAction.id(), "the artifact is refused", new Rejected(verdict.denial(), detail));
    }
    return open(state, authority, sequence, true);
  }

  /** Only a signed link says whose work it is that arrives. */
  private static void nameSender(ThreadState state, @Nullable Authority authority) {
    Handover handover = authority == null ? null : authority.artifact().handover();
    state.senderHigh = handover == null ? 0 : handover.executionHigh();
    state.senderLow = handover == null ? 0 : handover.executionLow();
  }

  private Authority verify(
      Presented presented, long nowNanos, GovernanceState revoked, Policy policy) throws Rejected {
    Instant now = Instant.ofEpochMilli(clocks.wallMillis());
    Reason trouble = enforcer.trouble(nowNanos);
    if (trouble != null) {
      throw new Rejected(trouble, "the agent itself is not as it must be");
    }
    Reason outage = revoked.outage(nowNanos);
    if (outage != null) {
      throw new Rejected(outage, "governance is stale, or the running policy is revoked");
    }
    VerifiedArtifact artifact =
        verifier.verify(
            presented.text(),
            now,
            revoked,
            nowNanos,
            PolicyPin.of(policy.id(), policy.digest()),
            presented.message());
    return new Authority(
        artifact,
        nowNanos + Duration.between(now, artifact.expiresAt()).toNanos(),
        nowNanos + Duration.between(now, artifact.holdsUntil()).toNanos());
  }

  @Override
  public Scope unbound() {
    return open(checkedState("unbound"), null, -1, true);
  }

  @Override
  public Scope dependOn(Collection<Handoff> handoffs) {
    ThreadState state = checkedState("dependOn");
    List<Captured> captured = new ArrayList<>();
    for (Handoff handoff : handoffs) {
      if (!(handoff instanceof ThreadHandoff own)) {
        throw new IllegalArgumentException(
            "a handoff is not of this runtime; pass what Writ.capture() returned");
      }
      captured.add(own.captured);
    }
    long[] dependencies = Dependencies.add(state.dependencies, captured);
    Scope scope = open(state, state.authority, -1, false);
    state.dependencies = dependencies;
    return scope;
  }

  private Scope open(
      ThreadState state, @Nullable Authority authority, long sequence, boolean isBinding) {
    String place = enforcer.leftOpen().place(state.nextScope());
    BoundScope scope =
        new BoundScope(
            enforcer, state, state.scope, state.authority, state.depth(), isBinding, place);
    if (sequence >= 0) {
      state.push(sequence);
    }
    state.scope = scope;
    state.authority = authority;
    return scope;
  }

  @Override
  public Handoff capture() {
    Captured captured = enforcer.state().capture();
    return new ThreadHandoff(captured == null ? Captured.NOTHING : captured);
  }

  private final class ThreadHandoff implements Handoff {
    private final Captured captured;

    ThreadHandoff(Captured captured) {
      this.captured = captured;
    }

    @Override
    public Scope open() {
      ThreadState state = checkedState("handoff");
      Scope scope = GovernedRuntime.this.open(state, captured.authority, -1, true);
      state.dependencies = captured.dependencies;
      state.frames.floor = state.depth();
      state.frames.parentHigh = captured.parentHigh;
      state.frames.parentLow = captured.parentLow;
      state.frames.kind = kind();
      return scope;
    }

    /** As a hand-over of the JDK's: what the task opens and leaves open ends with it. */
    private long begin(ThreadState state) {
      StackRoom.check(Frames.RESTORING);
      return state.frames.enter(state, captured, null, kind());
    }

    private int kind() {
      return captured.hasParent() ? HandOverKind.EXPLICIT.code() : 0;
    }

    @Override
    public void run(Runnable task) {
      ThreadState state = checkedState("handoff");
      long token = begin(state);
      try {
        task.run();
      } finally {
        enforcer.end(state, token);
      }
    }

    @Override
    public <T> T call(Callable<T> task) throws Exception {
      ThreadState state = checkedState("handoff");
      long token = begin(state);
      try {
        return task.call();
      } finally {
        enforcer.end(state, token);
      }
    }

    @Override
    public <T> T get(Supplier<T> task) {
      ThreadState state = checkedState("handoff");
      long token = begin(state);
      try {
        return task.get();
      } finally {
        enforcer.end(state, token);
      }
    }

    @Override
    public boolean isBound() {
      return captured.authority != null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ThreadHandoff handoff && captured.isSame(handoff.captured);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(captured.parentLow);
    }
  }

  private ThreadState checkedState(String what) {
    ThreadState state = enforcer.state();
    if (state.isInside) {
      throw Enforcer.failed(what, new IllegalStateException("a scope was opened inside the check"));
    }
    return state;
  }

  @Override
  public @Nullable BoundArtifact current() {
    Authority authority = enforcer.state().authority;
    return authority == null ? null : new BoundView(authority.artifact());
  }

  @Override
  public HolderKey newHolderKey() {
    return inside("key", delegation::newKey);
  }

  @Override
  public HolderKey readHolderKey(char[] pem, char @Nullable [] passphrase) {
    return inside("key", () -> delegation.readKey(pem, passphrase));
  }

  @Override
  public String attenuate(AttenuationTerms terms, HolderKey key) {
    return inside("attenuate", () -> delegation.attenuate(terms, key, now()));
  }

  @Override
  public String prove(String artifact, HolderKey key, @Nullable String runtime) {
    return inside("prove", () -> delegation.prove(artifact, key, runtime, now()));
  }

  @Override
  public @Nullable String depart(String destination, String message) {
    ThreadState state = enforcer.state();
    Authority authority = state.authority;
    Destination listed = governance.current().policy().destinations().find(destination);
    if (authority == null || listed == null) {
      return null;
    }
    return inside(
        "depart", () -> isGood(authority) ? handOver(state, authority, listed, message) : null);
  }

  private @Nullable String handOver(
      ThreadState state, Authority authority, Destination destination, String message) {
    Handover handover =
        Handover.of(destination.runtime(), state.parentHigh(), state.parentLow(), message);
    return delegation.handOver(authority.artifact(), destination, handover, now());
  }

  /** What is denied here does not leave, either. */
  private boolean isGood(Authority authority) {
    long nowNanos = clocks.monotonicNanos();
    GovernanceState revoked = revocations.current();
    return enforcer.trouble(nowNanos) == null
        && revoked.outage(nowNanos) == null
        && authority.artifact().standing(revoked, nowNanos).reason() == null
        && now().isBefore(authority.artifact().expiresAt());
  }

  private Instant now() {
    return Instant.ofEpochMilli(clocks.wallMillis());
  }

  @Override
  public boolean isActive() {
    return true;
  }

  /** Does the agent's work; whatever goes wrong in it is a refusal, or the caller's mistake. */
  private <T> T inside(String what, Callable<T> work) {
    ThreadState state = enforcer.state();
    if (state.isInside) {
      throw Enforcer.failed(
          what, new IllegalStateException("the agent's own work asked for [" + what + "]"));
    }
    state.isInside = true;
    try {
      return work.call();
    } catch (WritDenied denied) {
      throw denied;
    } catch (IllegalArgumentException e) {
      throw PlainCause.of(e) == e ? e : new IllegalArgumentException(e.getMessage());
    } catch (IllegalStateException e) {
      throw PlainCause.of(e) == e ? e : new IllegalStateException(e.getMessage());
    } catch (Rejected rejected) {
      throw refused("writ:" + what, "the artifact is refused", rejected);
    } catch (Throwable t) {
      throw Enforcer.failed(what, t);
    } finally {
      state.isInside = false;
    }
  }

  private static WritDenied refused(String action, String what, Rejected rejected) {
    return new WritDenied(
        rejected.reason(),
        action,
        "denied ["
            + action
            + "]: "
            + what
            + ": "
            + rejected.detail()
            + "; docs/reasons.md says under ["
            + rejected.reason()
            + "] what to do");
  }
}
