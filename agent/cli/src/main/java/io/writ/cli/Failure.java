package io.writ.cli;

/** The end of a command with a code from {@link Exit} and one line for people. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  Failure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
