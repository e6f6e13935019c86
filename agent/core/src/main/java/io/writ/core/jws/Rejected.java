package io.writ.core.jws;

import io.writ.api.Reason;

/**
 * A signed object that counts for nothing, with the reason. The detail begins with the path of the
 * claim, as in {@code link[1].aud}, and holds neither the object's contents nor argument values nor
 * keys.
 */
public final class Rejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** No stack trace: whoever sends malformed objects must not be able to spend our time. */
  public Rejected(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  /** The stable cause. */
  public Reason reason() {
    return reason;
  }

  /** Where and what, one line; the same as the message. */
  public String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
