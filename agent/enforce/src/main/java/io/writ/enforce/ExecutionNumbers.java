package io.writ.enforce;

import java.util.concurrent.atomic.AtomicLong;

/** The low halves of execution ids, handed out in blocks; never 0, never twice in one boot. */
final class ExecutionNumbers {
  static final int BLOCK = 256;

  private final AtomicLong next = new AtomicLong(1);

  long nextBlock() {
    return next.getAndAdd(BLOCK);
  }
}
