package io.writ.journal.seal;

import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.KeyRotateLayout;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.tlog.MerkleHash;
import io.writ.tlog.TileWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;

/** The Merkle tree over a journal's records: record n, as it is in its file, is leaf n. */
final class SealedTree implements Closeable {
  private final Path journal;
  private final UUID id;
  private final SealOptions options;
  private final SealKeys keys;
  private final CommittedRecords records;
  private final TileWriter tiles;
  private CheckpointFile checkpoint;
  private final MessageDigest sha256 = Sha256.begin();
  private final byte[] leaf = new byte[MerkleHash.LENGTH_BYTES];

  private SealedTree(
      Path journal,
      UUID id,
      SealOptions options,
      SealKeys keys,
      TileWriter tiles,
      CommittedRecords records) {
    this.journal = journal;
    this.id = id;
    this.options = options;
    this.keys = keys;
    this.tiles = tiles;
    this.records = records;
    checkpoint = checkpoint();
  }

  /** Of a journal whose first record is committed. */
  static SealedTree begin(Path journal, UUID id, SealOptions options, SealKeys keys)
      throws IOException {
    Path t = journal.resolve("t");
    options.disk().makeDirectories(t);
    TileWriter tiles = TileWriter.create(t, options.disk());
    return new SealedTree(journal, id, options, keys, tiles, CommittedRecords.from(journal, 0));
  }

  /** The same, as it was when it had this root; this one is of no use any more. */
  SealedTree again(long size, byte[] root) throws IOException {
    close();
    TileWriter again = TileWriter.resume(journal.resolve("t"), size, root, options.disk());
    return new SealedTree(journal, id, options, keys, again, CommittedRecords.from(journal, size));
  }

  /**
   * Takes records in until there are this many; those before must be committed. From a KEY_ROTATE
   * on the key that it names signs.
   */
  void growTo(long size) throws IOException {
    while (tiles.size() < size) {
      ByteBuffer record = records.next(size);
      MerkleHash.leaf(sha256, record, leaf);
      tiles.append(leaf);
      if (record.get(RecordLayout.TYPE) == RecordType.KEY_ROTATE.code()) {
        rotate(record);
      }
    }
  }

  /** One that was taken in before an error of the JVM is known already. */
  private void rotate(ByteBuffer record) {
    if ((record.getInt(KeyRotateLayout.EPOCH) & 0xFFFF_FFFFL) > keys.epoch()) {
      keys.turn();
      checkpoint = checkpoint();
    }
  }

  private CheckpointFile checkpoint() {
    return new CheckpointFile(journal.resolve("t"), id, keys.current(), options.disk());
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
