package io.writ.core.decision;

import io.writ.api.Reason;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.RequestHash;
import io.writ.core.artifact.Standing;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.jws.Rejected;
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

  private final VerifiedArtifact artifact;
  private final Policy policy;
  private final byte[] digest;
  private final long deadlineNanos;
  private final long windowNanos;
  private final boolean isBoundToRequests;
  private volatile @Nullable LastStanding lastStanding;
  private final ActionTable<CompiledGrant> grants = new ActionTable<>(CompiledGrant::new);

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
  public Authority(VerifiedArtifact artifact, Policy policy, long deadlineNanos, long windowNanos) {
    this.artifact = artifact;
    this.policy = policy;
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
      GovernedAction action, Arguments arguments, long nowNanos, GovernanceState governance) {
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
    CompiledGrant grant = grants.get(action);
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
   * The last question, about a call that scope and ceiling allow: is it this call that was meant?
   */
  Verdict underApproval(GovernedAction action, Arguments arguments, GovernanceState governance) {
    if (!isBoundToRequests) {
      return Verdict.boundByArtifact();
    }
    String request = RequestHash.find(action.id(), action.argumentNames(), arguments);
    try {
      List<String> approvals = artifact.approvalsFor(request, governance);
      return approvals.isEmpty() ? Verdict.boundByArtifact() : Verdict.byApproval(approvals);
    } catch (Rejected e) {
      return Verdict.denied(e.reason());
    }
  }

  /** A grant, laid out along the arguments of one action. */
  private final class CompiledGrant {
    final @Nullable Verdict refusal;
    private final @Nullable Constraint[] constraints;
    private final boolean isOpen;
    private final boolean isUnsatisfiable;

    CompiledGrant(GovernedAction action) {
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
