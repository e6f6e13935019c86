package io.writ.core.lineage;

import org.jspecify.annotations.Nullable;

/**
 * By which construct an execution's parent handed work over to it. Codes are on disk and never
 * change.
 */
public enum HandOverKind {
  /** Not at all: the parent is on the same thread, or there is none. */
  NONE(0, "none"),
  /** A thread that the parent started. */
  THREAD(1, "thread"),
  /** An executor's task. */
  EXECUTOR(2, "executor"),
  /** A task that was to run later, once. */
  SCHEDULED(3, "scheduled"),
  /** A task of a fork-join pool. */
  FORK_JOIN(4, "fork-join"),
  /** The function of a completion stage. */
  STAGE(5, "stage"),
  /** A timer's task. */
  TIMER(6, "timer"),
  /** The handler of an asynchronous channel. */
  CHANNEL(7, "channel"),
  /** {@code Writ.wrap} or {@code Writ.capture}. */
  EXPLICIT(8, "handoff"),
  /** A message or request from another runtime, in whose journal the parent is. */
  MESSAGE(9, "message");

  private final int code;
  private final String word;

  HandOverKind(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /** As tools print it. */
  public String word() {
    return word;
  }

  /** The number on disk, 0 to 255. */
  public int code() {
    return code;
  }

  /** The kind with this number, or null. */
  public static @Nullable HandOverKind find(int code) {
    for (HandOverKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    return null;
  }
}
