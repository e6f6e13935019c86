package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the journals under a root say, verified. */
record Journals(JournalSet set, List<JournalRecord> records) {

  /** Fails when one of them was tampered with. */
  static Journals verified(Path root) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    JournalSet set = JournalSet.verify(JournalFiles.at(root), records::add);
    for (JournalVerdict verdict : set.verdicts()) {
      assertTrue(
          verdict.state() != JournalVerdict.State.TAMPERED,
          () -> "first bad record: " + verdict.firstBad());
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
}
