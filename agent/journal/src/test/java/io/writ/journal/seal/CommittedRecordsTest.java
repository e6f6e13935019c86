package io.writ.journal.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.SegmentName;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedRecordsTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path root;

  /** A checkpoint may cover exactly a segment, so that the next record begins the next one. */
  @Test
  void anyRecord_isWhereReadingBegins_theFirstOfASegmentToo() throws Exception {
    Path directory;
    List<Long> firsts = new ArrayList<>();
    long last = 0;
    try (SegmentedJournal journal =
        SegmentedJournal.open(JournalOptions.of(root, "0.1.0").withSegmentBytes(1 << 20))) {
      directory = journal.directory();
      RecordDraft draft = new RecordDraft();
      draft.decision = RecordDraft.DENIED;
      draft.attributes = new String[] {"a", "x".repeat(4_000)};
      draft.attributeCount = 2;
      Path file = journal.file();
      while (firsts.size() < 3) {
        last = journal.append(draft);
        if (!journal.file().equals(file)) {
          file = journal.file();
          firsts.add(last - 1); // Its SEG_OPEN.
        }
      }
    }
    assertBegins(directory, last, firsts);
    Files.delete(directory.resolve("q").resolve(SegmentName.of(0))); // As a pruning does.
    assertBegins(directory, last, firsts);
  }

  private static void assertBegins(Path directory, long last, List<Long> firsts) throws Exception {
    for (long first : firsts) {
      for (long sequence = first; sequence <= Math.min(last, first + 2); sequence++) {
        try (CommittedRecords records = CommittedRecords.from(directory, sequence)) {
          assertEquals(sequence, records.next().getLong(RecordLayout.SEQUENCE));
        }
      }
      assertTrue(first > 100);
    }
  }
}
