package io.writ.cli;

import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import io.writ.replay.JournalVerdict.State;

/** What every command exits with. Stable: scripts rely on it. */
final class Exit {
  static final int OK = 0;

  /** What was looked at is not valid: an artifact is refused, a journal was tampered with. */
  static final int INVALID = 1;

  /** A journal is intact as far as it goes, but its end is not proven. */
  static final int INCOMPLETE = 2;

  /** A file or stream could not be read or written. */
  static final int IO = 3;

  /** The command line itself. */
  static final int USAGE = 4;

  private Exit() {}

  /** The worst verdict decides. */
  static int of(JournalSet set) {
    int code = OK;
    for (JournalVerdict verdict : set.verdicts()) {
      if (verdict.state() == State.TAMPERED) {
        return INVALID;
      }
      code = verdict.state() == State.CUT ? INCOMPLETE : code;
    }
    return code;
  }
}
