package io.writ.enforce;

import io.writ.api.Reason;
import io.writ.api.WritDenied;
import io.writ.core.lineage.HandOverKind;
import io.writ.core.lineage.StackRoom;
import io.writ.gate.HandOvers;
import io.writ.gate.HandedHandler;
import io.writ.gate.OfferedAgain;
import io.writ.gate.Work;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes bindings from the thread that submits a task to the one that runs it.
 *
 * <p>Nothing here is thrown at the JDK's code around it, which would break its pools for everybody.
 * What goes wrong at a submission loses the binding, and what goes wrong at a run takes it from the
 * thread: both ways the next governed call is denied.
 */
final class ThreadHandOvers implements HandOvers {
  private final Enforcer enforcer;
  private final Pending pending;
  private final TaskFields fields;
  private final Uncarried uncarried;
  private final Consumer<String> complaints;
  private final long pass;
  private final AtomicBoolean hasComplained = new AtomicBoolean();

  ThreadHandOvers(Enforcer enforcer, Pending pending, TaskFields fields, HandingOver terms) {
    this.enforcer = enforcer;
    this.pending = pending;
    this.fields = fields;
    this.uncarried = new Uncarried(terms.uncarried());
    this.complaints = terms.complaints();
    this.pass = terms.pass();
  }

  @Override
  public void submitted(Object key, int how, long pass) {
    check(pass);
    try {
      ThreadState state = enforcer.state();
      if (how == DIRECT) {
        state.directTask = state.capture() == null ? null : key;
        return;
      }
      if (how == SUBMIT && TaskFields.isSelfCarrying(key)) {
        return;
      }
      Captured captured = state.capture();
      if (captured != null && isUncarried(state, key, how)) {
        captured = null;
      }
      pending.put(key, captured, how == SUBMIT_ONCE);
      if (captured == null && how == SUBMIT_ONCE && key instanceof FutureTask<?> future) {
        fields.markUnbound(future);
      }
    } catch (Throwable t) {
      complain(t);
    }
  }

  private boolean isUncarried(ThreadState state, Object key, int how) throws Throwable {
    if (how == START) {
      return uncarried.isStart((Thread) key);
    }
    Object task = fields.task(key);
    // A task that schedules itself again would go on with its first owner's authority for ever.
    return uncarried.isTask(task) || (key instanceof Delayed && state.frames.isRunning(task));
  }

  @Override
  public Runnable offered(Object executor, Runnable task, long pass) {
    check(pass);
    try {
      Captured captured = enforcer.state().capture();
      if (TaskFields.isStage(task)) {
        return task;
      }
      if (captured != null && uncarried.isTask(fields.task(task))) {
        captured = null;
      }
      if (task instanceof FutureTask) {
        pending.putUnlessOwn(task, captured);
        return task;
      }
      if (pending.offer(task, captured, !fields.hasPlainQueue(executor))) {
        return task;
      }
      OfferedAgain again = new OfferedAgain(task);
      pending.put(again, captured, false);
      return again;
    } catch (Throwable t) {
      complain(t);
      return task;
    }
  }

  @Override
  public <V, A> @Nullable CompletionHandler<V, A> handed(
      @Nullable CompletionHandler<V, A> handler, boolean isCarried, long pass) {
    check(pass);
    try {
      Captured captured = handler == null ? null : enforcer.state().capture();
      if (handler == null || captured == null) {
        return handler;
      }
      HandedHandler<V, A> handed = new HandedHandler<>(handler, HandOverKind.CHANNEL.code(), pass);
      if (isCarried && !uncarried.isTask(handler)) {
        pending.put(handed, captured, false);
      }
      return handed;
    } catch (Throwable t) {
      complain(t);
      return handler;
    }
  }

  @Override
  public long begin(@Nullable Object key, int how, int kind, long pass) {
    check(pass);
    ThreadState state = null;
    try {
      state = enforcer.state();
      if (state.isInside) {
        return 0;
      }
      if (how == HOLD) {
        return state.capture() == null ? 0 : state.frames.hold(state);
      }
      if (key != null && state.directTask == key) {
        state.directTask = null;
        return 0;
      }
      Captured captured = captured(key, how);
      if (captured == null) {
        if (how == RUN_KNOWN && (key == null || !fields.isMarkedUnbound(key))) {
          return 0;
        }
        captured = Captured.NOTHING;
      }
      if (state.authority != null || captured.authority != null) {
        StackRoom.check(Frames.RESTORING);
      }
      Object task = key instanceof Delayed ? fields.task(key) : null;
      return state.frames.enter(state, captured, task, captured.hasParent() ? kind : 0);
    } catch (VirtualMachineError e) {
      // Nothing was begun. The task cannot run where there is no stack or heap left for it.
      throw e;
    } catch (Throwable t) {
      if (state != null) {
        state.authority = null;
        state.dependencies = null;
      }
      complain(t);
      return 0;
    }
  }

  private @Nullable Captured captured(@Nullable Object key, int how) {
    if (key == null) {
      return null;
    }
    return switch (how) {
      case RUN, RUN_KNOWN -> pending.take(key);
      case RUN_POOLED -> TaskFields.isSelfCarrying(key) ? null : pending.take(key);
      case ATTEMPT -> pending.peek(key);
      default -> null;
    };
  }

  @Override
  public void end(@Nullable Object key, int how, long token, long pass) {
    check(pass);
    if (token == 0) {
      return;
    }
    ThreadState state = enforcer.state();
    if (key != null && how == ATTEMPT && fields.isOver(key)) {
      pending.take(key);
    }
    enforcer.end(state, token);
  }

  /** Goes the whole way once, on this thread and for nobody. */
  void rehearse() {
    try {
      rehearseAll();
    } catch (Throwable t) {
      throw new IllegalStateException("the rehearsal of hand-overs failed: " + t, t);
    }
  }

  private void rehearseAll() throws Throwable {
    Captured captured = new Captured(null, 0, 1, null);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    CompletableFuture<Void> stage = new CompletableFuture<Void>().thenRun(this::check);
    Work.run(this::check, RUN_POOLED, 0, pass);
    Runnable check = this::check;
    Callable<?> nothing = Executors.callable(check);
    FutureTask<?> future = new FutureTask<>(nothing);
    for (Object key : List.of(future, stage, pool)) {
      pending.put(key, captured, false);
      Work.submitted(key, SUBMIT, pass);
      pending.offer(key, captured, true);
      Work.end(key, RUN, Work.begin(key, RUN, 0, pass), pass);
    }
    Work.call(nothing, future, RUN_KNOWN, 0, pass);
    Work.offered(pool, future, pass);
    Work.offered(pool, this::check, pass);
    Work.handed(null, true, pass);
    boolean isPlain = fields.hasPlainQueue(pool) && fields.isOver(stage);
    if (isPlain || uncarried.isStart(Thread.currentThread())) {
      check();
    }
    uncarried.isTask(fields.task(future));
    pool.shutdown();
  }

  private void check() {
    check(pass);
  }

  private void complain(Throwable failure) {
    if (hasComplained.compareAndSet(false, true)) {
      complaints.accept(
          "writ: a hand-over failed, and its task runs with nothing bound: " + failure);
    }
  }

  private void check(long presented) {
    if (presented != pass) {
      throw new WritDenied(
          Reason.AGENT_FAILURE,
          "",
          "denied: hand-overs are for what the agent wove; use Writ.capture() or Writ.wrap()");
    }
  }
}
