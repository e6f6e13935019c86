package io.writ.replay;

import io.writ.core.lineage.GenesisField;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  /** A verifier that hands every good DECISION and OUTCOME on. */
  public JournalVerifier(RecordVisitor visitor) {
    this.visitor = visitor;
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
    boolean isAlone = journal.files().size() == 1 && journal.files().get(0).equals(journal.name());
    RecordChecker checker = new RecordChecker(visitor, isAlone);
    boolean isTorn = false;
    @Nullable BadRecord bad = null;
    for (Path file : journal.files()) {
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
    if (bad == null) {
      bad = strayOrNull(journal, checker.genesis());
    }
    State state = bad != null ? State.TAMPERED : checker.isClosed() ? State.CLOSED : State.CUT;
    return new JournalVerdict(
        journal.name(),
        state,
        bad,
        isTorn,
        checker.counts(),
        checker.genesis(),
        checker.lastChainHex());
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
        0, journal.files().get(0), 0, "expected journal [" + name + "], found [" + id + "]");
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
