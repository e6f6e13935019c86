package io.writ.core.lineage;

/**
 * Where the fields of a KEY_ROTATE record's tail are: byte offsets in the record. From the record
 * on another key signs the journal's checkpoints, and both keys say so ({@code
 * docs/spec/sealing.md}).
 *
 * <pre>
 *      0               4               8                              16
 * 288  +---------------+---------------+-------------------------------+
 *      | epoch, u32    | zero          | records covered, u64          |
 * 304  +---------------+---------------+-------------------------------+
 *      | root of the Merkle tree over them, 32 bytes                   |
 * 336  +---------------------------------------------------------------+
 *      | new Ed25519 public key, 32 bytes                              |
 * 368  +---------------+---------------+-------------------------------+
 *      | old key id    | new key id    | signature of the old key,     |
 * 384  +---------------+---------------+ 64 bytes                      |
 *  …   |                               +-------------------------------+
 * 440  |                               | signature of the new key,     |
 *  …   +-------------------------------+ 64 bytes                      |
 * 504  +---------------------------------------------------------------+
 * </pre>
 */
public final class KeyRotateLayout {
  /** u32: the epoch that begins; 1 for the first KEY_ROTATE. */
  public static final int EPOCH = RecordLayout.TAIL;

  /** u32, zero. */
  public static final int RESERVED = RecordLayout.TAIL + 4;

  /** u64: records that the SEAL before covers. */
  public static final int SIZE = RecordLayout.TAIL + 8;

  /** 32 bytes, RFC 6962 §2.1 over those records. */
  public static final int ROOT = RecordLayout.TAIL + 16;

  /** 32 bytes, RFC 8032. */
  public static final int NEW_KEY = RecordLayout.TAIL + 48;

  /** u32, big-endian as in C2SP signed-note. */
  public static final int OLD_KEY_ID = RecordLayout.TAIL + 80;

  /** u32, big-endian as in C2SP signed-note. */
  public static final int NEW_KEY_ID = RecordLayout.TAIL + 84;

  /** 64 bytes, RFC 8032. */
  public static final int OLD_SIGNATURE = RecordLayout.TAIL + 88;

  /** 64 bytes, RFC 8032. */
  public static final int NEW_SIGNATURE = RecordLayout.TAIL + 152;

  /** The size of the record. */
  public static final int BYTES = RecordLayout.TAIL + 216;

  private KeyRotateLayout() {}
}
