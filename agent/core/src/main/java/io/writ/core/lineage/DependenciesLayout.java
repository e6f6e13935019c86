package io.writ.core.lineage;

/**
 * Where the dependencies of a DECISION are: byte offsets in the record, right behind the head; the
 * tail of the type follows ({@code docs/spec/journal.md}).
 *
 * <pre>
 *      0                               8
 * 288  +-------------------------------+-------------------------------+
 *      |       execution id, high      |       execution id, low       |
 *      +-------------------------------+-------------------------------+
 *      |  as many as the head says …                                   |
 *      +---------------------------------------------------------------+
 * </pre>
 */
public final class DependenciesLayout {
  /** The first dependency. */
  public static final int FIRST = RecordLayout.TAIL;

  /** In a dependency: u64. */
  public static final int HIGH = 0;

  /** In a dependency: u64. */
  public static final int LOW = 8;

  /** The size of one. */
  public static final int BYTES = 16;

  /** The most that one record has. */
  public static final int MAX_COUNT = 1024;

  private DependenciesLayout() {}

  /** Where the tail of the type begins behind so many. */
  public static int end(int count) {
    return FIRST + count * BYTES;
  }
}
