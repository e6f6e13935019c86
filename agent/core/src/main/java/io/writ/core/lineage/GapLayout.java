package io.writ.core.lineage;

/**
 * Where the fields of a GAP record's tail are: byte offsets in the record. It says that the process
 * or its machine stood still, or that the wall clock was set ({@code docs/spec/journal.md}).
 *
 * <pre>
 *      0                               8                              16
 * 288  +-------------------------------+-------------------------------+
 *      | nanoseconds without a step of | nanoseconds that the wall     |
 *      | the agent's thread, u64       | clock was set by, i64         |
 * 304  +-------------------------------+-------------------------------+
 * </pre>
 */
public final class GapLayout {
  /** u64, by the monotonic clock, without the pause that the thread made by itself. */
  public static final int STILL_NANOS = RecordLayout.TAIL;

  /** i64: what the wall clock went further than the monotonic one. */
  public static final int WALL_STEP_NANOS = RecordLayout.TAIL + 8;

  /** Below this neither is worth a record. */
  public static final long LEAST_NANOS = 1_000_000_000;

  /** The size of the record. */
  public static final int BYTES = RecordLayout.TAIL + 16;

  private GapLayout() {}
}
