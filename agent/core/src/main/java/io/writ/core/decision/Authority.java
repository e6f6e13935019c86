package io.writ.core.decision;

import io.writ.api.Reason;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Constraint;
import io.writ.core.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * A verified artifact, ready to decide with. What it grants for an action is compiled at the
 * action's first call and kept.
 */
public final class Authority {
  private static final Verdict NOT_IN_SCOPE = Verdict.denied(Reason.ACTION_NOT_IN_SCOPE);
  private static final Verdict NOT_ALLOWED = Verdict.denied(Reason.AUTHORITY_NOT_ALLOWED);
  private static final Verdict EXPIRED = Verdict.denied(Reason.EXPIRED);

  private final VerifiedArtifact artifact;
  private final Policy policy;
  private final byte[] digest;
  private final long deadlineNanos;
  private final ActionTable<CompiledGrant> grants = new ActionTable<>(CompiledGrant::new);

  /**
   * Attaches a deadline.
   *
   * @param deadlineNanos the moment of expiry on the monotonic clock that {@code decide} is given;
   *     monotonic, so that setting the wall clock back revives nothing
   */
  public Authority(VerifiedArtifact artifact, Policy policy, long deadlineNanos) {
    this.artifact = artifact;
    this.policy = policy;
    this.digest = artifact.digest();
    this.deadlineNanos = deadlineNanos;
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
  @Nullable Verdict refusal(GovernedAction action, Arguments arguments, long nowNanos) {
    if (nowNanos - deadlineNanos >= 0) {
      return EXPIRED;
    }
    CompiledGrant grant = grants.get(action);
    if (grant.refusal != null) {
      return grant.refusal;
    }
    int refused = grant.firstRefused(arguments);
    return refused < 0 ? null : Verdict.denied(Reason.ARGUMENT_OUT_OF_SCOPE, refused);
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
