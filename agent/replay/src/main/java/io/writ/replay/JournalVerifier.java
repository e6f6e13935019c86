package io.writ.replay;

import io.writ.core.lineage.GenesisField;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal once, from first byte to last, and says whether it is what its writer wrote. The
 * files are untrusted: memory is bounded by a window, time by their length.
 */
public final class JournalVerifier {
  private static final Pattern UUID_NAME =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final RecordVisitor visitor;
  private final SealTrust trust;

  /** A verifier that hands every good DECISION and OUTCOME on. */
  public JournalVerifier(RecordVisitor visitor, SealTrust trust) {
    this.visitor = visitor;
    this.trust = trust;
  }

  /** The same, which checks no signature. */
  public JournalVerifier(RecordVisitor visitor) {
    this(visitor, SealTrust.rootsOnly());
  }

  /** A verifier for the verdict alone. */
  public JournalVerifier() {
    this(record -> {});
  }

  /**
   * Verifies one journal.
   *
   * @throws IOException when a file cannot be read; what is in it never throws
   */
  public JournalVerdict verify(JournalFiles journal) throws IOException {
    @Nullable PruneNote note = null;
    @Nullable PrunedLeaves leaves = null;
    @Nullable BadRecord bad = null;
    @Nullable BadRecord missingLast = null;
    try {
      note = PruneNote.find(journal);
      Path t = journal.tree();
      if (note != null && t != null) {
        leaves = PrunedLeaves.of(t, note.statement().records());
      }
    } catch (Contradiction e) {
      bad = new BadRecord(0, noteOf(journal), 0, String.valueOf(e.getMessage()));
    }
    JournalFiles remaining = note == null ? journal : note.remaining(journal);
    try (SealChecker seals = new SealChecker(remaining, trust, leaves)) {
      RecordChecker checker = new RecordChecker(visitor, seals, journal.isAlone());
      if (bad == null && note != null && leaves != null) {
        PrunedStart start = new PrunedStart(note, leaves, checker);
        bad = start.check(trust);
        missingLast = start.missingLast();
      }
      return verify(remaining, bad, missingLast, seals, checker, note);
    }
  }

  private static JournalVerdict verify(
      JournalFiles journal,
      @Nullable BadRecord start,
      @Nullable BadRecord missingLast,
      SealChecker seals,
      RecordChecker checker,
      @Nullable PruneNote note)
      throws IOException {
    boolean isTorn = false;
    @Nullable BadRecord bad = start;
    for (Path file : bad == null ? journal.files() : List.<Path>of()) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !file.equals(journal.name())) {
        throw new IOException("not a regular file [" + file + "]");
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        ExcerptReader reader = new ExcerptReader(channel);
        checker.beginFile(String.valueOf(file.getFileName()));
        bad = read(reader, checker, file, isTorn);
        isTorn |= reader.isTorn();
      }
      if (bad != null) {
        break;
      }
    }
    if (bad == null && note != null && checker.nextSequence() == note.statement().records()) {
      bad = missingLast;
    }
    if (bad == null) {
      bad = strayOrNull(journal, checker.genesis());
    }
    if (bad == null) {
      bad = seals.finish(checker.nextSequence());
    }
    SealVerdict sealed = seals.verdict();
    if (bad == null && note != null && sealed.covered() < note.statement().records()) {
      bad = new BadRecord(0, note.file(), 0, "expected a checkpoint over what was pruned");
    }
    // A closing record that no checkpoint covers is as good as none.
    boolean isProven =
        !sealed.isSealed() || journal.isAlone() || sealed.covered() == checker.nextSequence();
    boolean isClosed = checker.isClosed() && isProven;
    State state = bad != null ? State.TAMPERED : isClosed ? State.CLOSED : State.CUT;
    return new JournalVerdict(
        journal.name(),
        state,
        bad,
        isTorn,
        checker.counts(),
        checker.genesis(),
        checker.lastChainHex(),
        sealed,
        bad == null && note != null ? note.verdict() : null,
        checker.incidents());
  }

  private static Path noteOf(JournalFiles journal) {
    Path note = journal.note();
    return note == null ? journal.name() : note;
  }

  /** A journal in a directory that carries another journal's id was moved there. */
  private static @Nullable BadRecord strayOrNull(
      JournalFiles journal, Map<String, String> genesis) {
    String id = genesis.get(GenesisField.JOURNAL.key());
    String name = String.valueOf(journal.name().getFileName());
    if (id == null || id.equals(name) || !UUID_NAME.matcher(name).matches()) {
      return null;
    }
    return new BadRecord(
        0,
        journal.files().isEmpty() ? journal.name() : journal.files().get(0),
        0,
        "expected journal [" + name + "], found [" + id + "]");
  }

  private static @Nullable BadRecord read(
      ExcerptReader reader, RecordChecker checker, Path file, boolean isTornBefore)
      throws IOException {
    ExcerptReader.RecordSlot slot = new ExcerptReader.RecordSlot();
    boolean hasRecords = false;
    try {
      while (reader.advance(slot)) {
        hasRecords = true;
        if (isTornBefore) {
          throw new Contradiction("expected nothing after a torn record in the file before");
        }
        checker.check(slot.record);
      }
      if (checker.isSegmentClosed() && reader.isTorn() && hasRecords) {
        throw new Contradiction("expected nothing after the closing record, found bytes");
      }
      if (checker.isClosed() && reader.isTorn()) {
        throw new Contradiction("expected no segment after the closing record, found bytes");
      }
      if (reader.isMarked() && !(hasRecords && checker.isSegmentClosed())) {
        throw new Contradiction("expected SEG_CLOSE before the mark of the file's end");
      }
      return null;
    } catch (ExcerptReader.Broken | Contradiction e) {
      return new BadRecord(
          checker.nextSequence(), file, reader.excerptOffset(), String.valueOf(e.getMessage()));
    }
  }
}
