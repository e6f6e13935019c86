package io.writ.replay;

import io.writ.core.lineage.PruneStatement;
import io.writ.core.lineage.SegmentName;
import io.writ.tlog.NoteKey;
import io.writ.tlog.NoteRefused;
import io.writ.tlog.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The note beside a journal's segments which says that the first of them were pruned. Read, it says
 * so for nobody yet.
 *
 * @param file where it is
 * @param signed the note
 * @param statement its text
 * @param key the key that the text names
 */
record PruneNote(Path file, SignedNote signed, PruneStatement statement, NoteKey key) {

  /** The note of a journal, or null when nothing of that name is there. */
  static @Nullable PruneNote find(JournalFiles journal) throws IOException, Contradiction {
    Path file = journal.note();
    if (file == null || Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      SignedNote signed = SignedNote.read(file);
      PruneStatement statement = PruneStatement.find(signed.unverifiedText());
      if (statement == null) {
        throw new Contradiction("expected a statement of what was pruned, found another text");
      }
      NoteKey key = NoteKey.parse(statement.vkey());
      if (!key.name().equals(statement.origin())) {
        throw new Contradiction(
            "expected a retention key of [" + statement.origin() + "], found [" + key.name() + "]");
      }
      return new PruneNote(file, signed, statement, key);
    } catch (NoteRefused e) {
      throw new Contradiction("expected a note of what was pruned: " + e.getMessage());
    }
  }

  /** Requires the signature of the key that it names, and that this key may. */
  void requireTrust(SealTrust trust) throws Contradiction {
    if (trust.signatures() != null) {
      try {
        signed.verify(Set.of(key), trust.signatures());
      } catch (NoteRefused e) {
        throw new Contradiction("expected a signed note of what was pruned: " + e.getMessage());
      }
    }
    if (trust.signatures() == null || !trust.retention().contains(key.key())) {
      throw new Contradiction(
          "records 0 to "
              + (statement.records() - 1)
              + " are missing; ["
              + key.print()
              + "] says that they were pruned: name it with --retention-key if that is the one");
    }
  }

  /** The journal without the segments that are pruned, of which some may be there still. */
  JournalFiles remaining(JournalFiles journal) {
    return journal.with(journal.files().stream().filter(segment -> !isPruned(segment)).toList());
  }

  /** The segments that are pruned and there still. */
  List<Path> leftOver(JournalFiles journal) {
    return journal.files().stream().filter(this::isPruned).toList();
  }

  private boolean isPruned(Path segment) {
    long number = SegmentName.numberOf(String.valueOf(segment.getFileName()));
    return number >= 0 && number < statement.segment();
  }

  /** Where the records are that stay readable. */
  Path kept() {
    return file.resolveSibling(statement.keptFile());
  }

  PrunedVerdict verdict() {
    return new PrunedVerdict(statement.records(), statement.wallNanos(), key.print());
  }
}
