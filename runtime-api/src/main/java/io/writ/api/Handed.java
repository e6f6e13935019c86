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
      try (Scope scope = handoff.open()) {
        return task.apply(value);
      }
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }
}
