package io.writ.core.lineage;

/**
 * Where the fields of a SEAL record's tail are: byte offsets in the record. It repeats, inside the
 * chain, a checkpoint that was published beside the journal ({@code docs/spec/sealing.md}).
 *
 * <pre>
 *      0                               8                              16
 * 288  +-------------------------------+-------------------------------+
 *      | records covered, u64          | root of the Merkle tree over  |
 * 304  +-------------------------------+ them, 32 bytes                |
 *      |                                                               |
 * 320  |                               +---------------+---------------+
 *      |                               | note key id   | Ed25519 sig-  |
 * 336  +-------------------------------+---------------+ nature of the |
 *      | checkpoint's text, 64 bytes                                   |
 *  …   |                                               +---------------+
 * 396  +-----------------------------------------------+
 * </pre>
 */
public final class SealLayout {
  /** u64: records 0 to this, exclusive; never more than the SEAL's own sequence. */
  public static final int SIZE = RecordLayout.TAIL;

  /** 32 bytes, RFC 6962 §2.1 over those records. */
  public static final int ROOT = RecordLayout.TAIL + 8;

  /** u32, big-endian as in C2SP signed-note. */
  public static final int KEY_ID = RecordLayout.TAIL + 40;

  /** 64 bytes, RFC 8032. */
  public static final int SIGNATURE = RecordLayout.TAIL + 44;

  /** Bytes of the signature. */
  public static final int SIGNATURE_BYTES = 64;

  /** The size of the record. */
  public static final int BYTES = SIGNATURE + SIGNATURE_BYTES;

  private SealLayout() {}
}
