package io.writ.gate;

import io.writ.api.spi.WritRuntime;
import org.jspecify.annotations.Nullable;

/**
 * The road to a verdict. The agent implements it in its own loader; the gate holds the one
 * instance.
 *
 * <p>{@code check} and {@code enter} return when the call may run, and throw when it may not;
 * whatever goes wrong inside is a denial.
 */
public interface Decider {

  /**
   * Decides a JDK site.
   *
   * @param site the number that the weaver gave the site
   * @param a first reference that the site's extractor names, or null
   * @param b second reference that the site's extractor names, or null
   * @param n the primitive that the site's extractor names, or 0
   */
  void check(int site, @Nullable Object a, @Nullable Object b, long n);

  /** Decides a governed application method without named arguments; returns the exit token. */
  long enter(int site);

  /** Starts the arguments of a governed application method; confined to the calling thread. */
  ArgumentList arguments(int site);

  /** Decides with the arguments collected; returns the exit token. */
  long enter(ArgumentList arguments);

  /** Decides a governed constructor without named arguments. */
  void admit(int site);

  /** Decides a governed constructor with the arguments collected. */
  void admit(ArgumentList arguments);

  /** The body that {@code token} let in returned. Never throws. */
  void returned(long token);

  /** The body that {@code token} let in threw. Never throws. */
  void threw(long token);

  /** What carries bindings from thread to thread. */
  HandOvers handOvers();

  /** What stands behind {@link io.writ.api.Writ}. */
  WritRuntime runtime();
}
