package io.writ.replay;

import io.writ.core.lineage.CheckpointNames;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.KeyRotateLayout;
import io.writ.core.lineage.KeyRotateTail;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.SealLayout;
import io.writ.tlog.Checkpoint;
import io.writ.tlog.KeyEpochs;
import io.writ.tlog.KeyRotation;
import io.writ.tlog.NoteKey;
import io.writ.tlog.NoteRefused;
import io.writ.tlog.SignedNote;
import io.writ.tlog.TileReader;
import io.writ.tlog.TileRefused;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what SEAL records, the checkpoint and the tiles of one journal say of its records. */
final class SealChecker implements Closeable {
  private final JournalFiles journal;
  private final SealTrust trust;
  private final TrailingTree tree;
  private final boolean isPruned;

  /** The checkpoint before any record was read; a running journal's is newer when all are. */
  private final @Nullable SignedNote before;

  private @Nullable KeyEpochs keys;
  private String keyOrigin = "";
  private boolean isPinned;
  private long seals;
  private long covered;
  private long ownRecords;
  private String rootHex = "";
  private long lastNanos;
  private long longestSilenceNanos;

  SealChecker(JournalFiles journal, SealTrust trust, @Nullable PrunedLeaves pruned)
      throws IOException {
    this.journal = journal;
    this.trust = trust;
    isPruned = pruned != null;
    before = noteOrNull(journal.checkpoint());
    tree = new TrailingTree(journal, pruned);
  }

  private static @Nullable SignedNote noteOrNull(@Nullable Path file) throws IOException {
    Path t = file == null ? null : file.getParent();
    if (file == null || t == null || Files.isSymbolicLink(t)) {
      return null;
    }
    try {
      return SignedNote.read(file);
    } catch (NoteRefused e) {
      return null; // Looked at again behind the last record, and refused there.
    }
  }

  /** Takes the key that GENESIS names, if it may count. */
  void begin(Map<String, String> genesis) throws Contradiction {
    String vkey = genesis.get(GenesisField.JOURNAL_KEY.key());
    if (vkey == null) {
      if (!trust.pinned().isEmpty()) {
        throw new Contradiction("expected a journal that a pinned key sealed, found no key");
      }
      return;
    }
    NoteKey named;
    try {
      named = NoteKey.parse(vkey);
    } catch (NoteRefused e) {
      throw new Contradiction("expected a journal key in GENESIS: " + e.getMessage());
    }
    isPinned = trust.pinned().contains(named.key());
    String origin = CheckpointNames.originOf(genesis.getOrDefault(GenesisField.JOURNAL.key(), ""));
    if (!named.name().equals(origin)) {
      throw new Contradiction("expected the key of [" + origin + "], found [" + vkey + "]");
    }
    keys = new KeyEpochs(named);
    keyOrigin = genesis.getOrDefault(GenesisField.JOURNAL_KEY_ORIGIN.key(), "");
  }

  /** Notes when a record was written. */
  void seen(ByteBuffer record) {
    long nanos = record.getLong(RecordLayout.MONOTONIC_NANOS);
    if (lastNanos != 0) {
      longestSilenceNanos = Math.max(longestSilenceNanos, nanos - lastNanos);
    }
    lastNanos = nanos;
  }

  /** Checks a KEY_ROTATE. */
  void rotate(ByteBuffer record, long sequence) throws Contradiction, IOException {
    KeyEpochs epochs = requireKeys("KEY_ROTATE");
    if (!KeyRotateTail.isWhole(record)) {
      throw new Contradiction("expected a KEY_ROTATE of [" + KeyRotateLayout.BYTES + "] bytes");
    }
    KeyRotateTail tail = KeyRotateTail.of(record);
    // The SEAL that it repeats may be among the records that were pruned.
    boolean isRepeat = seals > 0 && covered > epochs.lastRotation() && tail.size() == covered;
    boolean isFirst = isPruned && seals == 0 && tail.size() > epochs.lastRotation();
    if ((!isRepeat && !isFirst) || tail.size() > sequence) {
      throw new Contradiction(
          "expected KEY_ROTATE to repeat a SEAL over ["
              + covered
              + "] records by the key before, found ["
              + tail.size()
              + "]");
    }
    try {
      KeyRotation rotation = epochs.rotation(tail.epoch(), tail.size(), tail.root(), tail.newKey());
      if (tail.oldKeyId() != rotation.from().keyId() || tail.newKeyId() != rotation.to().keyId()) {
        throw new Contradiction("expected the ids of both keys in KEY_ROTATE");
      }
      requireRoot(tail.size(), tail.root(), "KEY_ROTATE");
      if (trust.signatures() != null) {
        rotation.verify(trust.signatures(), tail.oldSignature(), tail.newSignature());
      }
      epochs.rotate(rotation, sequence);
      isPinned |= trust.pinned().contains(rotation.to().key());
    } catch (NoteRefused e) {
      throw new Contradiction(String.valueOf(e.getMessage()));
    }
  }

  /** Checks a SEAL. */
  void seal(ByteBuffer record, long sequence) throws Contradiction, IOException {
    KeyEpochs epochs = requireKeys("SEAL");
    NoteKey signer = epochs.last();
    if (record.limit() != SealLayout.BYTES) {
      throw new Contradiction("expected a SEAL of [" + SealLayout.BYTES + "] bytes");
    }
    long size = record.getLong(SealLayout.SIZE);
    long least = Math.max(covered, epochs.lastRotation() + 1);
    if (size < least || size > sequence) {
      throw new Contradiction(
          "expected a SEAL over ["
              + least
              + "] to ["
              + sequence
              + "] records, found ["
              + size
              + "]");
    }
    int keyId = Integer.reverseBytes(record.getInt(SealLayout.KEY_ID));
    if (keyId != signer.keyId()) {
      throw new Contradiction("expected the id of the journal's key in a SEAL");
    }
    byte[] root = new byte[RecordLayout.DIGEST_BYTES];
    record.get(SealLayout.ROOT, root);
    requireRoot(size, root, "a SEAL");
    byte[] signature = new byte[SealLayout.SIGNATURE_BYTES];
    record.get(SealLayout.SIGNATURE, signature);
    String text = new Checkpoint(signer.name(), size, root, List.of()).print();
    if (trust.signatures() != null
        && !trust
            .signatures()
            .verify(
                signer.key().algorithm(),
                signer.key().bytes(),
                text.getBytes(StandardCharsets.UTF_8),
                signature)) {
      throw new Contradiction("expected the journal's key to have signed the SEAL");
    }
    covered = size;
    ownRecords = size;
    seals++;
  }

  /**
   * Checks the newest checkpoint and the tiles, when all records were good.
   *
   * @return what is wrong, or null
   */
  @Nullable BadRecord finish(long records) throws IOException {
    KeyEpochs epochs = keys;
    if (epochs == null) {
      return null;
    }
    if (!trust.pinned().isEmpty() && !isPinned) {
      return new BadRecord(
          0,
          journal.files().get(0),
          0,
          "expected one of the pinned keys, found [" + epochs.last().key() + "]");
    }
    Path t = journal.tree();
    if (t == null) {
      return null;
    }
    Path file = t.resolve(CheckpointNames.FILE);
    try {
      if (Files.isSymbolicLink(t)) {
        throw new Contradiction("expected a directory of tiles, found a link");
      }
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        if (records > 1) {
          throw new Contradiction("expected a checkpoint, found no such file");
        }
        return null; // The process died before its first.
      }
      SignedNote note = SignedNote.read(file);
      SignedNote older = before;
      boolean isNewer = Checkpoint.parse(note.unverifiedText()).size() > records;
      boolean isOlder = isNewer && older != null;
      Checkpoint checkpoint = read(older != null && isNewer ? older : note, epochs);
      if (checkpoint.size() < covered && !isOlder) {
        throw new Contradiction(
            "expected a checkpoint over at least ["
                + covered
                + "] records as SEALs say, found one over ["
                + checkpoint.size()
                + "]");
      }
      if (checkpoint.size() > records) {
        throw new Contradiction(
            "expected ["
                + checkpoint.size()
                + "] records as the checkpoint says, found ["
                + records
                + "]");
      }
      if (checkpoint.size() >= covered) {
        requireRoot(checkpoint.size(), checkpoint.rootHash(), "the checkpoint");
        covered = checkpoint.size();
        ownRecords = ownRecords(checkpoint);
      }
      if (!Arrays.equals(new TileReader(t, checkpoint.size()).root(), checkpoint.rootHash())) {
        throw new Contradiction("expected tiles that give the checkpoint's root");
      }
      rootHex = HexFormat.of().formatHex(tree.rootAt(records));
      return null;
    } catch (Contradiction | NoteRefused e) {
      return new BadRecord(records, file, 0, String.valueOf(e.getMessage()));
    } catch (TileRefused e) {
      return new BadRecord(records, t, 0, String.valueOf(e.getMessage()));
    }
  }

  SealVerdict verdict() {
    KeyEpochs epochs = keys;
    return new SealVerdict(
        epochs == null ? null : epochs.first().print(),
        epochs == null ? 0 : epochs.count(),
        epochs == null ? null : epochs.at(covered).print(),
        keyOrigin,
        isPinned,
        epochs != null && trust.signatures() != null,
        seals,
        covered,
        ownRecords,
        rootHex,
        longestSilenceNanos);
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }

  private Checkpoint read(SignedNote note, KeyEpochs epochs) throws Contradiction, NoteRefused {
    Checkpoint checkpoint = Checkpoint.parse(note.unverifiedText());
    NoteKey signer = epochs.at(checkpoint.size());
    if (trust.signatures() != null) {
      note.verify(Set.of(signer), trust.signatures());
    }
    if (!checkpoint.origin().equals(signer.name())) {
      throw new Contradiction(
          "expected a checkpoint of ["
              + signer.name()
              + "], found one of ["
              + checkpoint.origin()
              + "]");
    }
    return checkpoint;
  }

  private KeyEpochs requireKeys(String what) throws Contradiction {
    KeyEpochs epochs = keys;
    if (epochs == null) {
      throw new Contradiction("expected no " + what + " in a journal whose GENESIS names no key");
    }
    return epochs;
  }

  private long ownRecords(Checkpoint checkpoint) throws Contradiction {
    for (String line : checkpoint.extensions()) {
      if (line.startsWith(CheckpointNames.RECOVERED_AFTER)) {
        String number = line.substring(CheckpointNames.RECOVERED_AFTER.length());
        if (!number.matches("0|[1-9][0-9]{0,18}")) {
          throw new Contradiction(
              "expected a number of records in the checkpoint's [" + line + "]");
        }
        return Long.parseLong(number);
      }
    }
    return checkpoint.size();
  }

  private void requireRoot(long size, byte[] root, String where) throws IOException, Contradiction {
    if (!Arrays.equals(tree.rootAt(size), root)) {
      throw new Contradiction(
          "expected the root over [" + size + "] records in " + where + ", found another");
    }
  }
}
