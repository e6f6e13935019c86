package io.writ.api;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What was bound where {@link Writ#capture()} was called, to be bound again elsewhere: on another
 * thread, later, any number of times. For work that the JDK's own constructs do not carry, such as
 * a queue of the application's.
 *
 * <p>It holds authority until its artifact expires or is revoked, so it is worth as much as the
 * artifact: hand it to the work it was captured for and to nothing else. Captured where nothing was
 * bound, it takes all authority away while the work runs. Two are equal when they bind the same,
 * name the same execution as parent and depend on the same ones. Safe for use by many threads.
 */
public interface Handoff {

  /**
   * Binds what was captured to the current unit of work until the scope is closed; by the rules of
   * {@link Scope}.
   */
  Scope open();

  /** Whether an artifact was bound where this was captured. It may have expired since. */
  boolean isBound();

  /** Runs a task under what was captured, and restores what was bound before. */
  default void run(Runnable task) {
    try (Scope scope = open()) {
      task.run();
    }
  }

  /**
   * Calls a task under what was captured, and restores what was bound before.
   *
   * @throws Exception what the task throws
   */
  default <T> T call(Callable<T> task) throws Exception {
    try (Scope scope = open()) {
      return task.call();
    }
  }

  /** Asks a supplier under what was captured, and restores what was bound before. */
  default <T> T get(Supplier<T> task) {
    try (Scope scope = open()) {
      return task.get();
    }
  }
}
