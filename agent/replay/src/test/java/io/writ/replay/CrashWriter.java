package io.writ.replay;

import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.journal.JournalRefused;
import io.writ.journal.SegmentedJournal;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Appends until it is killed and prints each sequence number after its append returned: {@code
 * CrashWriter ROOT THREADS STORE}. Refused: prints why and exits with 78.
 */
final class CrashWriter {
  private CrashWriter() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    SegmentedJournal journal;
    try {
      journal = TestJournals.openSmall(Path.of(args[0]), JournalStore.valueOf(args[2]));
    } catch (JournalRefused e) {
      out.println(e.getMessage());
      System.exit(78);
      return;
    }
    for (int t = 1; t <= Integer.parseInt(args[1]); t++) {
      RecordDraft draft = TestJournals.decision(journal, t, 0);
      new Thread(
              () -> {
                while (true) {
                  out.println(journal.append(draft));
                }
              })
          .start();
    }
  }
}
