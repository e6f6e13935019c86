package io.writ.gate;

import java.nio.channels.CompletionHandler;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The static entry points of the JDK's methods that hand work on; see {@link HandOvers}. */
public final class Work {
  private static final HandOvers HAND_OVERS = Gate.decider().handOvers();

  private Work() {}

  /** Woven into JDK methods. See {@link HandOvers#submitted}. */
  public static void submitted(Object key, int how, long pass) {
    HAND_OVERS.submitted(key, how, pass);
  }

  /** The same, for what may be periodic: such a task carries nothing. */
  public static void submitted(Object key, long period, int how, long pass) {
    if (period == 0) {
      HAND_OVERS.submitted(key, how, pass);
    }
  }

  /** Woven into JDK methods. See {@link HandOvers#offered}. */
  public static Runnable offered(Object executor, Runnable task, long pass) {
    return task == null ? task : HAND_OVERS.offered(executor, task, pass);
  }

  /** Woven into JDK methods. See {@link HandOvers#handed}. */
  public static <V, A> @Nullable CompletionHandler<V, A> handed(
      @Nullable CompletionHandler<V, A> handler, boolean isCarried, long pass) {
    return HAND_OVERS.handed(handler, isCarried, pass);
  }

  /** Woven into JDK methods. See {@link HandOvers#begin}. */
  public static long begin(@Nullable Object key, int how, int kind, long pass) {
    return HAND_OVERS.begin(key, how, kind, pass);
  }

  /** Woven into JDK methods. See {@link HandOvers#end}. */
  public static void end(@Nullable Object key, int how, long token, long pass) {
    HAND_OVERS.end(key, how, token, pass);
  }

  /** Stands in JDK methods where {@code task.run()} was. */
  public static void run(Runnable task, int how, int kind, long pass) {
    long token = HAND_OVERS.begin(task, how, kind, pass);
    try {
      task.run();
    } finally {
      HAND_OVERS.end(task, how, token, pass);
    }
  }

  /** Stands in JDK methods where {@code task.call()} was. */
  public static Object call(Callable<?> task, Object key, int how, int kind, long pass)
      throws Exception {
    long token = HAND_OVERS.begin(key, how, kind, pass);
    try {
      return task.call();
    } finally {
      HAND_OVERS.end(key, how, token, pass);
    }
  }
}
