package io.writ.replay;

import io.writ.api.Reason;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentName;
import io.writ.journal.JournalOptions;
import io.writ.journal.JournalRefused;
import io.writ.journal.SegmentedJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Journals for the tests, and their bytes. */
final class TestJournals {
  static final byte[] ARTIFACT = filled(0xA7);
  static final byte[] POLICY = filled(0x11);

  private TestJournals() {}

  static SegmentedJournal open(Path root) throws JournalRefused {
    return SegmentedJournal.open(options(root));
  }

  static SegmentedJournal open(Path root, JournalStore store) throws JournalRefused {
    return SegmentedJournal.open(options(root).writtenBy(store));
  }

  /** With segments of 1 MiB. */
  static SegmentedJournal openSmall(Path root, JournalStore store) throws JournalRefused {
    return SegmentedJournal.open(options(root).withSegmentBytes(1 << 20).writtenBy(store));
  }

  static JournalOptions options(Path root) {
    return JournalOptions.of(root, "0.1.0").under("shop", 3, "11".repeat(32), "pinned");
  }

  /** The same texts and artifact in each of several segments of 1 MiB; returns its directory. */
  static Path segments(Path root, int count, JournalStore store) throws JournalRefused {
    try (SegmentedJournal journal = openSmall(root, store)) {
      journal.artifact(ARTIFACT, List.of("root.link", "leaf.link"));
      RecordDraft draft = denial(journal, 1, 0);
      draft.attributes = new String[] {"a", "x".repeat(4_000)};
      draft.attributeCount = 2;
      while (!journal.file().endsWith(SegmentName.of(count - 1))) {
        journal.append(draft);
      }
      return journal.directory();
    }
  }

  /** A decision that is allowed and whose outcome will follow. */
  static RecordDraft decision(SegmentedJournal journal, long execution, long parent) {
    RecordDraft draft = new RecordDraft();
    draft.wallNanos = 1_767_225_600_123_456_789L + execution;
    draft.monotonicNanos = execution;
    draft.threadId = Thread.currentThread().getId();
    draft.executionHigh = journal.runtimeIdHigh();
    draft.executionLow = execution;
    draft.parentHigh = parent == 0 ? 0 : journal.runtimeIdHigh();
    draft.parentLow = parent;
    draft.siteId = journal.intern(DictionaryKind.SITE, "com.acme.Payments#pay(J)V");
    draft.actionId = journal.intern(DictionaryKind.ACTION, "java:com.acme.Payments#pay(long)");
    draft.principalId = journal.intern(DictionaryKind.PRINCIPAL, "spiffe://acme/agent/7");
    draft.decision = RecordDraft.ALLOWED_BY_ARTIFACT;
    draft.artifactDigest = ARTIFACT.clone();
    draft.policyDigest = POLICY.clone();
    draft.latencyNanos = 400;
    draft.expectsOutcome = true;
    draft.attributes = new String[] {"amount", "250", "currency", "EUR"};
    draft.attributeCount = 4;
    return draft;
  }

  static RecordDraft outcome(RecordDraft of, long decisionSequence) {
    RecordDraft draft = new RecordDraft();
    draft.type = RecordType.OUTCOME;
    draft.wallNanos = of.wallNanos + 1_000;
    draft.executionHigh = of.executionHigh;
    draft.executionLow = of.executionLow;
    draft.siteId = of.siteId;
    draft.actionId = of.actionId;
    draft.decision = RecordDraft.RETURNED;
    draft.decisionSequence = decisionSequence;
    return draft;
  }

  static RecordDraft denial(SegmentedJournal journal, long execution, long parent) {
    RecordDraft draft = decision(journal, execution, parent);
    draft.decision = RecordDraft.DENIED;
    draft.reason = Reason.ARGUMENT_OUT_OF_SCOPE.code();
    draft.expectsOutcome = false;
    return draft;
  }

  /** GENESIS, dictionary, calls with outcomes, one denial each, SEG_CLOSE. Returns the file. */
  static Path small(Path root, int calls) throws JournalRefused {
    return small(root, calls, JournalStore.AUTO);
  }

  static Path small(Path root, int calls, JournalStore store) throws JournalRefused {
    try (SegmentedJournal journal = openSmall(root, store)) {
      for (int i = 1; i <= calls; i++) {
        RecordDraft call = decision(journal, 2L * i, 0);
        long sequence = journal.append(call);
        journal.append(denial(journal, 2L * i + 1, 2L * i));
        journal.append(outcome(call, sequence));
      }
      journal.artifact(ARTIFACT, List.of("root.link", "leaf.link"));
      return journal.file();
    }
  }

  static JournalVerdict verify(Path at) throws IOException {
    return new JournalVerifier().verify(JournalFiles.at(at).get(0));
  }

  /** Where each record's excerpt header is, and how long header and record are. */
  static List<int[]> excerpts(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<int[]> found = new ArrayList<>();
    int at = 0;
    while (at + 4 <= file.length && ExcerptHeader.isComplete(bytes.getInt(at))) {
      int header = bytes.getInt(at);
      int length = ExcerptHeader.BYTES + ExcerptHeader.lengthBytes(header);
      if (!ExcerptHeader.isMetadata(header)) {
        found.add(new int[] {at, length});
      }
      at = (int) ExcerptHeader.align(at + length);
    }
    return found;
  }

  static Path write(Path directory, String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
