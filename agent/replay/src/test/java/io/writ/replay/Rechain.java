package io.writ.replay;

import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentCloseLayout;
import io.writ.core.lineage.SegmentOpenLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Makes moved records say that they were never moved: sequence, chain and CRC anew, and what
 * SEG_OPEN, SEG_CLOSE and OUTCOME say of other records. All that is left is what a key signed.
 */
final class Rechain {
  private final MessageDigest sha256;
  private final CRC32C crc = new CRC32C();
  private final Map<Long, Long> moved = new HashMap<>();
  private byte[] chain = new byte[RecordLayout.DIGEST_BYTES];
  private long sequence;

  Rechain() throws GeneralSecurityException {
    sha256 = MessageDigest.getInstance("SHA-256");
  }

  /** The same segments, consistent in themselves; those given are not changed. */
  List<Excerpts> rewrite(List<Excerpts> segments) {
    List<Excerpts> rewritten = new ArrayList<>();
    for (Excerpts segment : segments) {
      List<Excerpts.Piece> pieces = new ArrayList<>();
      for (Excerpts.Piece piece : segment.pieces()) {
        Excerpts.Piece copy = piece.copy();
        if (!copy.isMetadata()) {
          rewrite(copy);
        }
        pieces.add(copy);
      }
      rewritten.add(new Excerpts(pieces, segment.rest()));
    }
    return rewritten;
  }

  private void rewrite(Excerpts.Piece piece) {
    ByteBuffer record = piece.record();
    moved.put(record.getLong(RecordLayout.SEQUENCE), sequence);
    if (piece.isOf(RecordType.SEG_OPEN) && record.limit() >= SegmentOpenLayout.BYTES) {
      record.put(SegmentOpenLayout.CHAIN_BEFORE, chain);
    } else if (piece.isOf(RecordType.SEG_CLOSE) && record.limit() >= SegmentCloseLayout.BYTES) {
      record.putLong(SegmentCloseLayout.RECORDS, sequence + 1);
    } else if (piece.isOf(RecordType.OUTCOME)) {
      long of = record.getLong(RecordLayout.DECISION_SEQUENCE);
      record.putLong(RecordLayout.DECISION_SEQUENCE, moved.getOrDefault(of, of));
    }
    record.put(RecordLayout.CHAIN, new byte[RecordLayout.DIGEST_BYTES]);
    record.putLong(RecordLayout.SEQUENCE, 0).putInt(RecordLayout.CRC, 0);
    sha256.update(record.duplicate().rewind());
    byte[] body = sha256.digest();
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    sha256.update(RecordLayout.CHAIN_PREFIX);
    sha256.update(chain);
    sha256.update(number.putLong(0, sequence));
    chain = sha256.digest(body);
    record.putLong(RecordLayout.SEQUENCE, sequence++);
    record.put(RecordLayout.CHAIN, chain);
    record.putInt(RecordLayout.CRC, RecordSums.crcOf(record, crc));
  }
}
