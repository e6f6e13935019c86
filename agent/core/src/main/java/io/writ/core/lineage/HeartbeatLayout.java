package io.writ.core.lineage;

/**
 * Where the field of a HEARTBEAT record's tail is: byte offset in the record. It says that nothing
 * happened, so that silence is evidence ({@code docs/spec/sealing.md}).
 *
 * <pre>
 *      0                               8
 * 288  +-------------------------------+
 *      | nanoseconds since the record  |
 *      | before, at least, u64         |
 * 296  +-------------------------------+
 * </pre>
 */
public final class HeartbeatLayout {
  /** u64. */
  public static final int IDLE_NANOS = RecordLayout.TAIL;

  /** The size of the record. */
  public static final int BYTES = RecordLayout.TAIL + 8;

  private HeartbeatLayout() {}
}
