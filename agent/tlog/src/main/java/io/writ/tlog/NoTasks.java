package io.writ.tlog;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** An executor for a channel whose one call is synchronous: it has no thread and takes no task. */
final class NoTasks extends AbstractExecutorService {
  @Override
  public void execute(Runnable task) {
    throw new RejectedExecutionException("no task is run here");
  }

  @Override
  public void shutdown() {
    // Nothing runs.
  }

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return true;
  }
}
