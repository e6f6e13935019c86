package io.writ.replay;

import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentCloseLayout;
import io.writ.core.lineage.SegmentOpenLayout;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes moved records say that they were never moved: sequence, chain and CRC anew, and what
 * SEG_OPEN, SEG_CLOSE and OUTCOME say of other records. All that is left is what a key signed.
 */
final class Rechain {
  private final ForgedChain chain;
  private final Map<Long, Long> moved = new HashMap<>();

  Rechain() throws GeneralSecurityException {
    chain = new ForgedChain();
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
    moved.put(record.getLong(RecordLayout.SEQUENCE), chain.sequence());
    if (piece.isOf(RecordType.SEG_OPEN) && record.limit() >= SegmentOpenLayout.BYTES) {
      record.put(SegmentOpenLayout.CHAIN_BEFORE, chain.value());
    } else if (piece.isOf(RecordType.SEG_CLOSE) && record.limit() >= SegmentCloseLayout.BYTES) {
      record.putLong(SegmentCloseLayout.RECORDS, chain.sequence() + 1);
    } else if (piece.isOf(RecordType.OUTCOME)) {
      long of = record.getLong(RecordLayout.DECISION_SEQUENCE);
      record.putLong(RecordLayout.DECISION_SEQUENCE, moved.getOrDefault(of, of));
    }
    chain.link(record);
  }
}
