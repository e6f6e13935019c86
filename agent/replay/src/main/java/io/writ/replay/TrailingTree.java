package io.writ.replay;

import io.writ.core.encoding.Sha256;
import io.writ.tlog.MerkleFrontier;
import io.writ.tlog.MerkleHash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The Merkle tree over the first records of a journal, which it reads a second time.
 *
 * <p>A SEAL stands behind records that it does not cover, so its root is wanted for a size that the
 * first reading has passed. Reading again costs no memory; keeping hashes until a SEAL wants them
 * would cost as much as the author of a hostile journal likes.
 */
final class TrailingTree implements Closeable {
  private final Iterator<Path> files;
  private final MerkleFrontier frontier = new MerkleFrontier();
  private final MessageDigest sha256 = Sha256.begin();
  private final byte[] leaf = new byte[MerkleHash.LENGTH_BYTES];
  private final ExcerptReader.RecordSlot slot = new ExcerptReader.RecordSlot();
  private @Nullable FileChannel channel;
  private @Nullable ExcerptReader reader;

  TrailingTree(JournalFiles journal) {
    files = journal.files().iterator();
  }

  /**
   * The root over the first records.
   *
   * @param size not less than asked before, and not more than there are
   */
  byte[] rootAt(long size) throws IOException, Contradiction {
    while (frontier.size() < size) {
      if (!advance()) {
        throw new Contradiction(
            "expected [" + size + "] records to read again, found [" + frontier.size() + "]");
      }
      MerkleHash.leaf(sha256, slot.record.duplicate(), leaf);
      frontier.append(leaf);
    }
    return frontier.root();
  }

  private boolean advance() throws IOException, Contradiction {
    try {
      while (reader == null || !reader.advance(slot)) {
        if (!files.hasNext()) {
          return false;
        }
        close();
        channel = FileChannel.open(files.next(), StandardOpenOption.READ);
        reader = new ExcerptReader(channel);
      }
      return true;
    } catch (ExcerptReader.Broken e) {
      throw new Contradiction(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
