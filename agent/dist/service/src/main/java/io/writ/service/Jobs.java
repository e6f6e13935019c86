package io.writ.service;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Jobs of the service's own, on one thread: the second has its turn after the first. */
@Component
public class Jobs {
  private final CountDownLatch swept = new CountDownLatch(1);

  /** Which no policy of ours lets run. */
  @Scheduled(initialDelay = 0, fixedDelay = 1, timeUnit = TimeUnit.DAYS)
  public void purge() {
    System.out.println("purged");
  }

  /** Which the policy lets run. */
  @Scheduled(initialDelay = 500, fixedDelay = 100_000_000)
  public void sweep() {
    swept.countDown();
  }

  void awaitSweep() throws InterruptedException {
    swept.await();
  }
}
