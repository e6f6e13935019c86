package io.writ.api;

import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/** The application's own functions, each with what was bound when it was wrapped. */
final class Handed {
  private Handed() {}

  static final class Task implements Runnable {
    private final Handoff handoff;
    private final Runnable task;

    Task(Handoff handoff, Runnable task) {
      this.handoff = handoff;
      this.task = task;
    }

    @Override
    public void run() {
      handoff.run(task);
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }

  static final class Call<T> implements Callable<T> {
    private final Handoff handoff;
    private final Callable<T> task;

    Call(Handoff handoff, Callable<T> task) {
      this.handoff = handoff;
      this.task = task;
    }

    @Override
    public T call() throws Exception {
      return handoff.call(task);
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }

  static final class Source<T> implements Supplier<T> {
    private final Handoff handoff;
    private final Supplier<T> task;

    Source(Handoff handoff, Supplier<T> task) {
      this.handoff = handoff;
      this.task = task;
    }

    @Override
    public T get() {
      return handoff.get(task);
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }

  static final class Step<T, R> implements Function<T, R> {
    private final Handoff handoff;
    private final Function<T, R> task;

    Step(Handoff handoff, Function<T, R> task) {
      this.handoff = handoff;
      this.task = task;
    }

    @Override
    public R apply(T value) {
      return handoff.get(new Applied<>(task, value));
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }

  /** A function and what it is applied to; no lambda here, which the boot loader could not link. */
  private static final class Applied<T, R> implements Supplier<R> {
    private final Function<T, R> task;
    private final T value;

    Applied(Function<T, R> task, T value) {
      this.task = task;
      this.value = value;
    }

    @Override
    public R get() {
      return task.apply(value);
    }
  }
}
