package io.writ.adapters.reactor;

import io.writ.adapters.micrometer.HandoffAccessor;
import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.Writ;
import java.util.concurrent.Callable;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What is bound, in the context of a subscription: Reactor drains the signals of several owners in
 * one task, so no thread can tell whose a signal is.
 *
 * <pre>{@code
 * Bindings.call(() -> payments.transfer(amount))     // on whatever scheduler
 *     .subscribeOn(Schedulers.boundedElastic())
 *     .contextWrite(Bindings.captured());            // where the artifact is bound
 * }</pre>
 *
 * <p>For applications without Reactor's automatic context propagation, which needs none of this.
 * Both use the same key, so what one puts into a context the other finds.
 */
public final class Bindings {
  private Bindings() {}

  /** Puts what is bound now into the context of what lies above. */
  public static Function<Context, Context> captured() {
    return carrying(Writ.capture());
  }

  /** Puts what was captured into the context of what lies above. */
  public static Function<Context, Context> carrying(Handoff handoff) {
    return context -> context.put(HandoffAccessor.KEY, handoff);
  }

  /** Calls a task under what the context carries, or with nothing bound when it carries nothing. */
  public static <T> Mono<T> call(Callable<T> task) {
    return Mono.deferContextual(context -> Mono.fromCallable(() -> carried(context, task)));
  }

  /**
   * Calls a task at once under what the context carries, or with nothing bound.
   *
   * @throws Exception what the task throws
   */
  public static <T> T carried(ContextView context, Callable<T> task) throws Exception {
    Object carried = context.getOrDefault(HandoffAccessor.KEY, null);
    return (carried instanceof Handoff handoff ? handoff : nothing()).call(task);
  }

  private static Handoff nothing() {
    try (Scope scope = Writ.unbound()) {
      return Writ.capture();
    }
  }
}
