package io.writ.replay;

import io.writ.core.lineage.CheckpointNames;
import io.writ.tlog.Checkpoint;
import io.writ.tlog.NoteRefused;
import io.writ.tlog.SignedNote;
import io.writ.tlog.TileLeaves;
import io.writ.tlog.TileReader;
import io.writ.tlog.TileRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The hashes of records that are not there any more, as the tiles say. They count when the roots
 * which follow from them are those that checkpoints sign, which {@link SealChecker} finds out.
 */
final class PrunedLeaves {
  private final long count;
  private final TileLeaves leaves;

  private PrunedLeaves(long count, TileLeaves leaves) {
    this.count = count;
    this.leaves = leaves;
  }

  /** Those of the first records, in the tree of the newest checkpoint, whoever wrote that. */
  static PrunedLeaves of(Path t, long count) throws IOException, Contradiction {
    Path file = t.resolve(CheckpointNames.FILE);
    if (Files.isSymbolicLink(t) || Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new Contradiction("expected a checkpoint over the pruned records, found none");
    }
    try {
      long size = Checkpoint.parse(SignedNote.read(file).unverifiedText()).size();
      if (size < count) {
        throw new Contradiction(
            "expected a checkpoint over at least the ["
                + count
                + "] pruned records, found one over ["
                + size
                + "]");
      }
      return new PrunedLeaves(count, new TileLeaves(new TileReader(t, size)));
    } catch (NoteRefused e) {
      throw new Contradiction("expected a checkpoint over the pruned records: " + e.getMessage());
    }
  }

  /** How many records are pruned. */
  long count() {
    return count;
  }

  byte[] hash(long sequence) throws IOException, Contradiction {
    try {
      return leaves.hash(sequence);
    } catch (TileRefused e) {
      throw new Contradiction(String.valueOf(e.getMessage()));
    }
  }
}
