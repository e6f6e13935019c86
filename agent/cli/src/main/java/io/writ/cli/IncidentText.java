package io.writ.cli;

import io.writ.core.lineage.WarningField;
import io.writ.replay.Incidents;
import io.writ.replay.WarningRecord;
import java.io.PrintWriter;
import java.util.Locale;

/** The trouble that a journal's process had, when it had any. */
final class IncidentText {
  private static final double NANOS_PER_SECOND = 1e9;

  private IncidentText() {}

  static void print(Incidents incidents, PrintWriter out) {
    if (incidents.gaps() > 0) {
      out.printf(
          Locale.ROOT,
          "gaps      %d: the process stood still for %.1f s at most, its wall clock was set by"
              + " %.1f s in all%n",
          incidents.gaps(),
          incidents.longestStillNanos() / NANOS_PER_SECOND,
          incidents.wallStepNanos() / NANOS_PER_SECOND);
    }
    WarningRecord last = incidents.lastWarning();
    if (last != null) {
      out.println(
          "warnings  "
              + incidents.warnings()
              + ", the last at "
              + RecordText.iso(last.wallNanos())
              + ": "
              + text(last));
    }
  }

  private static String text(WarningRecord warning) {
    return ShownText.neutral(
        warning.value(WarningField.WHAT)
            + ", "
            + warning.value(WarningField.FREE_BYTES)
            + " bytes free, watermark "
            + warning.value(WarningField.WATERMARK_BYTES)
            + ", in "
            + warning.value(WarningField.PATH));
  }
}
