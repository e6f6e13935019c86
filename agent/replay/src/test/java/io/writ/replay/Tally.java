package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges what the verifier made of each tampering, and counts. A tampering that leaves the verdict
 * as it was fails the test, unless the caller proves from where it happened that it is harmless.
 */
final class Tally {
  /** Why a change may go unnoticed. None of them reaches a record, a proof or the verdict. */
  enum Harmless {
    /** The queue's own file header and index, inside a segment: no record, no proof. */
    CHRONICLE_METADATA,
    /** {@code metadata.cq4t}: the verifier never opens it. */
    NEVER_READ,
    /** A partial tile of an earlier size: a fuller one of the same place is read. */
    STALE_PARTIAL_TILE,
    /** Zeros behind a segment's last record, or their absence. */
    ZEROS_BEHIND_THE_END,
    /** The queue's mark that another file follows: SEG_CLOSE says so, and is chained. */
    MARK_OF_THE_END,
    /** The same bytes again. */
    NOTHING_CHANGED
  }

  private final String name;
  private final long seed;
  private final SealedJournal journal;
  private final Map<String, Long> counts = new TreeMap<>();

  Tally(String name, long seed, SealedJournal journal) {
    this.name = name;
    this.seed = seed;
    this.journal = journal;
  }

  /** Whether everything is to be tried, and not a slice of it. */
  static boolean isFull() {
    return "full".equals(System.getProperty("writ.tamper"));
  }

  /** Verifies; the change must be found. */
  void expectTampered(String change) throws IOException {
    JournalVerdict verdict = journal.verify();
    assertEquals(State.TAMPERED, verdict.state(), () -> where(change) + " gave " + verdict);
    count("TAMPERED");
  }

  /** Verifies; what was verified before the change must be as it was written. */
  void expectTamperedBehindAPrefix(String change) throws IOException {
    expect(change, Optional.empty());
  }

  /**
   * Verifies; the change must be found, or have one of these reasons to be none.
   *
   * @param reason what the place of the change allows
   */
  void expect(String change, Optional<Harmless> reason) throws IOException {
    JournalVerdict verdict = journal.verify();
    requirePrefix(change, verdict);
    if (verdict.state() == State.TAMPERED) {
      count("TAMPERED");
      return;
    }
    assertEquals(State.CLOSED, verdict.state(), () -> where(change) + " gave " + verdict);
    assertTrue(reason.isPresent(), () -> "SILENT: " + where(change) + " gave " + verdict);
    assertEquals(journal.good().counts(), verdict.counts(), () -> where(change));
    assertEquals(journal.good().lastChainHex(), verdict.lastChainHex(), () -> where(change));
    assertEquals(journal.good().genesis(), verdict.genesis(), () -> where(change));
    assertEquals(journal.good().seals(), verdict.seals(), () -> where(change));
    count("harmless " + reason.get());
  }

  /** Verifies; the end must not be proven, and what is there must be as it was written. */
  void expectCut(String change) throws IOException {
    JournalVerdict verdict = journal.verify();
    assertEquals(State.CUT, verdict.state(), () -> where(change) + " gave " + verdict);
    requirePrefix(change, verdict);
    count("CUT");
  }

  /** Verifies; nothing can be said, and that is said: exit code 3. */
  void expectUnreadable(String change, Set<String> endings) {
    try {
      JournalVerdict verdict = journal.verify();
      throw new AssertionError(where(change) + " gave " + verdict);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(endings.stream().anyMatch(message::contains), () -> where(change) + message);
      count("UNREADABLE");
    }
  }

  /** The records that were good are the first ones of those that were written. */
  private void requirePrefix(String change, JournalVerdict verdict) {
    int records = Math.toIntExact(verdict.counts().records());
    assertTrue(records <= journal.chains().size(), () -> where(change) + " gave " + verdict);
    String last = records == 0 ? "00".repeat(32) : journal.chains().get(records - 1);
    assertEquals(last, verdict.lastChainHex(), () -> where(change) + " gave " + verdict);
  }

  private void count(String outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  private String where(String change) {
    return name + ", seed " + seed + ": " + change;
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** One line on standard output, for the log of the build. */
  void print() {
    System.out.println(
        "tamper matrix, " + name + ", seed " + seed + ": " + total() + " cases " + counts);
  }
}
