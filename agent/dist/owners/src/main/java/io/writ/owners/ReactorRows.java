package io.writ.owners;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Operators that change threads, under automatic context propagation: the subscriber's wins. */
final class ReactorRows {
  private static final Duration SHORT = Duration.ofMillis(1);

  private static final Loop LOOP = new Loop();

  private ReactorRows() {}

  static void add(Table table) throws Exception {
    for (Map.Entry<String, Function<Row, Mono<Integer>>> each : operators().entrySet()) {
      String construct = "Reactor " + each.getKey();
      Function<Row, Mono<Integer>> work = each.getValue();
      table.row(construct, "alice blocks", "alice", r -> r.alice(() -> work.apply(r).block()));
      table.row(construct, "nobody blocks", "none", r -> work.apply(r).block());
      table.row(
          construct,
          "alice makes it, bob subscribes, nobody after him",
          "bob, none",
          r -> {
            List<Mono<Integer>> made = new ArrayList<>();
            r.alice(() -> made.add(work.apply(r)));
            r.bob(() -> made.get(0).contextCapture().subscribe());
            r.await(1);
            work.apply(r).block();
          });
    }
    table.row(
        "Reactor threads afterwards",
        "an event loop, a worker",
        "none, none",
        r -> {
          LOOP.execute(r::see);
          r.await(1);
          Schedulers.parallel().schedule(r::see);
        });
  }

  private static Map<String, Function<Row, Mono<Integer>>> operators() {
    Map<String, Function<Row, Mono<Integer>>> all = new TreeMap<>();
    Scheduler loop = Schedulers.fromExecutor(LOOP);
    all.put("map", r -> Mono.just(1).map(r::pass));
    all.put("publishOn(parallel)", r -> one().publishOn(Schedulers.parallel()).map(r::pass));
    all.put("publishOn(an event loop)", r -> one().publishOn(loop).map(r::pass));
    all.put(
        "subscribeOn(boundedElastic)",
        r -> Mono.fromCallable(() -> r.pass(1)).subscribeOn(Schedulers.boundedElastic()));
    all.put("delayElement", r -> one().delayElement(SHORT).map(r::pass));
    all.put("delaySubscription", r -> one().delaySubscription(SHORT).map(r::pass));
    all.put(
        "flatMap",
        r -> Flux.just(1).flatMap(x -> elsewhere()).delayElements(SHORT).map(r::pass).next());
    all.put("concatMap", r -> Flux.just(1).concatMap(x -> elsewhere()).map(r::pass).single());
    all.put("zip", r -> Mono.zip(elsewhere(), one()).map(both -> r.pass(1)));
    all.put("merge", r -> Flux.merge(elsewhere(), Mono.empty()).map(r::pass).single());
    all.put(
        "timeout, fallback",
        r -> Mono.<Integer>never().timeout(SHORT, Mono.fromCallable(() -> r.pass(1))));
    all.put("retry", ReactorRows::retried);
    all.put("fromFuture", r -> Mono.fromFuture(ReactorRows::future).map(r::pass));
    all.put(
        "doFinally",
        r ->
            elsewhere()
                .doFinally(signal -> r.see())
                .then(Mono.fromCallable(() -> 1).delayElement(SHORT)));
    all.put("handle", r -> elsewhere().<Integer>handle((value, sink) -> sink.next(r.pass(value))));
    all.put(
        "onErrorResume",
        r ->
            elsewhere()
                .flatMap(x -> Mono.<Integer>error(new IllegalStateException("on purpose")))
                .onErrorResume(e -> Mono.fromCallable(() -> r.pass(1))));
    return all;
  }

  private static Mono<Integer> one() {
    return Mono.just(1).hide();
  }

  private static Mono<Integer> elsewhere() {
    return Mono.fromCallable(() -> 1).subscribeOn(Schedulers.parallel());
  }

  private static Mono<Integer> retried(Row r) {
    AtomicInteger failures = new AtomicInteger();
    return elsewhere()
        .map(
            value -> {
              if (failures.getAndIncrement() == 0) {
                throw new IllegalStateException("on purpose");
              }
              return r.pass(value);
            })
        .retryWhen(Retry.fixedDelay(1, SHORT));
  }

  /** Completed by a thread that has nothing to do with whoever asked. */
  private static CompletableFuture<Integer> future() {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    new Loop().execute(() -> future.complete(1));
    return future;
  }
}
