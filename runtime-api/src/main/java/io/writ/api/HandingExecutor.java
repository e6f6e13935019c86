package io.writ.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Binds to each task what is bound where it is submitted. */
class HandingExecutor implements Executor {
  private final Executor executor;

  HandingExecutor(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(Writ.wrap(task));
  }

  @Override
  public String toString() {
    return executor.toString();
  }

  /** The same for a service. */
  static final class Service extends HandingExecutor implements ExecutorService {
    private final ExecutorService service;

    Service(ExecutorService service) {
      super(service);
      this.service = service;
    }

    private static <T> List<Callable<T>> wrapped(Collection<? extends Callable<T>> tasks) {
      List<Callable<T>> wrapped = new ArrayList<>(tasks.size());
      for (Callable<T> task : tasks) {
        wrapped.add(Writ.wrap(task));
      }
      return wrapped;
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
      return service.submit(Writ.wrap(task));
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
      return service.submit(Writ.wrap(task), result);
    }

    @Override
    public Future<?> submit(Runnable task) {
      return service.submit(Writ.wrap(task));
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
        throws InterruptedException {
      return service.invokeAll(wrapped(tasks));
    }

    @Override
    public <T> List<Future<T>> invokeAll(
        Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
        throws InterruptedException {
      return service.invokeAll(wrapped(tasks), timeout, unit);
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
        throws InterruptedException, ExecutionException {
      return service.invokeAny(wrapped(tasks));
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      return service.invokeAny(wrapped(tasks), timeout, unit);
    }

    @Override
    public void shutdown() {
      service.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return service.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return service.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return service.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return service.awaitTermination(timeout, unit);
    }
  }
}
