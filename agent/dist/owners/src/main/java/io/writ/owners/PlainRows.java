package io.writ.owners;

import io.writ.adapters.reactor.Bindings;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reactor before anybody switched automatic context propagation on. */
final class PlainRows {
  private static final String PLAIN = "Reactor without automatic propagation";

  private PlainRows() {}

  static void add(Table table) throws Exception {
    table.row(
        PLAIN,
        "another thread has nothing",
        "none, alice",
        r ->
            r.alice(
                () -> {
                  Mono.fromCallable(() -> r.pass(1)).subscribeOn(Schedulers.parallel()).block();
                  r.see();
                }));
    table.row(
        PLAIN,
        "Bindings.call, captured by alice, subscribed by bob",
        "alice, bob",
        r -> {
          List<Mono<Integer>> work = new ArrayList<>();
          r.alice(
              () ->
                  work.add(
                      Bindings.call(() -> r.pass(1))
                          .subscribeOn(Schedulers.parallel())
                          .contextWrite(Bindings.captured())));
          r.bob(
              () -> {
                work.get(0).block();
                r.see();
              });
        });
    table.row(
        PLAIN,
        "Bindings.call with nothing captured, subscribed by bob",
        "none, bob",
        r ->
            r.bob(
                () -> {
                  Bindings.call(() -> r.pass(1)).block();
                  r.see();
                }));
    table.row(
        PLAIN,
        "Bindings.call leaves a scope open: bob keeps his own",
        "bob",
        r ->
            r.bob(
                () -> {
                  Bindings.call(r::leaveOpen).contextWrite(Bindings.captured()).block();
                  r.see();
                }));
  }
}
