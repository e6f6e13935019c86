package io.writ.replay;

import io.writ.core.jws.PublicKey;
import io.writ.core.lineage.CheckpointNames;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.SealLayout;
import io.writ.tlog.Checkpoint;
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

  /** The checkpoint before any record was read; a running journal's is newer when all are. */
  private final @Nullable SignedNote before;

  private @Nullable NoteKey key;
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
    PublicKey bytes = named.key();
    isPinned = trust.pinned().contains(bytes);
    if (!trust.pinned().isEmpty() && !isPinned) {
      throw new Contradiction("expected one of the pinned keys, found [" + bytes + "]");
    }
    String origin = CheckpointNames.originOf(genesis.getOrDefault(GenesisField.JOURNAL.key(), ""));
    if (!named.name().equals(origin)) {
      throw new Contradiction("expected the key of [" + origin + "], found [" + vkey + "]");
    }
    key = named;
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

  /** Checks a SEAL. */
  void seal(ByteBuffer record, long sequence) throws Contradiction, IOException {
    NoteKey signer = key;
    if (signer == null) {
      throw new Contradiction("expected no SEAL in a journal whose GENESIS names no key");
    }
    if (record.limit() != SealLayout.BYTES) {
      throw new Contradiction("expected a SEAL of [" + SealLayout.BYTES + "] bytes");
    }
    long size = record.getLong(SealLayout.SIZE);
    if (size < covered || size > sequence) {
      throw new Contradiction(
          "expected a SEAL over ["
              + covered
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
    NoteKey signer = key;
    Path t = journal.tree();
    if (signer == null || t == null) {
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
      Checkpoint checkpoint = read(SignedNote.read(file), signer);
      if (checkpoint.size() < covered) {
        throw new Contradiction(
            "expected a checkpoint over at least ["
                + covered
                + "] records as SEALs say, found one over ["
                + checkpoint.size()
                + "]");
      }
      if (checkpoint.size() > records && before != null) {
        checkpoint = read(before, signer);
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
    NoteKey signer = key;
    return new SealVerdict(
        signer == null ? null : signer.print(),
        keyOrigin,
        isPinned,
        signer != null && trust.signatures() != null,
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

  private Checkpoint read(SignedNote note, NoteKey signer) throws Contradiction, NoteRefused {
    if (trust.signatures() != null) {
      note.verify(Set.of(signer), trust.signatures());
    }
    Checkpoint checkpoint = Checkpoint.parse(note.unverifiedText());
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
