package io.writ.core.lineage;

/**
 * Where the fields of the tail of a DECISION or an OUTCOME are: byte offsets from its start, which
 * is {@link DependenciesLayout#end} ({@code docs/spec/journal.md}).
 *
 * <pre>
 *      0               2               4
 * 0    +---------------+---------------+-------------------------------+
 *      |     pairs     |    omitted    | pair, pair …                  |
 *      +---------------+---------------+-------------------------------+
 *
 *      0               2               4               6
 *      +---------------+---------------+---------------+---------------+
 * pair |     flags     |  name length  | value length  | name, value   |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class AttributesLayout {
  /** u16: how many pairs follow. */
  public static final int PAIRS = 0;

  /** u16: how many more there were, which did not fit. */
  public static final int OMITTED = 2;

  /** The first pair. */
  public static final int FIRST = 4;

  /** In a pair: u16. */
  public static final int FLAGS = 0;

  /** In a pair: u16, bytes. */
  public static final int NAME_LENGTH = 2;

  /** In a pair: u16, bytes. */
  public static final int VALUE_LENGTH = 4;

  /** In a pair: the name, then the value. */
  public static final int NAME = 6;

  /** Bit 0: the name was longer than {@link #LIMIT_BYTES} and was cut. */
  public static final int NAME_CUT = 1;

  /** Bit 1: the value was cut. */
  public static final int VALUE_CUT = 2;

  /** Bit 2: the value was null, which is not the empty text. */
  public static final int VALUE_NULL = 4;

  /** Bit 3: the value is encrypted under the key of the record's data subject. */
  public static final int VALUE_SEALED = 8;

  /** Bit 4, alone and in the first pair: the value is the number of that key, u32. */
  public static final int SUBJECT = 16;

  /** The longest name or value, in UTF-8 bytes, before it is encrypted. */
  public static final int LIMIT_BYTES = 4096;

  private AttributesLayout() {}
}
