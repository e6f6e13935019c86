package io.writ.replay;

import io.writ.core.encoding.Sha256;
import io.writ.tlog.MerkleFrontier;
import io.writ.tlog.MerkleHash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The Merkle tree over the first records of a journal, which it reads a second time.
 *
 * <p>A SEAL stands behind records that it does not cover, so its root is wanted for a size that the
 * first reading has passed. Reading again costs no memory; keeping hashes until a SEAL wants them
 * would cost as much as the author of a hostile journal likes.
 */
final class TrailingTree implements Closeable {
  private final RecordStream records;
  private final @Nullable PrunedLeaves pruned;
  private final MerkleFrontier frontier = new MerkleFrontier();
  private final MessageDigest sha256 = Sha256.begin();
  private final byte[] leaf = new byte[MerkleHash.LENGTH_BYTES];

  /**
   * The tree over a journal's records.
   *
   * @param pruned stands for the records before the first that is there; null when that is 0
   */
  TrailingTree(JournalFiles journal, @Nullable PrunedLeaves pruned) {
    records = new RecordStream(journal);
    this.pruned = pruned;
  }

  /**
   * The root over the first records.
   *
   * @param size not less than asked before, and not more than there are
   */
  byte[] rootAt(long size) throws IOException, Contradiction {
    while (pruned != null && frontier.size() < Math.min(size, pruned.count())) {
      frontier.append(pruned.hash(frontier.size()));
    }
    while (frontier.size() < size) {
      ByteBuffer record = records.next();
      if (record == null) {
        throw new Contradiction(
            "expected [" + size + "] records to read again, found [" + frontier.size() + "]");
      }
      MerkleHash.leaf(sha256, record, leaf);
      frontier.append(leaf);
    }
    return frontier.root();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
