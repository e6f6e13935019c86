package io.writ.replay;

import java.util.HexFormat;

/**
 * The id of one governed call.
 *
 * @param high the runtime that made it
 * @param low the call
 */
public record ExecutionId(long high, long low) implements Comparable<ExecutionId> {
  /** No execution: the parent of a root. */
  public static final ExecutionId NONE = new ExecutionId(0, 0);

  @Override
  public int compareTo(ExecutionId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** 32 hex digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
