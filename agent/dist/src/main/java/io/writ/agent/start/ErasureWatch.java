package io.writ.agent.start;

import io.writ.core.lineage.RecordSinkFailure;
import io.writ.journal.SegmentedJournal;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Has the journal say of keys that were erased that they are gone; complains once of each trouble.
 */
final class ErasureWatch implements Runnable {
  private final SegmentedJournal journal;
  private final Consumer<String> complaints;
  private String lastComplaint = "";

  ErasureWatch(SegmentedJournal journal, Consumer<String> complaints) {
    this.journal = journal;
    this.complaints = complaints;
  }

  @Override
  public void run() {
    try {
      journal.recordErasures();
    } catch (IOException | RecordSinkFailure e) {
      String complaint = "writ: an erasure is not recorded yet: " + e.getMessage();
      if (!complaint.equals(lastComplaint)) {
        lastComplaint = complaint;
        complaints.accept(complaint);
      }
    }
  }
}
