package io.writ.api;

/**
 * A governed call that was blocked before it ran.
 *
 * <p>It is a {@link SecurityException} because that is what callers of the JDK's sensitive methods
 * have been told to expect. The message names the action, the site, the reason and the remedy, and
 * never holds argument contents or key material. Where a JDK method's contract wants another type,
 * that type is thrown and this is its cause.
 */
public final class WritDenied extends SecurityException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String action;

  /** Used by the agent. */
  public WritDenied(Reason reason, String action, String message) {
    super(message);
    this.reason = reason;
    this.action = action;
  }

  /** Used by the agent. */
  public WritDenied(Reason reason, String action, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.action = action;
  }

  /** The stable cause. */
  public Reason reason() {
    return reason;
  }

  /** The action id that was refused. */
  public String action() {
    return action;
  }
}
