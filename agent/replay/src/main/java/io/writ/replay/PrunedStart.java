package io.writ.replay;

import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.CheckpointNames;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.KeptRecord;
import io.writ.core.lineage.PruneStatement;
import io.writ.core.lineage.RecordLayout;
import io.writ.tlog.MerkleHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a journal whose first segments were pruned: the records that were kept of them,
 * each proven by the tiles, in place of all.
 */
final class PrunedStart {
  private static final int CHUNK_BYTES = 1 << 16;

  private final PruneNote note;
  private final PrunedLeaves leaves;
  private final RecordChecker checker;
  private final MessageDigest sha256 = Sha256.begin();
  private final byte[] leaf = new byte[MerkleHash.LENGTH_BYTES];
  private long next;
  private boolean hasLast;

  PrunedStart(PruneNote note, PrunedLeaves leaves, RecordChecker checker) {
    this.note = note;
    this.leaves = leaves;
    this.checker = checker;
  }

  /**
   * Has the checker take what was kept, and go on behind what was pruned.
   *
   * @return what is wrong, or null
   */
  @Nullable BadRecord check(SealTrust trust) throws IOException {
    Path kept = note.kept();
    BadRecord bad = checkKept(kept);
    if (bad != null) {
      return bad;
    }
    try {
      requireOrigin();
      note.requireTrust(trust);
      PruneStatement statement = note.statement();
      byte[] chain = HexFormat.of().parseHex(statement.chainHex());
      checker.continueAt(statement.records(), statement.segment(), chain);
      return null;
    } catch (Contradiction e) {
      return new BadRecord(0, note.file(), 0, String.valueOf(e.getMessage()));
    }
  }

  /** What is wrong when no record follows, or null: only the last record proves its chain value. */
  @Nullable BadRecord missingLast() {
    return hasLast
        ? null
        : new BadRecord(
            note.statement().records(),
            note.kept(),
            0,
            "expected the last record of a journal of which no segment is left");
  }

  private @Nullable BadRecord checkKept(Path kept) throws IOException {
    if (!Files.isRegularFile(kept, LinkOption.NOFOLLOW_LINKS)) {
      return new BadRecord(
          0, kept, 0, "expected the kept records of [" + PruneStatement.FILE + "], found no file");
    }
    try (FileChannel channel =
        FileChannel.open(kept, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (!hex(channel).equals(note.statement().keptHex())) {
        return new BadRecord(
            0, kept, 0, "expected the kept records of [" + PruneStatement.FILE + "], found others");
      }
      ExcerptReader reader = new ExcerptReader(channel);
      try {
        ExcerptReader.RecordSlot slot = new ExcerptReader.RecordSlot();
        checker.beginKept();
        while (reader.advance(slot)) {
          take(slot.record);
        }
        if (reader.isTorn() || reader.isMarked()) {
          throw new Contradiction("expected nothing behind the kept records");
        }
        return null;
      } catch (ExcerptReader.Broken | Contradiction e) {
        return new BadRecord(next, kept, reader.excerptOffset(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static String hex(FileChannel channel) throws IOException {
    MessageDigest all = Sha256.begin();
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, channel.size() + 1));
    for (long at = 0; channel.read(chunk, at) >= 0; chunk.clear()) {
      at += chunk.position();
      all.update(chunk.flip());
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private void take(ByteBuffer record) throws IOException, Contradiction {
    long sequence = record.getLong(RecordLayout.SEQUENCE);
    boolean isInOrder = sequence >= next && sequence < note.statement().records() && !hasLast;
    if (!isInOrder || (next == 0 && sequence != 0)) {
      throw new Contradiction(
          "expected kept records from GENESIS on, in order, found sequence ["
              + Long.toUnsignedString(sequence)
              + "]");
    }
    hasLast = isLast(record, sequence);
    boolean isKept = KeptRecord.isKept(record) || KeptRecord.isJournalsClose(record);
    if (!hasLast && !KeptRecord.isKept(record)) {
      throw new Contradiction(
          "expected only records that are kept, found type ["
              + record.get(RecordLayout.TYPE)
              + "]");
    }
    MerkleHash.leaf(sha256, record.duplicate(), leaf);
    if (!Arrays.equals(leaf, leaves.hash(sequence))) {
      throw new Contradiction("expected the record [" + sequence + "] that the tiles prove");
    }
    checker.kept(record, isKept);
    next = sequence + 1;
  }

  private boolean isLast(ByteBuffer record, long sequence) {
    byte[] chain = new byte[RecordLayout.DIGEST_BYTES];
    record.get(RecordLayout.CHAIN, chain);
    return sequence == note.statement().records() - 1
        && HexFormat.of().formatHex(chain).equals(note.statement().chainHex());
  }

  private void requireOrigin() throws Contradiction {
    String vkey = checker.genesis().get(GenesisField.JOURNAL_KEY.key());
    if (vkey == null) {
      throw new Contradiction("expected a sealed journal where records were pruned");
    }
    String id = checker.genesis().getOrDefault(GenesisField.JOURNAL.key(), "");
    String origin = note.statement().origin();
    if (!origin.equals(CheckpointNames.originOf(id))) {
      throw new Contradiction("expected what was pruned of [" + id + "], found [" + origin + "]");
    }
    if (vkey.equals(note.key().print())) {
      throw new Contradiction("expected a retention key, found the journal's own");
    }
  }
}
