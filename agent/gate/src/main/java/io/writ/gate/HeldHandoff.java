package io.writ.gate;

import io.writ.api.Handoff;
import io.writ.api.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The side of a captured binding that the application holds; see {@link HeldScope}. */
final class HeldHandoff implements Handoff {
  private final Handoff handoff;

  HeldHandoff(Handoff handoff) {
    this.handoff = handoff;
  }

  /**
   * The agent's own handoffs, in a list of ours: the collection is the application's, whose code
   * must not run inside the check.
   *
   * @throws IllegalArgumentException when one is not from {@code Writ.capture()}
   */
  static List<Handoff> own(Collection<Handoff> presented) {
    Object[] all = presented.toArray();
    List<Handoff> own = new ArrayList<>(all.length);
    for (int i = 0; i < all.length; i++) {
      Object one = all[i];
      if (!(one instanceof HeldHandoff held)) {
        throw new IllegalArgumentException(
            "handoff ["
                + i
                + "] of ["
                + all.length
                + "] is ["
                + (one == null ? "null" : one.getClass().getName())
                + "]; pass what Writ.capture() returned");
      }
      own.add(held.handoff);
    }
    return own;
  }

  @Override
  public Scope open() {
    return new HeldScope(handoff.open());
  }

  @Override
  public void run(Runnable task) {
    handoff.run(task);
  }

  @Override
  public <T> T call(Callable<T> task) throws Exception {
    return handoff.call(task);
  }

  @Override
  public <T> T get(Supplier<T> task) {
    return handoff.get(task);
  }

  @Override
  public boolean isBound() {
    return handoff.isBound();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HeldHandoff held && handoff.equals(held.handoff);
  }

  @Override
  public int hashCode() {
    return handoff.hashCode();
  }
}
