package io.writ.gate;

import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a handler of the application's while one operation is under way. The JDK keeps it, the
 * application never sees it.
 */
public final class HandedHandler<V, A> implements CompletionHandler<V, A> {
  private final CompletionHandler<V, A> handler;
  private final int kind;
  private final long pass;

  /** Stands for {@code handler}; the rest is as for {@link HandOvers#begin}. */
  public HandedHandler(CompletionHandler<V, A> handler, int kind, long pass) {
    this.handler = handler;
    this.kind = kind;
    this.pass = pass;
  }

  @Override
  public void completed(V result, @Nullable A attachment) {
    long token = Work.begin(this, HandOvers.RUN, kind, pass);
    try {
      handler.completed(result, attachment);
    } finally {
      Work.end(this, HandOvers.RUN, token, pass);
    }
  }

  @Override
  public void failed(Throwable failure, @Nullable A attachment) {
    long token = Work.begin(this, HandOvers.RUN, kind, pass);
    try {
      handler.failed(failure, attachment);
    } finally {
      Work.end(this, HandOvers.RUN, token, pass);
    }
  }
}
