package io.writ.policy;

/** What a tool was given and cannot work with. The message is one line and says what to do. */
public final class ToolRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the line for people. */
  public ToolRefused(String message) {
    super(message, null, false, false);
  }
}
