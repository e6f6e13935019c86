package io.writ.replay;

import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.KeptRecord;
import io.writ.core.lineage.RecordLayout;
import io.writ.tlog.MerkleHash;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Writes the records that stay of segments that go, and refuses what no tile proves. */
final class KeptFile {
  private final OutputStream out;
  private final PrunedLeaves leaves;
  private final long last;
  private final MessageDigest all = Sha256.begin();
  private final MessageDigest sha256 = Sha256.begin();
  private final byte[] leaf = new byte[MerkleHash.LENGTH_BYTES];

  /**
   * A file of them.
   *
   * @param leaves of all records that go
   * @param last number of a record that stays whatever it is; -1 for none
   */
  KeptFile(OutputStream out, PrunedLeaves leaves, long last) {
    this.out = out;
    this.leaves = leaves;
    this.last = last;
  }

  /** Adds what stays of a segment, or of an earlier such file. */
  void add(Path file) throws IOException, Contradiction, ExcerptReader.Broken {
    try (FileChannel channel = SegmentHead.open(file)) {
      ExcerptReader reader = new ExcerptReader(channel);
      ExcerptReader.RecordSlot slot = new ExcerptReader.RecordSlot();
      while (reader.advance(slot)) {
        if (KeptRecord.isKept(slot.record) || slot.record.getLong(RecordLayout.SEQUENCE) == last) {
          add(slot.record);
        }
      }
    }
  }

  private void add(ByteBuffer record) throws IOException, Contradiction {
    long sequence = record.getLong(RecordLayout.SEQUENCE);
    MerkleHash.leaf(sha256, record.duplicate(), leaf);
    if (!Arrays.equals(leaf, leaves.hash(sequence))) {
      throw new Contradiction("expected the record [" + sequence + "] that the tiles prove");
    }
    byte[] excerpt = new byte[ExcerptHeader.BYTES + record.limit()];
    ByteBuffer.wrap(excerpt).order(ByteOrder.LITTLE_ENDIAN).putInt(record.limit());
    record.get(0, excerpt, ExcerptHeader.BYTES, record.limit());
    all.update(excerpt);
    out.write(excerpt);
  }

  /** SHA-256 of all that was added. */
  String hex() {
    return HexFormat.of().formatHex(all.digest());
  }
}
