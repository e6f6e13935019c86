package io.writ.cli;

/** The exit codes of every command. */
final class Exit {
  static final int OK = 0;

  /** What was looked at is not valid. */
  static final int INVALID = 1;

  /** A file or stream could not be read or written. */
  static final int IO = 3;

  /** The command line itself. */
  static final int USAGE = 4;

  private Exit() {}
}
