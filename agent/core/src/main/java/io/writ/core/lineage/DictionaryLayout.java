package io.writ.core.lineage;

/**
 * Where the fields of a DICT record's tail are: byte offsets in the record ({@code
 * docs/spec/journal.md}).
 *
 * <pre>
 *      0       1       2               4               8              12
 * 288  +-------+-------+---------------+---------------+---------------+
 *      | kind  | flags | part, from 0  |    number     | length, bytes |
 * 300  +-------+-------+---------------+---------------+---------------+
 *      | UTF-8 text …                                                  |
 *      +---------------------------------------------------------------+
 * </pre>
 */
public final class DictionaryLayout {
  /** u8, {@link DictionaryKind#code()}. */
  public static final int KIND = RecordLayout.TAIL;

  /** u8. */
  public static final int FLAGS = RecordLayout.TAIL + 1;

  /** u16, 0 for the first part. */
  public static final int PART = RecordLayout.TAIL + 2;

  /** u32, the number that stands for the text; first definitions of a kind are 1, 2, 3 … */
  public static final int NUMBER = RecordLayout.TAIL + 4;

  /** u32, UTF-8 bytes in this part. */
  public static final int TEXT_LENGTH = RecordLayout.TAIL + 8;

  /** The text. */
  public static final int TEXT = RecordLayout.TAIL + 12;

  /** Bit 0 of {@link #FLAGS}: another part of the text follows in the next DICT of this kind. */
  public static final int FLAG_MORE = 1;

  private DictionaryLayout() {}
}
