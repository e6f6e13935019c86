package io.writ.journal.seal;

import io.writ.core.jws.Signer;
import io.writ.core.lineage.CheckpointNames;
import io.writ.tlog.Checkpoint;
import io.writ.tlog.NoteKey;
import io.writ.tlog.SignedNote;
import io.writ.tlog.TileDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** The newest checkpoint of a journal: {@code t/checkpoint}, replaced in one step. */
public final class CheckpointFile {
  private final Path directory;
  private final NoteKey key;
  private final Signer signer;
  private final TileDisk disk;

  /**
   * @param directory {@code t/}
   */
  CheckpointFile(Path directory, UUID journal, Signer signer, TileDisk disk) {
    this.directory = directory;
    this.key = keyOf(journal, signer);
    this.signer = signer;
    this.disk = disk;
  }

  /** The name of the log that a journal is. */
  public static String originOf(UUID journal) {
    return CheckpointNames.originOf(journal.toString());
  }

  /** A key under the name of a journal. */
  public static NoteKey keyOf(UUID journal, Signer signer) {
    return new NoteKey(originOf(journal), signer.publicKey());
  }

  /**
   * Signs and writes a checkpoint.
   *
   * @param extensions its further lines
   * @return its only signature
   */
  byte[] write(long size, byte[] root, List<String> extensions, boolean force) throws IOException {
    String text = new Checkpoint(key.name(), size, root, extensions).print();
    SignedNote note = SignedNote.sign(text, key, signer);
    byte[] bytes = note.print();
    Path fresh = directory.resolve(CheckpointNames.FILE + ".new");
    disk.write(fresh, bytes, bytes.length);
    if (force) {
      disk.forceFile(fresh);
    }
    disk.rename(fresh, directory.resolve(CheckpointNames.FILE));
    if (force) {
      disk.forceDirectory(directory);
    }
    return note.signatures().get(0).signature();
  }

  int keyId() {
    return key.keyId();
  }
}
