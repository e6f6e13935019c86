package io.writ.cli;

import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import io.writ.replay.JournalVerdict.State;

/** What the journal commands exit with. Stable: scripts rely on it. */
final class ExitCode {
  static final int OK = 0;

  /** A journal is not what its writer wrote. */
  static final int TAMPERED = 1;

  /** Intact as far as it goes, but its end is not proven. */
  static final int INCOMPLETE = 2;

  /** A file could not be read. */
  static final int IO = 3;

  static final int USAGE = 4;

  private ExitCode() {}

  /** The worst verdict decides. */
  static int of(JournalSet set) {
    int code = OK;
    for (JournalVerdict verdict : set.verdicts()) {
      if (verdict.state() == State.TAMPERED) {
        return TAMPERED;
      }
      code = verdict.state() == State.CUT ? INCOMPLETE : code;
    }
    return code;
  }
}
