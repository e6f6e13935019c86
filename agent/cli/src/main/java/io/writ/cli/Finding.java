package io.writ.cli;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param subject what, in one word
 */
record Finding(String subject, Status status, String detail) {

  /** How it is. */
  enum Status {
    /** As it must be. */
    OK,
    /** Worth knowing; stops nothing. */
    NOTE,
    /** The agent would refuse to start. */
    PROBLEM;

    String word() {
      return this == OK ? "ok" : this == NOTE ? "note" : "problem";
    }
  }

  static Finding ok(String subject, String detail) {
    return new Finding(subject, Status.OK, detail);
  }

  static Finding note(String subject, String detail) {
    return new Finding(subject, Status.NOTE, detail);
  }

  static Finding problem(String subject, String detail) {
    return new Finding(subject, Status.PROBLEM, detail);
  }
}
