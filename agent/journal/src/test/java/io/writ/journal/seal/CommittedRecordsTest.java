package io.writ.journal.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.SegmentName;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

  /**
   * A read that overlaps a write can see the header that commits a record and not its bytes: what
   * was read before a record was known to be committed is read again.
   */
  @Test
  void recordThatWasReadWhileItWasWritten_isReadAgain() throws Exception {
    Path directory;
    long last;
    try (SegmentedJournal journal = SegmentedJournal.open(JournalOptions.of(root, "0.1.0"))) {
      directory = journal.directory();
      RecordDraft draft = new RecordDraft();
      draft.decision = RecordDraft.DENIED;
      last = journal.append(draft);
    }
    Path segment = directory.resolve("q").resolve(SegmentName.of(0));
    byte[] whole = Files.readAllBytes(segment);
    byte[] torn = whole.clone();
    int start = startOf(whole, last);
    Arrays.fill(torn, start + RecordLayout.TYPE, start + RecordLayout.TAIL, (byte) 0);
    Files.write(segment, torn);

    try (CommittedRecords records = CommittedRecords.from(directory, 0)) {
      for (long sequence = 0; sequence < last; sequence++) {
        assertEquals(sequence, records.next(last).getLong(RecordLayout.SEQUENCE));
      }
      Files.write(segment, whole);

      assertEquals(last, records.next(last + 1).getLong(RecordLayout.SEQUENCE));
    }
  }

  private static int startOf(byte[] segment, long sequence) {
    ByteBuffer bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; true; at += 4) {
      if (bytes.getInt(at) == RecordLayout.MAGIC_VALUE
          && bytes.getLong(at + RecordLayout.SEQUENCE) == sequence) {
        return at;
      }
    }
  }

  private static void assertBegins(Path directory, long last, List<Long> firsts) throws Exception {
    for (long first : firsts) {
      for (long sequence = first; sequence <= Math.min(last, first + 2); sequence++) {
        try (CommittedRecords records = CommittedRecords.from(directory, sequence)) {
          assertEquals(sequence, records.next(last + 1).getLong(RecordLayout.SEQUENCE));
        }
      }
      assertTrue(first > 100);
    }
  }
}
