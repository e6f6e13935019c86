package io.writ.owners;

import java.time.Duration;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Has the effects of a request, and tells which ran. */
@RestController
class Owners {
  private final Jobs jobs;
  private final Entries entries;
  private final Records records;

  Owners(Jobs jobs, Entries entries, Records records) {
    this.jobs = jobs;
    this.entries = entries;
    this.records = records;
  }

  @GetMapping("/{owner}/{request}")
  Mono<String> all(@PathVariable String owner, @PathVariable String request) {
    Ask ask = new Ask(owner, request);
    String here = ask.at("controller");
    return Flux.mergeSequential(
            List.of(
                Mono.fromFuture(jobs.plain(ask)),
                Mono.fromFuture(jobs.decorated(ask)),
                stage(ask),
                Mono.fromCallable(() -> entries.add(ask)).subscribeOn(Schedulers.boundedElastic()),
                Mono.defer(() -> records.send(ask)).subscribeOn(Schedulers.boundedElastic())))
        .startWith(here)
        // Behind all threads of others.
        .concatWith(Mono.fromCallable(() -> ask.at("last")))
        .collectList()
        .map(answers -> String.join(",", answers));
  }

  /** After each kind of change of threads. */
  private static Mono<String> stage(Ask ask) {
    return Mono.just(ask)
        .delayElement(Duration.ofMillis(1))
        .flatMap(each -> Mono.fromCallable(() -> each).subscribeOn(Schedulers.parallel()))
        .publishOn(Schedulers.single())
        .map(each -> each.at("stage"));
  }
}
