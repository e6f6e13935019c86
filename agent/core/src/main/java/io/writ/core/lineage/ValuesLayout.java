package io.writ.core.lineage;

/**
 * Where the fields of the tail of a GENESIS, CONFIG or WARNING are: byte offsets in the record
 * ({@code docs/spec/journal.md}). Keys are in {@link GenesisField}, {@link ConfigField} and {@link
 * WarningField}.
 *
 * <pre>
 *      0               2
 * 288  +---------------+-----------------------------------------------+
 *      |     count     | pair, pair …                                  |
 *      +---------------+-----------------------------------------------+
 *
 *      0               2               2 + k           4 + k
 *      +---------------+---------------+---------------+---------------+
 * pair | key length k  | key, UTF-8    | value length  | value, UTF-8  |
 *      +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class ValuesLayout {
  /** u16: how many pairs follow. */
  public static final int COUNT = RecordLayout.TAIL;

  /** The first pair; lengths are u16, in bytes. */
  public static final int FIRST = RecordLayout.TAIL + 2;

  private ValuesLayout() {}
}
