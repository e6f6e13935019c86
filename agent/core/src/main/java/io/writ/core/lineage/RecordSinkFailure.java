package io.writ.core.lineage;

/** Evidence could not be written; whoever asked must deny. The message says what and where. */
public final class RecordSinkFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean takesDenials;

  public RecordSinkFailure(String message) {
    super(message);
    takesDenials = false;
  }

  public RecordSinkFailure(String message, Throwable cause) {
    super(message, cause);
    takesDenials = false;
  }

  private RecordSinkFailure(String message, Throwable cause, boolean takesDenials) {
    super(message, cause);
    this.takesDenials = takesDenials;
  }

  /** A failure that concerns calls which would proceed; there is still room to record denials. */
  public static RecordSinkFailure takingDenials(String message, Throwable cause) {
    return new RecordSinkFailure(message, cause, true);
  }

  /** Whether a DECISION that denies this call can still be appended, and therefore must be. */
  public boolean takesDenials() {
    return takesDenials;
  }
}
