package io.writ.core.lineage;

/** The record types. Codes are on disk and never change; an unknown one still hashes and chains. */
public enum RecordType {
  GENESIS(1),
  DICT(2),
  DECISION(3),
  OUTCOME(4),
  SEAL(5),
  HEARTBEAT(6),
  SEG_OPEN(7),
  SEG_CLOSE(8),
  KEY_ROTATE(9),
  CONFIG(10),
  ERASURE(11),
  WITNESS(12),
  GAP(13),
  WARNING(14);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  /** The number on disk, 1 to 255. */
  public int code() {
    return code;
  }
}
