package io.writ.core.constraint;

import io.writ.api.Reason;

/** A constraint that cannot be read. */
public final class ConstraintRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** The detail begins with the path of what is wrong and never holds the value itself. */
  ConstraintRefused(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** CLAIM_INVALID, CLAIM_MISSING or TOO_LARGE. */
  public Reason reason() {
    return reason;
  }

  /** Where and what, one line. */
  public String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
