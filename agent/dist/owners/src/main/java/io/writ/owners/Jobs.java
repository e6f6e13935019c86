package io.writ.owners;

import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/** What is done on threads of Spring's executors. */
@Component
class Jobs {
  @Async("applicationTaskExecutor")
  CompletableFuture<String> plain(Ask ask) {
    return CompletableFuture.completedFuture(ask.at("async"));
  }

  @Async("decorated")
  CompletableFuture<String> decorated(Ask ask) {
    return CompletableFuture.completedFuture(ask.at("decorated"));
  }
}
