package io.writ.owners;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.CountDownLatch;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Micrometer's snapshots, and Spring's executors. */
final class SnapshotRows {
  private static final String SNAPSHOT = "ContextSnapshot";
  private static final ContextSnapshotFactory FACTORY = ContextSnapshotFactory.builder().build();

  private SnapshotRows() {}

  static void add(Table table) throws Exception {
    snapshots(table);
    disorder(table);
    spring(table);
  }

  private static ContextSnapshot alices(Row r) throws Exception {
    ContextSnapshot[] captured = new ContextSnapshot[1];
    r.alice(() -> captured[0] = FACTORY.captureAll());
    return captured[0];
  }

  private static void snapshots(Table table) throws Exception {
    table.row(
        SNAPSHOT,
        "of alice, wrapped, run on an event loop; the next is nobody's",
        "alice, none",
        r -> {
          Loop loop = new Loop();
          loop.execute(alices(r).wrap(r::see));
          loop.execute(r::see);
        });
    table.row(
        SNAPSHOT,
        "of nobody, run by bob, who keeps his own",
        "none, bob",
        r -> {
          ContextSnapshot nobodys = FACTORY.captureAll();
          r.bob(
              () -> {
                nobodys.wrap(r::see).run();
                r.see();
              });
        });
    table.row(
        SNAPSHOT,
        "of alice, run by bob, who keeps his own",
        "alice, bob",
        r -> {
          ContextSnapshot captured = alices(r);
          r.bob(
              () -> {
                captured.wrap(r::see).run();
                r.see();
              });
        });
    table.row(
        SNAPSHOT,
        "of alice, run by bob, throws",
        "alice, threw, bob",
        r -> {
          ContextSnapshot captured = alices(r);
          r.bob(
              () -> {
                try (ContextSnapshot.Scope scope = captured.setThreadLocals()) {
                  r.see();
                  throw new IllegalStateException("on purpose");
                } catch (IllegalStateException e) {
                  r.note("threw");
                }
                r.see();
              });
        });
    table.row(
        SNAPSHOT,
        "nested: nobody's in alice's in bob's",
        "alice, none, alice, bob",
        r -> {
          ContextSnapshot nobodys = FACTORY.captureAll();
          ContextSnapshot captured = alices(r);
          r.bob(
              () -> {
                try (ContextSnapshot.Scope outer = captured.setThreadLocals()) {
                  r.see();
                  nobodys.wrap(r::see).run();
                  r.see();
                }
                r.see();
              });
        });
    table.row(
        SNAPSHOT,
        "equal to one of the same binding, elsewhere too, and to no other",
        "true, true, false",
        r -> {
          ContextSnapshot nobodys = FACTORY.captureAll();
          ContextSnapshot captured = alices(r);
          Runnable compare = () -> r.note(captured.equals(FACTORY.captureAll()));
          r.bob(captured.wrap(compare)::run);
          new Loop().execute(captured.wrap(compare));
          r.await(2);
          r.note(captured.equals(nobodys));
        });
  }

  /** What older versions of Reactor do, and careless code. */
  private static void disorder(Table table) throws Exception {
    table.row(
        SNAPSHOT,
        "a scope that is never closed ends with the one around it",
        "alice, bob",
        r -> {
          ContextSnapshot nobodys = FACTORY.captureAll();
          ContextSnapshot captured = alices(r);
          r.bob(
              () -> {
                try (ContextSnapshot.Scope outer = nobodys.setThreadLocals()) {
                  r.forget(captured.setThreadLocals());
                  r.see();
                }
                r.see();
              });
        });
    table.row(
        SNAPSHOT,
        "a scope that is closed again inside another changes nothing",
        "alice, alice, none",
        r -> {
          ContextSnapshot nobodys = FACTORY.captureAll();
          ContextSnapshot captured = alices(r);
          ContextSnapshot.Scope closed = nobodys.setThreadLocals();
          closed.close();
          try (ContextSnapshot.Scope open = captured.setThreadLocals()) {
            r.see();
            closed.close();
            r.see();
          }
          closed.close();
          r.see();
        });
    table.row(
        SNAPSHOT,
        "a scope of alice's that is closed on bob's thread changes nothing there",
        "bob, bob, alice, none",
        r -> {
          ContextSnapshot captured = alices(r);
          ContextSnapshot.Scope open = captured.setThreadLocals();
          Thread other =
              new Thread(
                  () -> {
                    try {
                      r.bob(
                          () -> {
                            r.see();
                            open.close();
                            r.see();
                          });
                    } catch (Exception e) {
                      r.note(e);
                    }
                  });
          other.start();
          other.join();
          r.see();
          open.close();
          r.see();
        });
    table.row(
        SNAPSHOT,
        "the application leaves a scope open inside: what was bound before is bound again",
        "none, none",
        r -> {
          ContextSnapshot captured = alices(r);
          Loop loop = new Loop();
          loop.execute(captured.wrap(() -> r.forget(r.leaveOpen())));
          loop.execute(r::see);
          loop.execute(r::see);
        });
  }

  private static void spring(Table table) throws Exception {
    table.row(
        "ThreadPoolTaskExecutor",
        "by alice, by bob, by nobody",
        "alice, bob, none",
        r -> submitted(r, pool(false)));
    table.row(
        "ThreadPoolTaskExecutor with ContextPropagatingTaskDecorator",
        "by alice, by bob, by nobody",
        "alice, bob, none",
        r -> submitted(r, pool(true)));
    table.row(
        "SimpleAsyncTaskExecutor",
        "by alice, by bob, by nobody",
        "alice, bob, none",
        r -> {
          SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
          r.alice(() -> executor.submit((Runnable) r::see).get());
          r.bob(() -> executor.submit((Runnable) r::see).get());
          executor.submit((Runnable) r::see).get();
        });
  }

  private static ThreadPoolTaskExecutor pool(boolean isDecorated) {
    ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
    pool.setCorePoolSize(1);
    pool.setMaxPoolSize(1);
    if (isDecorated) {
      pool.setTaskDecorator(new ContextPropagatingTaskDecorator());
    }
    pool.initialize();
    return pool;
  }

  /** All wait in the queue until the worker is free. */
  private static void submitted(Row r, ThreadPoolTaskExecutor pool) throws Exception {
    CountDownLatch isFree = new CountDownLatch(1);
    pool.execute(
        () -> {
          try {
            isFree.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    r.alice(() -> pool.execute(r::see));
    r.bob(() -> pool.execute(r::see));
    pool.execute(r::see);
    isFree.countDown();
    r.await(3);
    pool.shutdown();
  }
}
