package io.writ.core.encoding;

/** A text that a strict reader does not accept. The message never holds the text itself. */
public final class EncodingRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** No stack trace: hostile input must stay cheap, and the message says what is wrong. */
  public EncodingRefused(String problem) {
    super(problem, null, false, false);
  }

  /** What is wrong, one line. */
  public String problem() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
