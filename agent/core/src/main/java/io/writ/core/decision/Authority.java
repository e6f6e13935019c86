package io.writ.core.decision;

import io.writ.api.Reason;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.RequestHash;
import io.writ.core.artifact.Standing;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.KeyQuorum;
import io.writ.core.policy.Policy;
import io.writ.core.revocation.GovernanceState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verified artifact, ready to decide with. What it grants for an action is compiled at the
 * action's first call and kept.
 */
public final class Authority {
  private static final Verdict NOT_IN_SCOPE = Verdict.denied(Reason.ACTION_NOT_IN_SCOPE);
  private static final Verdict NOT_ALLOWED = Verdict.denied(Reason.AUTHORITY_NOT_ALLOWED);
  private static final Verdict EXPIRED = Verdict.denied(Reason.EXPIRED);
  private static final Verdict WINDOW_OVER = Verdict.denied(Reason.ENVIRONMENT_MISMATCH);

  private static final Verdict WRONG_POLICY = Verdict.denied(Reason.WRONG_POLICY);
  private static final Verdict TOO_FEW = Verdict.denied(Reason.QUORUM_NOT_MET);

  private final VerifiedArtifact artifact;
  private final byte[] digest;
  private final long deadlineNanos;
  private final long windowNanos;
  private final boolean isBoundToRequests;
  private volatile @Nullable LastStanding lastStanding;
  private volatile @Nullable UnderPolicy underPolicy;

  /** The last answer about revocations, and what it was an answer to. */
  private record LastStanding(long epoch, long untilNanos, @Nullable Verdict denial) {}

  /**
   * Attaches deadlines, on the monotonic clock that {@code decide} is given; monotonic, so that
   * setting the wall clock back revives nothing.
   *
   * @param deadlineNanos the moment of expiry
   * @param windowNanos the moment at which the artifact's conditions on the time of day cease to
   *     hold; the deadline when they do not
   */
  public Authority(VerifiedArtifact artifact, long deadlineNanos, long windowNanos) {
    this.artifact = artifact;
    this.digest = artifact.digest();
    this.deadlineNanos = deadlineNanos;
    this.windowNanos = windowNanos;
    this.isBoundToRequests = artifact.isBoundToRequests();
  }

  /** The artifact. */
  public VerifiedArtifact artifact() {
    return artifact;
  }

  /** The artifact's digest without a copy for each record; readers must not write to it. */
  public byte[] digest() {
    return digest;
  }

  /** The denial that this artifact earns for the call, or null when it grants it. */
  @Nullable Verdict refusal(
      ActionRules rules, Arguments arguments, long nowNanos, GovernanceState governance) {
    if (nowNanos - deadlineNanos >= 0) {
      return EXPIRED;
    }
    if (nowNanos - windowNanos >= 0) {
      return WINDOW_OVER;
    }
    Verdict fallen = fallen(governance, nowNanos);
    if (fallen != null) {
      return fallen;
    }
    UnderPolicy under = under(rules.policy);
    if (under.isPinnedElsewhere) {
      return WRONG_POLICY;
    }
    CompiledGrant grant = under.grants.get(rules.action);
    if (grant.refusal != null) {
      return grant.refusal;
    }
    int refused = grant.firstRefused(arguments);
    return refused < 0 ? null : Verdict.denied(Reason.ARGUMENT_OUT_OF_SCOPE, refused);
  }

  /** The denial when the artifact stands no longer, asked anew when anything changed. */
  private @Nullable Verdict fallen(GovernanceState governance, long nowNanos) {
    LastStanding last = lastStanding;
    if (last != null
        && last.epoch == governance.epoch()
        && (last.untilNanos == Long.MAX_VALUE || nowNanos - last.untilNanos < 0)) {
      return last.denial;
    }
    Standing standing = artifact.standing(governance, nowNanos);
    Reason reason = standing.reason();
    Verdict denial = reason == null ? null : Verdict.denied(reason);
    lastStanding = new LastStanding(governance.epoch(), standing.untilNanos(), denial);
    return denial;
  }

  /**
   * The last question, about a call that scope and ceiling allow: is it this call that was meant,
   * and did enough keys agree to it?
   *
   * @param ceiling what the ceiling demands of the artifact, or null; what the policy demands of
   *     the artifact's authority is on top of it
   */
  Verdict underApproval(
      ActionRules rules,
      Arguments arguments,
      GovernanceState governance,
      @Nullable KeyQuorum ceiling) {
    KeyQuorum demand = under(rules.policy).demand;
    if (!isBoundToRequests) {
      boolean isMet =
          (demand == null || artifact.meets(demand, governance))
              && (ceiling == null || artifact.meets(ceiling, governance));
      return isMet ? Verdict.boundByArtifact() : TOO_FEW;
    }
    GovernedAction action = rules.action;
    String request = RequestHash.find(action.id(), action.argumentNames(), arguments);
    try {
      List<String> approvals = artifact.approvalsFor(request, governance, demand, ceiling);
      return approvals.isEmpty() ? Verdict.boundByArtifact() : Verdict.byApproval(approvals);
    } catch (Rejected e) {
      return Verdict.denied(e.reason());
    }
  }

  /** What the artifact is worth under this policy, kept until another one is in force. */
  private UnderPolicy under(Policy policy) {
    UnderPolicy under = underPolicy;
    if (under == null || under.policy != policy) {
      under = new UnderPolicy(policy);
      underPolicy = under;
    }
    return under;
  }

  /** What of an artifact depends on the running policy. */
  private final class UnderPolicy {
    final Policy policy;
    final boolean isPinnedElsewhere;
    final @Nullable KeyQuorum demand;
    final ActionTable<CompiledGrant> grants;

    UnderPolicy(Policy policy) {
      this.policy = policy;
      this.grants = new ActionTable<>(action -> new CompiledGrant(policy, action));
      PolicyPin pin = artifact.policy();
      this.isPinnedElsewhere =
          pin != null && !pin.equals(PolicyPin.of(policy.id(), policy.digest()));
      this.demand = policy.authorities().quorum(artifact.authority());
    }
  }

  /** A grant, laid out along the arguments of one action. */
  private final class CompiledGrant {
    final @Nullable Verdict refusal;
    private final @Nullable Constraint[] constraints;
    private final boolean isOpen;
    private final boolean isUnsatisfiable;

    CompiledGrant(Policy policy, GovernedAction action) {
      int arity = action.argumentNames().size();
      constraints = new @Nullable Constraint[arity];
      Grant grant = artifact.tools().get(action.id());
      if (grant == null) {
        refusal = NOT_IN_SCOPE;
        isOpen = false;
        isUnsatisfiable = true;
        return;
      }
      refusal =
          policy.authorities().mayRoot(artifact.authority(), action.id()) ? null : NOT_ALLOWED;
      isOpen = grant.isOpen();
      boolean unknown = false;
      for (var entry : grant.constraints().entrySet()) {
        int index = action.argumentNames().indexOf(entry.getKey());
        if (index < 0) {
          unknown = true;
        } else {
          constraints[index] = entry.getValue();
        }
      }
      isUnsatisfiable = unknown;
    }

    /** A grant that constrains anything lists every argument; one that it leaves out is refused. */
    int firstRefused(Arguments arguments) {
      if (isOpen) {
        return -1;
      }
      for (int i = 0; i < constraints.length; i++) {
        Constraint constraint = constraints[i];
        if (constraint == null || !constraint.admits(arguments, i)) {
          return i;
        }
      }
      return isUnsatisfiable ? 0 : -1;
    }
  }
}
