package io.writ.replay;

import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.CheckpointNames;
import io.writ.tlog.EntryBundles;
import io.writ.tlog.MerkleHash;
import io.writ.tlog.TileDisk;
import io.writ.tlog.TileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Writes a sealed journal as a transparency log that stands alone (C2SP tlog-tiles): checkpoint,
 * tiles, entry bundles, and the vkey beside them. What is written is made from the records, so a
 * tool that accepts it has checked the records against the journal's own checkpoint.
 */
public final class TlogExport {
  private TlogExport() {}

  /**
   * Writes the log.
   *
   * @param verdict of this journal; not {@code TAMPERED}, and sealed
   * @param to a directory that does not exist, or is empty
   * @return how many entries it has
   * @throws IOException when a file cannot be read or written, or the journal changed meanwhile
   */
  public static long write(JournalFiles journal, JournalVerdict verdict, Path to)
      throws IOException {
    String vkey = verdict.seals().lastKey();
    Path checkpoint = journal.checkpoint();
    if (vkey == null || checkpoint == null || verdict.state() == JournalVerdict.State.TAMPERED) {
      throw new IllegalArgumentException("a journal that is not sealed and whole");
    }
    long size = verdict.seals().covered();
    Path t = Files.createDirectories(to.resolve("t"));
    TileWriter tiles = TileWriter.create(t, TileDisk.real());
    EntryBundles entries = new EntryBundles(t);
    MessageDigest sha256 = Sha256.begin();
    byte[] leaf = new byte[MerkleHash.LENGTH_BYTES];
    try (RecordStream records = new RecordStream(journal)) {
      while (tiles.size() < size) {
        ByteBuffer record = records.next();
        if (record == null) {
          throw new IOException("the journal became shorter while it was read");
        }
        entries.append(record.duplicate());
        MerkleHash.leaf(sha256, record, leaf);
        tiles.append(leaf);
      }
    } catch (Contradiction e) {
      throw new IOException("the journal changed while it was read: " + e.getMessage(), e);
    }
    entries.finish();
    tiles.publish(false);
    Files.copy(checkpoint, t.resolve(CheckpointNames.FILE));
    Files.writeString(to.resolve("vkey"), vkey + "\n");
    return size;
  }
}
