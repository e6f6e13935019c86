package io.writ.core.decision;

import io.writ.api.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Allowed by an artifact, allowed by an ambient rule, or denied with one reason. Made ahead of the
 * call wherever that is possible, so that allowing allocates nothing.
 */
public final class Verdict {
  /** Who allowed, or that nobody did. */
  public enum Kind {
    ALLOWED_BY_ARTIFACT,
    ALLOWED_BY_POLICY,
    DENIED
  }

  /** The bound artifact grants the call and the policy's ceiling covers it. */
  static final Verdict BY_ARTIFACT = new Verdict(Kind.ALLOWED_BY_ARTIFACT, null, null, -1);

  private final Kind kind;
  private final @Nullable Reason reason;
  private final @Nullable String rule;
  private final int argument;
  private final List<String> approvals;

  private Verdict(Kind kind, @Nullable Reason reason, @Nullable String rule, int argument) {
    this(kind, reason, rule, argument, List.of());
  }

  private Verdict(
      Kind kind,
      @Nullable Reason reason,
      @Nullable String rule,
      int argument,
      List<String> approvals) {
    this.kind = kind;
    this.reason = reason;
    this.rule = rule;
    this.argument = argument;
    this.approvals = approvals;
  }

  /** The verdict on a bind: the artifact itself is the authority. */
  public static Verdict boundByArtifact() {
    return BY_ARTIFACT;
  }

  static Verdict byApproval(List<String> approvals) {
    return new Verdict(Kind.ALLOWED_BY_ARTIFACT, null, null, -1, List.copyOf(approvals));
  }

  /** Allowed by a rule of the policy, or by one that the runtime always has. */
  public static Verdict byPolicy(String rule) {
    return new Verdict(Kind.ALLOWED_BY_POLICY, null, rule, -1);
  }

  /** Denied. */
  public static Verdict denied(Reason reason) {
    return new Verdict(Kind.DENIED, reason, null, -1);
  }

  static Verdict denied(Reason reason, int argument) {
    return new Verdict(Kind.DENIED, reason, null, argument);
  }

  static Verdict deniedByRule(String rule) {
    return new Verdict(Kind.DENIED, Reason.DENIED_BY_POLICY, rule, -1);
  }

  /** Who allowed, or that nobody did. */
  public Kind kind() {
    return kind;
  }

  /** Whether the call may run. */
  public boolean isAllowed() {
    return kind != Kind.DENIED;
  }

  /**
   * Why not.
   *
   * @throws IllegalStateException when the call was allowed
   */
  public Reason denial() {
    if (reason == null) {
      throw new IllegalStateException("not a denial");
    }
    return reason;
  }

  /** Why not; null when allowed. */
  public @Nullable Reason reason() {
    return reason;
  }

  /** The id of the policy rule that decided, or null when none did. */
  public @Nullable String rule() {
    return rule;
  }

  /** Index of the argument that no grant admits, or -1. */
  public int argument() {
    return argument;
  }

  /**
   * Hashes of the approvals that the call uses up. Each is good for one call, so the caller of
   * {@code decide} spends them before the call runs, and denies it when one is spent already.
   */
  public List<String> approvals() {
    return approvals;
  }
}
