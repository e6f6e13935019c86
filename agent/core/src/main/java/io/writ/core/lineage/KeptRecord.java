package io.writ.core.lineage;

import java.nio.ByteBuffer;

/**
 * Which records of a pruned segment stay: all that later records, keys or findings stand on ({@code
 * docs/spec/retention.md}). What is not known here stays too.
 */
public final class KeptRecord {
  private KeptRecord() {}

  /**
   * Whether it stays wherever it stood.
   *
   * @param record little-endian, at least {@link RecordLayout#TAIL} bytes
   */
  public static boolean isKept(ByteBuffer record) {
    int type = record.get(RecordLayout.TYPE) & 0xFF;
    if (type == RecordType.DICT.code()) {
      int kind =
          record.limit() > DictionaryLayout.KIND ? record.get(DictionaryLayout.KIND) & 0xFF : 0;
      return kind == 0 || kind >= DictionaryKind.POLICY.code();
    }
    return type != RecordType.DECISION.code()
        && type != RecordType.OUTCOME.code()
        && type != RecordType.SEAL.code()
        && type != RecordType.HEARTBEAT.code()
        && type != RecordType.SEG_OPEN.code()
        && type != RecordType.SEG_CLOSE.code();
  }

  /** Whether it is the closing record of a journal, which stays when no segment does. */
  public static boolean isJournalsClose(ByteBuffer record) {
    return record.get(RecordLayout.TYPE) == RecordType.SEG_CLOSE.code()
        && record.limit() >= SegmentCloseLayout.BYTES
        && (record.getLong(SegmentCloseLayout.FLAGS) & SegmentCloseLayout.FLAG_LAST) != 0;
  }
}
