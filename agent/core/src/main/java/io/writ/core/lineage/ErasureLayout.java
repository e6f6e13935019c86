package io.writ.core.lineage;

/**
 * Where the fields of an ERASURE record's tail are: byte offsets in the record ({@code
 * docs/spec/erasure.md}).
 *
 * <pre>
 *      0                               8
 * 288  +-------------------------------+-------------------------------+
 *      |     UUID of the journal whose keys are gone, as its text     |
 * 304  +---------------+---------------+-------------------------------+
 *      | keys, n       |  n × u32 key number …                         |
 *      +---------------+-----------------------------------------------+
 * </pre>
 */
public final class ErasureLayout {
  /** 16 bytes, in the order of its text. */
  public static final int JOURNAL = RecordLayout.TAIL;

  /** u32. */
  public static final int COUNT = RecordLayout.TAIL + 16;

  /** u32 each. */
  public static final int NUMBERS = RecordLayout.TAIL + 20;

  /** How many numbers one record has at most; more need more records. */
  public static final int MAX_COUNT = 4_096;

  private ErasureLayout() {}
}
