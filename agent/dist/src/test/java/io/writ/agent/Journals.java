package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.crypto.Signatures;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import io.writ.replay.SealTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the journals under a root say, verified. */
record Journals(JournalSet set, List<JournalRecord> records) {

  /** Fails when one of them was tampered with. */
  static Journals verified(Path root) throws IOException {
    return verified(root, record -> true);
  }

  /** The same, with such records only: a long run has too many for the heap. */
  static Journals verified(Path root, Predicate<JournalRecord> isKept) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    JournalSet set =
        JournalSet.verify(
            JournalFiles.at(root),
            record -> {
              if (isKept.test(record)) {
                records.add(record);
              }
            },
            new SealTrust(new Signatures(), Set.of()));
    for (JournalVerdict verdict : set.verdicts()) {
      assertTrue(
          verdict.state() != JournalVerdict.State.TAMPERED,
          () -> "first bad record: " + verdict.firstBad());
      // A process can die between the file and its first record.
      assertTrue(
          verdict.seals().isSealed() || verdict.counts().records() == 0,
          () -> verdict.name() + " has no checkpoint");
    }
    return new Journals(set, records);
  }

  /** Decisions on this action with this verdict. */
  long count(String action, String verdict) {
    return records.stream()
        .filter(record -> action.equals(record.action()))
        .filter(record -> record.verdict().name().equals(verdict))
        .count();
  }

  /** {@code VERDICT action at method [name=value, …]} of the decisions on matching actions. */
  List<String> decisions(String actions) {
    return records.stream()
        .filter(record -> String.valueOf(record.action()).matches(actions))
        .map(Journals::decision)
        .toList();
  }

  private static String decision(JournalRecord record) {
    String site = String.valueOf(record.site());
    return record.verdict()
        + " "
        + record.action()
        + " at "
        + site.substring(site.indexOf('#') + 1, site.indexOf('('))
        + " "
        + record.attributes().stream().map(a -> a.name() + "=" + a.value()).toList();
  }

  /** A denial's line with {@code ID} for the artifact's. */
  static String withoutId(String line) {
    return line.replaceAll("artifact \\[[0-9a-f-]{36}]", "artifact [ID]");
  }
}
