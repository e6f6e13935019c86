package io.writ.gate;

import io.writ.api.Handoff;
import io.writ.api.Scope;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The side of a captured binding that the application holds; see {@link HeldScope}. */
final class HeldHandoff implements Handoff {
  private final Handoff handoff;

  HeldHandoff(Handoff handoff) {
    this.handoff = handoff;
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
