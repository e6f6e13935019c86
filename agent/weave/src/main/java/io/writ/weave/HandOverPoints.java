package io.writ.weave;

import static io.writ.gate.HandOvers.ATTEMPT;
import static io.writ.gate.HandOvers.DIRECT;
import static io.writ.gate.HandOvers.HOLD;
import static io.writ.gate.HandOvers.RUN;
import static io.writ.gate.HandOvers.RUN_KNOWN;
import static io.writ.gate.HandOvers.RUN_POOLED;
import static io.writ.gate.HandOvers.RUN_UNBOUND;
import static io.writ.gate.HandOvers.START;
import static io.writ.gate.HandOvers.SUBMIT;
import static io.writ.gate.HandOvers.SUBMIT_ONCE;

import io.writ.core.lineage.HandOverKind;
import io.writ.weave.HandOverPoint.Bracket;
import io.writ.weave.HandOverPoint.Call;
import io.writ.weave.HandOverPoint.Change;
import io.writ.weave.HandOverPoint.Handler;
import io.writ.weave.HandOverPoint.Offer;
import io.writ.weave.HandOverPoint.Run;
import io.writ.weave.HandOverPoint.Submit;
import io.writ.weave.HandOverPoint.Where;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the JDK hands work on. A binding is captured where the application submits, never where it
 * merely makes an object, and installed where the JDK runs what was submitted; whatever the JDK
 * runs without such a submission, it runs with nothing bound.
 */
final class HandOverPoints {
  private static final int FIRST = 17;
  private static final int LAST = Integer.MAX_VALUE;
  private static final int VIRTUAL = 21;
  private static final int SCHEDULING_POOL = 25;

  /** What it is called on 25, 22 and 21. */
  private static final List<String> SUBMIT_CONTINUATION =
      List.of(
          "externalSubmitRunContinuationOrThrow",
          "externalSubmitRunContinuation",
          "submitRunContinuation");

  private static final String CONCURRENT = "java.util.concurrent.";

  /** Stages that run a function of the application's. */
  private static final List<String> STAGES =
      List.of(
          "UniApply",
          "UniAccept",
          "UniRun",
          "UniWhenComplete",
          "UniHandle",
          "UniExceptionally",
          "UniComposeExceptionally",
          "UniCompose",
          "BiApply",
          "BiAccept",
          "BiRun",
          "OrApply",
          "OrAccept",
          "OrRun");

  private final List<HandOverPoint> points = new ArrayList<>();

  private HandOverPoints() {}

  /** Those of a JDK. */
  static List<HandOverPoint> on(int feature) {
    HandOverPoints all = new HandOverPoints();
    all.threads();
    all.pools();
    all.forkJoin();
    all.stages();
    all.others();
    return all.points.stream().filter(point -> point.isOn(feature)).toList();
  }

  private void threads() {
    Submit start = new Submit(Where.BEFORE, List.of("start0"), 0, -1, START);
    add("java.lang.Thread", "start", "()V", FIRST, LAST, start);
    add("java.lang.Thread", "start", "(Ljdk/internal/vm/ThreadContainer;)V", VIRTUAL, LAST, start);
    add(
        "java.lang.VirtualThread",
        "start",
        "(Ljdk/internal/vm/ThreadContainer;)V",
        VIRTUAL,
        LAST,
        new Submit(Where.BEFORE, SUBMIT_CONTINUATION, 0, -1, START));
    add("sun.nio.ch.Poller$Pollers", "start", "()V", SCHEDULING_POOL, LAST, hold());
  }

  private void pools() {
    String pool = CONCURRENT + "ThreadPoolExecutor";
    add(pool, "execute", "(Ljava/lang/Runnable;)V", FIRST, LAST, new Offer(1));
    add(pool, "runWorker", null, FIRST, LAST, run("java/lang/Runnable", HandOverKind.EXECUTOR));
    add(pool, "addWorker", null, FIRST, LAST, hold());
    Submit made = new Submit(Where.AFTER, List.of("newTaskFor"), -1, -1, SUBMIT_ONCE);
    add(CONCURRENT + "AbstractExecutorService", "submit", null, FIRST, LAST, made);
    add(CONCURRENT + "AbstractExecutorService", "invokeAll", null, FIRST, LAST, made);
    add(CONCURRENT + "ExecutorCompletionService", "submit", null, FIRST, LAST, made);
    Call call = new Call(RUN_KNOWN, HandOverKind.EXECUTOR);
    add(CONCURRENT + "FutureTask", "run", "()V", FIRST, LAST, call);
    add(CONCURRENT + "FutureTask", "runAndReset", "()Z", FIRST, LAST, call);
    String scheduled = CONCURRENT + "ScheduledThreadPoolExecutor$ScheduledFutureTask";
    String owner = "(Ljava/util/concurrent/ScheduledThreadPoolExecutor;";
    add(
        scheduled,
        "<init>",
        owner + "Ljava/lang/Runnable;Ljava/lang/Object;JJ)V",
        FIRST,
        LAST,
        atReturn());
    add(
        scheduled,
        "<init>",
        owner + "Ljava/util/concurrent/Callable;JJ)V",
        FIRST,
        LAST,
        atReturn());
  }

  private void forkJoin() {
    String task = CONCURRENT + "ForkJoinTask";
    String pool = CONCURRENT + "ForkJoinPool";
    String ofTask = "(Ljava/util/concurrent/ForkJoinTask;)Ljava/util/concurrent/ForkJoinTask;";
    Bracket exec = new Bracket(true, RUN_POOLED, HandOverKind.FORK_JOIN);
    Submit direct = new Submit(Where.ON, List.of("doExec"), -1, -1, DIRECT);
    add(task, "doExec", null, FIRST, LAST, exec);
    add(task, "fork", null, FIRST, LAST, atStart(0));
    for (String method : List.of("invoke", "invokeAll", "quietlyInvoke")) {
      add(task, method, null, FIRST, LAST, direct);
    }
    add(pool, "externalSubmit", ofTask, FIRST, LAST, atStart(1));
    add(
        pool,
        "poolSubmit",
        "(ZLjava/util/concurrent/ForkJoinTask;)Ljava/util/concurrent/ForkJoinTask;",
        VIRTUAL,
        LAST,
        atStart(2));
    add(pool, "createWorker", null, FIRST, LAST, hold());
    add(
        CONCURRENT + "DelayScheduler$ScheduledForkJoinTask",
        "<init>",
        null,
        SCHEDULING_POOL,
        LAST,
        new Submit(Where.RETURN, List.of(), 0, 3, SUBMIT_ONCE));
  }

  private void stages() {
    String future = CONCURRENT + "CompletableFuture$";
    for (String stage : STAGES) {
      add(future + stage, "<init>", null, FIRST, LAST, atReturn());
      add(
          future + stage,
          "tryFire",
          null,
          FIRST,
          LAST,
          new Bracket(true, ATTEMPT, HandOverKind.STAGE));
    }
    for (String source : List.of("AsyncRun", "AsyncSupply", "TaskSubmitter")) {
      add(future + source, "<init>", null, FIRST, LAST, atReturn());
      add(future + source, "run", "()V", FIRST, LAST, new Bracket(true, RUN, HandOverKind.STAGE));
    }
  }

  private void others() {
    add(
        "java.util.Timer",
        "sched",
        null,
        FIRST,
        LAST,
        new Submit(Where.BEFORE, List.of("add"), 1, 4, SUBMIT));
    add(
        "java.util.TimerThread",
        "mainLoop",
        null,
        FIRST,
        LAST,
        run("java/util/TimerTask", HandOverKind.TIMER));
    add(
        CONCURRENT + "CyclicBarrier",
        "dowait",
        null,
        FIRST,
        LAST,
        new Run("java/lang/Runnable", RUN_UNBOUND, HandOverKind.NONE));
    String subscription = CONCURRENT + "SubmissionPublisher$BufferedSubscription";
    add(subscription, "tryStart", null, FIRST, LAST, hold());
    add(
        subscription,
        "consume",
        null,
        FIRST,
        LAST,
        new Bracket(false, RUN_UNBOUND, HandOverKind.NONE));
    add(
        "sun.net.httpserver.ServerImpl$Exchange",
        "run",
        "()V",
        FIRST,
        LAST,
        new Bracket(false, RUN_UNBOUND, HandOverKind.NONE));
    // A connection that several share: one's thread works off the signals of all.
    add(
        "jdk.internal.net.http.common.SequentialScheduler$SchedulableTask",
        "run",
        "()V",
        FIRST,
        LAST,
        new Bracket(false, RUN_UNBOUND, HandOverKind.NONE));
    String channel = "sun.nio.ch.AsynchronousSocketChannelImpl";
    String handler = "Ljava/lang/Object;Ljava/nio/channels/CompletionHandler;)V";
    String timed = "JLjava/util/concurrent/TimeUnit;";
    for (String method : List.of("read", "write")) {
      add(channel, method, "(Ljava/nio/ByteBuffer;" + timed + handler, FIRST, LAST, carried(6));
      add(channel, method, "([Ljava/nio/ByteBuffer;II" + timed + handler, FIRST, LAST, carried(8));
    }
    add(channel, "connect", "(Ljava/net/SocketAddress;" + handler, FIRST, LAST, carried(3));
    add(
        "sun.nio.ch.AsynchronousServerSocketChannelImpl",
        "accept",
        "(" + handler,
        FIRST,
        LAST,
        new Handler(2, false));
  }

  private static Bracket hold() {
    return new Bracket(false, HOLD, HandOverKind.NONE);
  }

  private static Submit atReturn() {
    return new Submit(Where.RETURN, List.of(), 0, -1, SUBMIT_ONCE);
  }

  private static Submit atStart(int key) {
    return new Submit(Where.START, List.of(), key, -1, SUBMIT);
  }

  private static Handler carried(int slot) {
    return new Handler(slot, true);
  }

  private static Run run(String owner, HandOverKind kind) {
    return new Run(owner, RUN_POOLED, kind);
  }

  private void add(
      String className,
      String method,
      @Nullable String descriptor,
      int since,
      int until,
      Change change) {
    points.add(new HandOverPoint(className, method, descriptor, since, until, change));
  }
}
