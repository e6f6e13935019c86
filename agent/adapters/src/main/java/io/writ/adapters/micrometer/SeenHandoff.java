package io.writ.adapters.micrometer;

import io.writ.api.Handoff;
import io.writ.api.Scope;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was bound when it was looked at, and when that was: what is set next on that thread is what
 * a restoring of this takes away. Equal to all that bind the same, because libraries compare
 * contexts.
 */
final class SeenHandoff implements Handoff {
  private final Handoff handoff;
  final Installed by;
  final long serial;

  SeenHandoff(Handoff handoff, Installed by, long serial) {
    this.handoff = handoff;
    this.by = by;
    this.serial = serial;
  }

  @Override
  public Scope open() {
    return handoff.open();
  }

  @Override
  public boolean isBound() {
    return handoff.isBound();
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
  public boolean equals(@Nullable Object other) {
    return other instanceof SeenHandoff seen && handoff.equals(seen.handoff);
  }

  @Override
  public int hashCode() {
    return handoff.hashCode();
  }
}
