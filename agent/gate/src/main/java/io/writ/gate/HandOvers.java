package io.writ.gate;

import java.nio.channels.CompletionHandler;
import org.jspecify.annotations.Nullable;

/**
 * How a binding gets from the thread that submits a task to the one that runs it. The agent
 * implements it in its own loader; {@link Work} holds the one instance.
 *
 * <p>What was bound at a submission is kept beside the JDK's object for that submission, never in
 * it and never in the application's own task. Nothing that the application can get hold of leads to
 * it.
 *
 * <p>Every method takes the pass that the weaver put into woven code: the entry points are public,
 * and who could call them at will would run as whoever submitted a task.
 */
public interface HandOvers {
  /**
   * {@code submitted}: a pool's task, which is pending once at a time; the last submission counts.
   */
  int SUBMIT = 0;

  /**
   * {@code submitted}: an object that was made for this submission; whoever hands it on does not
   * count.
   */
  int SUBMIT_ONCE = 1;

  /** {@code submitted}: a thread that is about to start. */
  int START = 2;

  /** {@code submitted}: no hand-over; the caller runs the task itself, next and in line. */
  int DIRECT = 3;

  /** {@code begin}: what was bound at the submission, which is over with this; else nothing. */
  int RUN = 4;

  /** {@code begin}: as {@link #RUN}; but an object that will do that itself starts with nothing. */
  int RUN_POOLED = 9;

  /** {@code begin}: what was bound at the submission, which may be asked again; else nothing. */
  int ATTEMPT = 5;

  /** {@code begin}: what was bound at the submission; when it was none, all stays as it is. */
  int RUN_KNOWN = 6;

  /** {@code begin}: nothing is bound, whatever was submitted. */
  int RUN_UNBOUND = 7;

  /** {@code begin}: all stays as it is, but what is submitted until the end carries nothing. */
  int HOLD = 8;

  /** Keeps what is bound now for the run of {@code key}; nothing bound: forgets what was kept. */
  void submitted(Object key, int how, long pass);

  /**
   * As {@code submitted}, for a task of the application's that may be submitted many times at once.
   *
   * @return the task; or one that stands for it, when it is pending for somebody else already
   */
  Runnable offered(Object executor, Runnable task, long pass);

  /**
   * The handler, or one that stands for it and runs with what is bound now.
   *
   * @param isCarried whether it carries that; otherwise it runs with nothing bound
   */
  <V, A> @Nullable CompletionHandler<V, A> handed(
      @Nullable CompletionHandler<V, A> handler, boolean isCarried, long pass);

  /**
   * Binds for a run, by {@code how}. Does not throw for a failure of the agent's own: nothing is
   * bound then.
   *
   * @param kind of hand-over, as records tell it
   * @return a token for {@code end}
   */
  long begin(@Nullable Object key, int how, int kind, long pass);

  /** Restores what was bound before, also when runs inside it did not end. */
  void end(@Nullable Object key, int how, long token, long pass);
}
