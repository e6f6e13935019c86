package io.writ.weave;

import io.writ.gate.HandOvers;
import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/** Carries nothing. */
final class NoHandOvers implements HandOvers {
  @Override
  public void submitted(Object key, int how, long pass) {}

  @Override
  public Runnable offered(Object executor, Runnable task, long pass) {
    return task;
  }

  @Override
  public <V, A> @Nullable CompletionHandler<V, A> handed(
      @Nullable CompletionHandler<V, A> handler, boolean isCarried, long pass) {
    return handler;
  }

  @Override
  public long begin(@Nullable Object key, int how, int kind, long pass) {
    return 0;
  }

  @Override
  public void end(@Nullable Object key, int how, long token, long pass) {}
}
