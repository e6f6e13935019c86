package io.writ.api;

/**
 * The time during which a binding is attached to the current unit of work.
 *
 * <p>Close it on the thread that opened it and in reverse order of opening; use try-with-resources.
 * Any other closing throws {@link IllegalStateException}: on another thread it changes nothing, and
 * out of order it ends what was opened later, too. A binding never leaks to another thread or
 * outlives its block. Closing twice is harmless.
 */
public interface Scope extends AutoCloseable {

  /**
   * Ends the binding and restores what was bound before.
   *
   * @throws IllegalStateException when called on another thread, or while a scope opened later on
   *     this thread is still open
   */
  @Override
  void close();
}
