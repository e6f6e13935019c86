package io.writ.journal;

import io.writ.core.constraint.Arguments;
import io.writ.core.encoding.HmacSha256;
import io.writ.core.lineage.AttributeCipher;
import io.writ.core.lineage.Commitment;
import io.writ.core.lineage.Durability;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.journal.secret.JournalSecrets;
import io.writ.journal.secret.SubjectKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record says of values without showing them: commitments, and values under a key. */
final class Concealment {
  private final @Nullable AttributeCipher cipher;
  private final Turn turn;
  private @Nullable JournalSecrets secrets;

  /**
   * @param cipher null for a journal that commits to nothing and knows no subjects
   */
  Concealment(@Nullable AttributeCipher cipher, Turn turn) {
    this.cipher = cipher;
    this.turn = turn;
  }

  /** Makes the secrets of a new journal. */
  void open(Path journal) throws IOException {
    if (cipher != null) {
      secrets = JournalSecrets.create(journal, cipher);
    }
  }

  /** Under which the values of a draft are encrypted; null when it is of nobody. */
  @Nullable SubjectKey keyFor(RecordDraft draft) {
    String subject = draft.subject;
    if (subject == null) {
      return null;
    }
    JournalSecrets open = secrets;
    if (open == null) {
      throw new RecordSinkFailure("journal: a record of a data subject, and no keys for subjects");
    }
    turn.take();
    try {
      return open.find(subject, draft.durability != Durability.L0);
    } catch (IOException e) {
      throw new RecordSinkFailure(
          "journal: no key for a data subject can be written ["
              + JournalRefused.wordOf(e)
              + "]; the call is denied, and the next one tries again",
          e);
    } finally {
      turn.give();
    }
  }

  /** Writes the commitment to a draft's arguments into its record. */
  void commit(RecordDraft draft, @Nullable SubjectKey subject, Scratch to) throws DigestException {
    JournalSecrets open = secrets;
    Arguments arguments = draft.arguments;
    if (open == null || arguments == null || arguments.size() == 0) {
      return;
    }
    HmacSha256 key = subject == null ? open.commitments() : subject.commitments();
    to.arguments.encode(arguments);
    Commitment.compute(
        key,
        to.sha256,
        draft.executionHigh,
        draft.executionLow,
        to.arguments,
        to.bytes,
        RecordLayout.COMMITMENT);
  }

  /** Uses none of these keys any more. */
  void forget(Set<Integer> numbers) {
    JournalSecrets open = secrets;
    if (open == null) {
      return;
    }
    turn.take();
    try {
      open.forget(numbers);
    } finally {
      turn.give();
    }
  }

  void close() {
    JournalSecrets open = secrets;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      return; // Every key was written when it was made.
    }
  }
}
