package io.writ.cli;

import io.writ.replay.JournalVerdict;
import io.writ.replay.SealVerdict;
import java.util.Locale;

/** What the checkpoints of a journal prove, and against whom. */
final class SealText {
  private static final double NANOS_PER_SECOND = 1e9;

  private SealText() {}

  static String of(JournalVerdict verdict) {
    SealVerdict seals = verdict.seals();
    String key = seals.key();
    if (key == null) {
      return "none; whoever may write the files can have written others";
    }
    long records = verdict.counts().records();
    String covered =
        seals.covered() >= records
            ? "all records covered"
            : "records 0 to "
                + (seals.covered() - 1)
                + " covered, "
                + (records - seals.covered())
                + " not";
    return String.format(
        Locale.ROOT,
        "%s by %d checkpoints of %s%s; longest silence %.1f s; %s",
        covered,
        seals.seals() + 1,
        ShownText.neutral(key),
        epochs(seals),
        seals.longestSilenceNanos() / NANOS_PER_SECOND,
        seals.isPinned()
            ? (seals.epochs() > 1 ? "one of the keys is pinned" : "the key is pinned")
            : seals.keyOrigin().equals("boot")
                ? "the key was made at boot: nothing says whose it is"
                : "NOT PINNED: name the key with --journal-key");
  }

  private static String epochs(SealVerdict seals) {
    return seals.epochs() > 1
        ? " and the keys that followed it, "
            + seals.epochs()
            + " in all, the last one "
            + RecordText.shown(seals.lastKey())
        : "";
  }
}
