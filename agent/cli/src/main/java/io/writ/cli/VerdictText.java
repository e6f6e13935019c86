package io.writ.cli;

import io.writ.core.lineage.GenesisField;
import io.writ.replay.BadRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import io.writ.replay.PrunedVerdict;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How verdicts are printed. */
final class VerdictText {
  private VerdictText() {}

  static void print(JournalSet set, PrintWriter out) {
    for (JournalVerdict verdict : set.verdicts()) {
      print(verdict, out);
    }
    for (String id : set.missing()) {
      out.println("not given: journal " + ShownText.neutral(id) + ", which a GENESIS names");
    }
  }

  /** One line for each journal that is not closed, beside the output that was read from it. */
  static void printUnclosed(JournalSet set, PrintWriter err) {
    for (JournalVerdict verdict : set.verdicts()) {
      if (verdict.state() != JournalVerdict.State.CLOSED) {
        err.println(ShownText.neutral(verdict.name().toString()) + ": " + sentence(verdict));
      }
    }
  }

  /** One line: what is wrong, or how it ends. */
  static String sentence(JournalVerdict verdict) {
    BadRecord bad = verdict.firstBad();
    if (bad != null) {
      return "TAMPERED at record "
          + bad.sequence()
          + ", "
          + ShownText.neutral(bad.file().toString())
          + " byte "
          + bad.offset()
          + ": "
          + ShownText.neutral(bad.what());
    }
    return switch (verdict.state()) {
      case CLOSED -> "INTACT, closed by its writer";
      case CUT ->
          verdict.counts().records() == 0
              ? "CUT, without a record" + (verdict.isTorn() ? "; one was begun" : "")
              : "CUT, intact up to record "
                  + (verdict.counts().records() - 1)
                  + (verdict.isTorn() ? ", a last one was begun" : "")
                  + "; the end is not proven";
      case TAMPERED -> "TAMPERED";
    };
  }

  private static void print(JournalVerdict verdict, PrintWriter out) {
    JournalVerdict.Counts counts = verdict.counts();
    out.println("journal   " + ShownText.neutral(verdict.name().toString()) + warnings(verdict));
    out.println("verdict   " + sentence(verdict));
    if (!verdict.genesis().isEmpty()) {
      out.println("mode      " + value(verdict, GenesisField.MODE));
      out.println(
          "policy    "
              + value(verdict, GenesisField.POLICY_ID)
              + " version "
              + value(verdict, GenesisField.POLICY_VERSION)
              + " sha256 "
              + value(verdict, GenesisField.POLICY_DIGEST)
              + signer(verdict));
    }
    out.printf(
        Locale.ROOT,
        "records   %d in %d bytes: %d allowed, %d denied, %d would be denied, %d outcomes,"
            + " %d in flight at the end%n",
        counts.records(),
        counts.bytes(),
        counts.allowed(),
        counts.denied(),
        counts.wouldDeny(),
        counts.outcomes(),
        counts.inFlight());
    PrunedVerdict pruned = verdict.pruned();
    if (pruned != null) {
      Instant when = Instant.ofEpochSecond(0, pruned.wallNanos()).truncatedTo(ChronoUnit.SECONDS);
      out.println(
          "pruned    records 0 to "
              + (pruned.records() - 1)
              + " on "
              + when
              + " by "
              + ShownText.neutral(pruned.key()));
    }
    out.println("seals     " + SealText.of(verdict));
    IncidentText.print(verdict.incidents(), out);
    String previous = value(verdict, GenesisField.PREVIOUS_JOURNAL);
    if (!previous.isEmpty()) {
      out.println(
          "previous  "
              + previous
              + ", "
              + value(verdict, GenesisField.PREVIOUS_RECORDS)
              + " records, "
              + value(verdict, GenesisField.PREVIOUS_END));
    }
    out.println();
  }

  /** What a reader must not miss, on the first line. */
  private static String warnings(JournalVerdict verdict) {
    return (value(verdict, GenesisField.MODE).equals("observe")
            ? "  OBSERVED: nothing was blocked"
            : "")
        + (value(verdict, GenesisField.TRUST_LEVEL).equals("development")
            ? "  DEVELOPMENT: the policy counted without a signature"
            : "")
        + (value(verdict, GenesisField.JVM_WEAKENED).isEmpty()
            ? ""
            : "  WEAKENED: started with " + value(verdict, GenesisField.JVM_WEAKENED));
  }

  private static String signer(JournalVerdict verdict) {
    String signer = value(verdict, GenesisField.POLICY_SIGNER);
    return signer.isEmpty() ? "" : " signed by " + signer;
  }

  private static String value(JournalVerdict verdict, GenesisField field) {
    return ShownText.neutral(verdict.genesis().getOrDefault(field.key(), ""));
  }
}
