package io.writ.enforce;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Reads the JDK's objects for submissions, where their public methods are the application's. */
final class TaskFields {
  /** They keep what they are given and look at nothing of it. */
  private static final Set<Class<?>> PLAIN_QUEUES =
      Set.of(
          LinkedBlockingQueue.class,
          LinkedBlockingDeque.class,
          LinkedTransferQueue.class,
          ArrayBlockingQueue.class,
          SynchronousQueue.class);

  /** A future's state until it ends. */
  private static final int NEW = 0;

  /** Stands in a future's outcome until there is one. */
  private static final Object SUBMITTED_UNBOUND = new Object();

  private final MethodHandle queue;
  private final VarHandle outcome;
  private final VarHandle state;
  private final MethodHandle callable;
  private final Class<?> adapterType;
  private final MethodHandle adapted;
  private final MethodHandle dependent;

  private TaskFields() throws ReflectiveOperationException {
    queue = getter(ThreadPoolExecutor.class, "workQueue");
    callable = getter(FutureTask.class, "callable");
    Lookup ofFutures = MethodHandles.privateLookupIn(FutureTask.class, MethodHandles.lookup());
    outcome = ofFutures.findVarHandle(FutureTask.class, "outcome", Object.class);
    state = ofFutures.findVarHandle(FutureTask.class, "state", int.class);
    adapterType = Class.forName("java.util.concurrent.Executors$RunnableAdapter", false, null);
    adapted = getter(adapterType, "task");
    dependent =
        getter(
            Class.forName("java.util.concurrent.CompletableFuture$UniCompletion", false, null),
            "dep");
  }

  /**
   * Needs {@code java.util.concurrent} open to this class's module.
   *
   * @throws IllegalStateException when a field cannot be read on this JDK
   */
  static TaskFields open() {
    try {
      return new TaskFields();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the tasks of the JDK cannot be read: " + e, e);
    }
  }

  private static MethodHandle getter(Class<?> owner, String name)
      throws ReflectiveOperationException {
    return JdkFields.ofObject(owner, name, owner.getDeclaredField(name).getType());
  }

  /** Whether it is the JDK's object for the function of a stage. */
  static boolean isStage(Object task) {
    return task instanceof AsynchronousCompletionTask
        && task.getClass().getModule() == CompletableFuture.class.getModule();
  }

  /** Whether the object takes up its binding itself, once it is sure to run. */
  static boolean isSelfCarrying(Object task) {
    return task instanceof FutureTask || isStage(task);
  }

  /** Whether the pool's queue takes any object for a task. */
  boolean hasPlainQueue(Object pool) throws Throwable {
    Object queue = (Object) this.queue.invokeExact(pool);
    return PLAIN_QUEUES.contains(queue.getClass());
  }

  /**
   * Marks a future as submitted by somebody who had nothing bound: whoever runs it in line lends it
   * nothing. Its outcome is empty until it ran, and is not read before; so the mark needs no memory
   * of its own.
   */
  void markUnbound(FutureTask<?> future) {
    if ((int) state.getVolatile(future) == NEW) {
      outcome.compareAndSet(future, null, SUBMITTED_UNBOUND);
    }
  }

  /** Whether the future has that mark, and did not run. */
  boolean isMarkedUnbound(Object key) {
    return key instanceof FutureTask<?> future && outcome.get(future) == SUBMITTED_UNBOUND;
  }

  /** The application's own task in one of the JDK's. */
  Object task(Object key) throws Throwable {
    if (!(key instanceof FutureTask)) {
      return key;
    }
    Object found = (Object) callable.invokeExact(key);
    if (found != null && found.getClass() == adapterType) {
      found = (Object) adapted.invokeExact(found);
    }
    return found == null ? key : found;
  }

  /** Whether the function of a stage ran, or never will. */
  boolean isOver(Object completion) {
    @Nullable Object left;
    try {
      left = (Object) dependent.invokeExact(completion);
    } catch (Throwable t) {
      return false;
    }
    return left == null;
  }
}
