package io.writ.journal.seal;

import io.writ.core.encoding.Sha256;
import io.writ.tlog.MerkleHash;
import io.writ.tlog.TileWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;

/** The Merkle tree over a journal's records: record n, as it is in its file, is leaf n. */
final class SealedTree implements Closeable {
  private final CommittedRecords records;
  private final TileWriter tiles;
  private final CheckpointFile checkpoint;
  private final MessageDigest sha256 = Sha256.begin();
  private final byte[] leaf = new byte[MerkleHash.LENGTH_BYTES];

  SealedTree(Path journal, UUID id, SealOptions options) throws IOException {
    Path t = journal.resolve("t");
    options.disk().makeDirectories(t);
    tiles = TileWriter.create(t, options.disk());
    checkpoint = new CheckpointFile(t, id, options.key(), options.disk());
    records = new CommittedRecords(journal.resolve("q"), 0);
  }

  /** Takes records in until there are this many; those before must be committed. */
  void growTo(long size) throws IOException {
    while (tiles.size() < size) {
      MerkleHash.leaf(sha256, records.next(), leaf);
      tiles.append(leaf);
    }
  }

  /**
   * Publishes the tiles, then the checkpoint that needs them.
   *
   * @param force whether they survive a lost power supply too
   * @return the checkpoint's signature
   */
  byte[] publish(boolean force) throws IOException {
    tiles.publish(force);
    return checkpoint.write(tiles.size(), tiles.root(), List.of(), force);
  }

  byte[] root() throws IOException {
    return tiles.root();
  }

  int keyId() {
    return checkpoint.keyId();
  }

  long size() {
    return tiles.size();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
