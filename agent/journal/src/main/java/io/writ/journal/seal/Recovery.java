package io.writ.journal.seal;

import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.CheckpointNames;
import io.writ.tlog.Checkpoint;
import io.writ.tlog.MerkleHash;
import io.writ.tlog.NoteKey;
import io.writ.tlog.NoteRefused;
import io.writ.tlog.SignedNote;
import io.writ.tlog.TileRefused;
import io.writ.tlog.TileWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the next boot does for the tree of the journal before it: a process that was killed has left
 * records that no checkpoint covers.
 *
 * <p>Nothing is signed on the word of the files. The last checkpoint must be signed by the key that
 * was in force for it and its tiles must give its root; only then are the records behind it added.
 * With the key that was in force at the end the result becomes the journal's checkpoint, and says
 * from where on it was the next boot that sealed. With another key the root is known, and stands in
 * GENESIS alone.
 */
public final class Recovery {
  private final Path journal;
  private final UUID id;
  private final SealOptions options;

  private Recovery(Path journal, UUID id, SealOptions options) {
    this.journal = journal;
    this.id = id;
    this.options = options;
  }

  /** How it came out; the words are in GENESIS. */
  public enum Outcome {
    /** A checkpoint covers all records. */
    SEALED("sealed"),
    /** All records have a root, which the journal's key did not sign. */
    KNOWN("known"),
    /** Checkpoint, tiles and records contradict each other; {@code verify} says where. */
    REFUSED("refused"),
    /** The disk did not do what it had to. */
    FAILED("failed");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The word in GENESIS. */
    public String word() {
      return word;
    }
  }

  /**
   * What is known now.
   *
   * @param rootHex of the tree over all records, 64 hex digits; null when it is not known
   */
  public record Recovered(Outcome outcome, @Nullable String rootHex) {}

  /**
   * Recovers the tree of a journal that nobody writes.
   *
   * @param journal its directory
   * @param vkey the key that its GENESIS names
   * @param kept what a pruning left of its rotations
   * @param records how many it has
   */
  public static Recovered of(
      Path journal, UUID id, String vkey, KeptRotations kept, long records, SealOptions options) {
    try {
      return new Recovery(journal, id, options).recover(NoteKey.parse(vkey), kept, records);
    } catch (NoteRefused | TileRefused | KeyTrail.Refused | EOFException e) {
      return new Recovered(Outcome.REFUSED, null);
    } catch (IOException e) {
      return new Recovered(Outcome.FAILED, null);
    }
  }

  private Recovered recover(NoteKey first, KeptRotations kept, long records)
      throws IOException, NoteRefused {
    Path t = journal.resolve("t");
    KeyTrail keys = KeyTrail.of(journal, first, kept, records, options.signatures());
    Checkpoint last = lastCheckpoint(t, keys);
    boolean isOfThis = last.origin().equals(CheckpointFile.originOf(id));
    if (!isOfThis || last.size() > records) {
      return new Recovered(Outcome.REFUSED, null);
    }
    TileWriter tiles = TileWriter.resume(t, last.size(), last.rootHash(), options.disk());
    keys.check(last.size(), tiles.root());
    if (last.size() < records) {
      append(tiles, records, keys);
    }
    String root = HexFormat.of().formatHex(tiles.root());
    if (last.size() == records) {
      return new Recovered(Outcome.SEALED, root);
    }
    if (!keys.at(records).key().equals(options.key().publicKey())) {
      return new Recovered(Outcome.KNOWN, root);
    }
    tiles.publish(true);
    byte[] ignored =
        new CheckpointFile(t, id, options.key(), options.disk())
            .write(
                records,
                tiles.root(),
                List.of(CheckpointNames.RECOVERED_AFTER + last.size()),
                true);
    return new Recovered(Outcome.SEALED, root);
  }

  /** An empty one when the process died before its first. */
  private Checkpoint lastCheckpoint(Path t, KeyTrail keys) throws IOException, NoteRefused {
    Path file = t.resolve(CheckpointNames.FILE);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Checkpoint(CheckpointFile.originOf(id), 0, MerkleHash.emptyRoot(), List.of());
    }
    SignedNote note = SignedNote.read(file);
    Checkpoint checkpoint = Checkpoint.parse(note.unverifiedText());
    note.verify(Set.of(keys.at(checkpoint.size())), options.signatures());
    return checkpoint;
  }

  private void append(TileWriter tiles, long records, KeyTrail keys) throws IOException {
    MessageDigest sha256 = Sha256.begin();
    byte[] leaf = new byte[MerkleHash.LENGTH_BYTES];
    try (CommittedRecords tail = CommittedRecords.from(journal, tiles.size())) {
      while (tiles.size() < records) {
        MerkleHash.leaf(sha256, tail.next(records), leaf);
        tiles.append(leaf);
        if (keys.isRootKnown(tiles.size())) {
          keys.check(tiles.size(), tiles.root());
        }
      }
    }
  }
}
