package io.writ.owners;

import io.writ.adapters.reactor.Bindings;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Signals of several owners that go through one place. */
final class SharedRows {
  private static final String SINKS = "Reactor Sinks, two owners subscribe";

  private SharedRows() {}

  static void add(Table table) throws Exception {
    sinks(table);
    shared(table);
    pushed(table);
    explicit(table);
  }

  private static void sinks(Table table) throws Exception {
    table.row(
        SINKS,
        "nobody emits, and keeps nothing",
        "alice, bob, none",
        r -> {
          Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
          r.alice(() -> sink.asFlux().map(r::pass).contextCapture().subscribe());
          r.bob(() -> sink.asFlux().map(r::pass).contextCapture().subscribe());
          sink.tryEmitNext(1).orThrow();
          r.see();
        });
    table.row(
        SINKS,
        "bob emits, and keeps his own",
        "alice, bob, none, bob",
        r -> {
          Sinks.Many<Integer> sink = Sinks.many().multicast().onBackpressureBuffer();
          r.alice(() -> sink.asFlux().map(r::pass).contextCapture().subscribe());
          r.bob(() -> sink.asFlux().map(r::pass).contextCapture().subscribe());
          sink.asFlux().subscribe(r::pass);
          r.bob(
              () -> {
                sink.tryEmitNext(1).orThrow();
                r.see();
              });
        });
    table.row(
        SINKS,
        "through one worker",
        "alice's: alice, bob's: bob, nobody's: none",
        r -> {
          r.inAnyOrder();
          Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
          Flux<Integer> flux = sink.asFlux().publishOn(Schedulers.single());
          r.alice(() -> flux.doOnNext(x -> r.seeAt("alice's")).contextCapture().subscribe());
          r.bob(() -> flux.doOnNext(x -> r.seeAt("bob's")).contextCapture().subscribe());
          flux.subscribe(x -> r.seeAt("nobody's"));
          sink.tryEmitNext(1).orThrow();
        });
    table.row(
        SINKS,
        "alice subscribes without contextCapture(), bob emits",
        "none, bob",
        r -> {
          Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
          r.alice(() -> sink.asFlux().subscribe(r::pass));
          r.bob(
              () -> {
                sink.tryEmitNext(1).orThrow();
                r.see();
              });
        });
    table.row(
        "Reactor Sinks.one",
        "alice waits, bob emits",
        "alice, bob",
        r -> {
          Sinks.One<Integer> sink = Sinks.one();
          r.alice(() -> sink.asMono().map(r::pass).contextCapture().subscribe());
          r.bob(
              () -> {
                sink.tryEmitValue(1).orThrow();
                r.see();
              });
        });
    table.row(
        "Reactor Sinks.unicast",
        "alice and bob emit, nobody subscribes: the subscriber's, and he keeps nothing",
        "none, none, none",
        r -> {
          Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
          r.alice(() -> sink.tryEmitNext(1).orThrow());
          r.bob(() -> sink.tryEmitNext(2).orThrow());
          sink.asFlux().subscribe(r::pass);
          r.see();
        });
  }

  private static void shared(Table table) throws Exception {
    table.row(
        "Reactor cache()",
        "alice is first, then bob, then nobody",
        "alice, alice, bob, none",
        r -> {
          Mono<Integer> cached =
              Mono.fromCallable(() -> r.pass(1)).subscribeOn(Schedulers.parallel()).cache();
          r.alice(() -> cached.map(r::pass).block());
          r.bob(() -> cached.map(r::pass).block());
          cached.map(r::pass).block();
        });
    table.row(
        "Reactor share()",
        "alice and bob wait for one value of nobody's",
        "alice, bob",
        r -> {
          Sinks.One<Integer> source = Sinks.one();
          Mono<Integer> shared = source.asMono().publishOn(Schedulers.single()).share();
          r.alice(() -> shared.map(r::pass).contextCapture().subscribe());
          r.bob(() -> shared.map(r::pass).contextCapture().subscribe());
          source.tryEmitValue(1).orThrow();
        });
    table.row(
        "Reactor merge",
        "of alice's and bob's contexts, seen inside each and by nobody, who subscribes",
        "alice, none, bob, none",
        r -> {
          List<Flux<Integer>> parts = new ArrayList<>();
          r.alice(() -> parts.add(part(r)));
          r.bob(() -> parts.add(part(r)));
          Flux.concat(parts).map(r::pass).blockLast();
        });
  }

  /** With the context of whoever makes it. */
  private static Flux<Integer> part(Row r) {
    return Flux.just(1)
        .publishOn(Schedulers.single())
        .map(r::pass)
        .contextWrite(Bindings.captured());
  }

  private static void pushed(Table table) throws Exception {
    table.row(
        "Reactor create()",
        "alice and bob push into one stream, nobody subscribes on a worker",
        "none, none",
        r -> {
          List<FluxSink<Integer>> sinks = new ArrayList<>();
          Flux.<Integer>create(sinks::add).publishOn(Schedulers.single()).subscribe(r::pass);
          r.alice(() -> sinks.get(0).next(1));
          r.bob(() -> sinks.get(0).next(2));
        });
    table.row(
        "Reactor BaseSubscriber",
        "of alice's and with no context, on a worker, bob emits: nobody's",
        "none, none",
        r -> {
          Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
          r.alice(() -> sink.asFlux().publishOn(Schedulers.single()).subscribe(new Seeing(r)));
          r.bob(() -> sink.tryEmitNext(1).orThrow());
          r.await(1);
          Schedulers.single().schedule(r::see);
        });
  }

  /** Of a class that brings no context of its own. */
  private static final class Seeing extends BaseSubscriber<Integer> {
    private final Row row;

    Seeing(Row row) {
      this.row = row;
    }

    @Override
    protected void hookOnNext(Integer value) {
      row.see();
    }
  }

  private static void explicit(Table table) throws Exception {
    table.row(
        "Bindings",
        "captured by alice, subscribed by bob",
        "alice, bob",
        r -> {
          List<Mono<Integer>> work = new ArrayList<>();
          r.alice(
              () ->
                  work.add(
                      Bindings.call(() -> r.pass(1))
                          .subscribeOn(Schedulers.boundedElastic())
                          .contextWrite(Bindings.captured())));
          r.bob(
              () -> {
                work.get(0).block();
                r.see();
              });
        });
    table.row(
        "Bindings",
        "captured by nobody, subscribed by bob",
        "none, bob",
        r -> {
          Mono<Integer> work = Bindings.call(() -> r.pass(1)).contextWrite(Bindings.captured());
          r.bob(
              () -> {
                work.block();
                r.see();
              });
        });
  }
}
