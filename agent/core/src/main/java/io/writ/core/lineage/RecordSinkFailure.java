package io.writ.core.lineage;

/** Evidence could not be written; whoever asked must deny. The message says what and where. */
public final class RecordSinkFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RecordSinkFailure(String message) {
    super(message);
  }

  public RecordSinkFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
