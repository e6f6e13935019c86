package io.writ.core.lineage;

/**
 * Where the fields of a SEG_OPEN record's tail are: byte offsets in the record. It is the first
 * record of every segment but the first, and makes a segment readable and its chain checkable
 * without the ones before ({@code docs/spec/journal.md}).
 *
 * <pre>
 *      0                               8                              16
 * 288  +-------------------------------+-------------------------------+
 *      | journal UUID, high half       | low half, big-endian as text  |
 * 304  +-------------------------------+-------------------------------+
 *      | segment number, u64           | chain value of the record     |
 * 320  +-------------------------------+ before this one, 32 bytes     |
 *      |                                                               |
 * 336  |                               +-------------------------------+
 *      |                               |
 * 344  +-------------------------------+
 * </pre>
 */
public final class SegmentOpenLayout {
  /** 16 bytes, in the order in which the text of the UUID shows them. */
  public static final int JOURNAL = RecordLayout.TAIL;

  /** u64, 1 for the first SEG_OPEN. */
  public static final int SEGMENT = RecordLayout.TAIL + 16;

  /** 32 bytes. */
  public static final int CHAIN_BEFORE = RecordLayout.TAIL + 24;

  /** The size of the record. */
  public static final int BYTES = RecordLayout.TAIL + 56;

  private SegmentOpenLayout() {}
}
