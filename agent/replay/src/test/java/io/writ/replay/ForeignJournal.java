package io.writ.replay;

import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import java.nio.file.Path;

/** A short, closed journal that another key sealed. */
final class ForeignJournal {
  private ForeignJournal() {}

  /** Returns its directory. */
  static Path write(Path root, SigningKey key) throws Exception {
    SealOptions seal = SealOptions.of(key, new Signatures(), "file");
    try (SegmentedJournal journal =
        SegmentedJournal.open(TestJournals.options(root).withSegmentBytes(1 << 20).sealed(seal))) {
      journal.append(TestJournals.denial(journal, 1, 0));
      return journal.directory();
    }
  }
}
