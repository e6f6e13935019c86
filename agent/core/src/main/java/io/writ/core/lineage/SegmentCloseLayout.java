package io.writ.core.lineage;

/**
 * Where the fields of a SEG_CLOSE record's tail are: byte offsets in the record. It is the last
 * record of a segment ({@code docs/spec/journal.md}).
 *
 * <pre>
 *      0                               8                              16
 * 288  +-------------------------------+-------------------------------+
 *      | records so far, with this one | flags                         |
 * 304  +-------------------------------+-------------------------------+
 * </pre>
 */
public final class SegmentCloseLayout {
  /** u64, the records of the journal up to and with this one. */
  public static final int RECORDS = RecordLayout.TAIL;

  /** u64. */
  public static final int FLAGS = RecordLayout.TAIL + 8;

  /** The size of the record. */
  public static final int BYTES = RecordLayout.TAIL + 16;

  /** Bit 0 of {@link #FLAGS}: the journal ends here. */
  public static final long FLAG_LAST = 1;

  private SegmentCloseLayout() {}
}
