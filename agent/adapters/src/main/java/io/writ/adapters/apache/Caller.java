package io.writ.adapters.apache;

import io.writ.api.Handoff;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;

/**
 * The future of an asynchronous call, with what was bound where the call was executed: the one
 * object that all exchanges of the call have, and no exchange of another one.
 */
record Caller(CancellableDependency future, Handoff handoff) implements CancellableDependency {
  @Override
  public void setDependency(Cancellable cancellable) {
    future.setDependency(cancellable);
  }

  @Override
  public boolean isCancelled() {
    return future.isCancelled();
  }

  @Override
  public boolean cancel() {
    return future.cancel();
  }
}
