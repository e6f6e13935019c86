package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.journal.SegmentedJournal;
import io.writ.replay.JournalVerdict.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields of the head that some types of record have, and others must not. */
class HeadFieldsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path root;

  private Path write() throws Exception {
    try (SegmentedJournal journal = TestJournals.open(root)) {
      RecordDraft call = TestJournals.decision(journal, 1, 0);
      call.epoch = -2;
      long sequence = journal.append(call);
      RecordDraft outcome = TestJournals.outcome(call, sequence);
      outcome.epoch = -2;
      journal.append(outcome);
      return journal.file();
    }
  }

  @Test
  void epoch_isReadBackAsItWasWritten() throws Exception {
    write();
    List<Long> epochs = new ArrayList<>();

    JournalVerdict verdict =
        new JournalVerifier(record -> epochs.add(record.epoch()))
            .verify(JournalFiles.at(root).get(0));

    assertEquals(State.CLOSED, verdict.state());
    assertEquals(List.of(0xFFFF_FFFEL, 0xFFFF_FFFEL), epochs);
  }

  @Test
  void epochInAnyOtherRecord_isTampering() throws Exception {
    for (RecordType type : List.of(RecordType.GENESIS, RecordType.DICT, RecordType.SEG_CLOSE)) {
      Path file = write();
      new Forger()
          .forge(
              List.of(file),
              record -> {
                if (record.get(RecordLayout.TYPE) == type.code()) {
                  record.putInt(RecordLayout.EPOCH, 1 << 24);
                }
              });

      BadRecord bad = TestJournals.verify(file).firstBad();

      assertEquals(
          "expected zero at byte [107] of the record",
          bad == null ? "" : bad.what(),
          type::toString);
    }
  }
}
