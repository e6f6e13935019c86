package io.writ.bench;

import io.writ.api.Scope;
import io.writ.api.Writ;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A task handed to a pool and run there: bare, under the shipped agent with nothing bound and with
 * an artifact bound, and under others that carry a context, with one set. What counts is what is
 * allocated, on both threads.
 *
 * <pre>
 * sh bench/run.sh Submit -prof gc                 # with the peers, for which run.sh fetches jars
 * sh bench/run.sh 'Submit.(bare|unbound|bound)' -prof gc
 * </pre>
 *
 * <p>Peers: TransmittableThreadLocal's agent 2.14.5, and OpenTelemetry's 2.33.1 with nothing but
 * its instrumentation of executors. Each task is an object of its own.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class Submit {
  private static final int TASKS = 200;
  private static final Path ARTIFACT = Path.of("bench/target/run/artifact");
  private static final String OURS =
      "-javaagent:agent/dist/target/writ-agent.jar=policy=bench/target/run/policy.yaml"
          + ",trust=bench/target/run/trust.yaml,journal=bench/target/run/journal";

  /** To what, and by which method. */
  @Param({"pool.execute", "pool.submit", "forkJoin.execute"})
  public String how = "";

  private final Semaphore done = new Semaphore(0);
  private @Nullable ExecutorService pool;

  /** For nobody to find out that it is not asked for. */
  public @Nullable Future<?> last;

  /** One worker, started. */
  @Setup
  public void begin() {
    pool = how.startsWith("pool") ? Executors.newFixedThreadPool(1) : new ForkJoinPool(1);
    handOver();
  }

  /** Ends it. */
  @TearDown
  public void end() {
    if (pool != null) {
      pool.shutdown();
    }
  }

  /** What a run binds, or sets. */
  public abstract static class Bound {
    private final List<AutoCloseable> bound = new ArrayList<>();

    abstract AutoCloseable bind() throws IOException, ReflectiveOperationException;

    /** On the submitting thread; for one iteration, which is a task and ends what it bound. */
    @Setup(Level.Iteration)
    public void begin() throws IOException, ReflectiveOperationException {
      bound.add(bind());
    }

    /** On the submitting thread. */
    @TearDown(Level.Iteration)
    public void end() throws Exception {
      for (AutoCloseable each : bound) {
        each.close();
      }
      bound.clear();
    }
  }

  /** An artifact. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class Artifact extends Bound {
    @Override
    Scope bind() throws IOException {
      return Writ.bind(Files.readString(ARTIFACT));
    }
  }

  /** A value of a transmittable thread local. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class Transmitted extends Bound {
    @Override
    AutoCloseable bind() throws ReflectiveOperationException {
      Class<?> type = Class.forName("com.alibaba.ttl.TransmittableThreadLocal");
      Object local = type.getDeclaredConstructor().newInstance();
      type.getMethod("set", Object.class).invoke(local, "alice");
      return () -> type.getMethod("remove").invoke(local);
    }
  }

  /** A key in OpenTelemetry's context. */
  @State(org.openjdk.jmh.annotations.Scope.Thread)
  public static class Traced extends Bound {
    @Override
    AutoCloseable bind() throws IOException, ReflectiveOperationException {
      // Open as long as the fork.
      ClassLoader loader = new URLClassLoader(jars(), Submit.class.getClassLoader());
      Class<?> contextType = loader.loadClass("io.opentelemetry.context.Context");
      Class<?> keyType = loader.loadClass("io.opentelemetry.context.ContextKey");
      Object key = keyType.getMethod("named", String.class).invoke(null, "owner");
      Object root = contextType.getMethod("current").invoke(null);
      Object context =
          contextType.getMethod("with", keyType, Object.class).invoke(root, key, "alice");
      return (AutoCloseable) contextType.getMethod("makeCurrent").invoke(context);
    }

    private static URL[] jars() throws MalformedURLException {
      List<URL> jars = new ArrayList<>();
      for (String name : List.of("api", "context", "common")) {
        jars.add(
            new File("bench/target/peers/opentelemetry-" + name + "-1.67.0.jar").toURI().toURL());
      }
      return jars.toArray(new URL[0]);
    }
  }

  /** The JDK alone. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public void bare() {
    handOver();
  }

  /** Under the agent, nothing bound. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Fork(value = 2, jvmArgsAppend = OURS)
  public void unbound() {
    handOver();
  }

  /** Under the agent, an artifact bound. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Fork(value = 2, jvmArgsAppend = OURS)
  public void bound(Artifact artifact) {
    handOver();
  }

  /** Under TransmittableThreadLocal's agent, a value set. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Fork(
      value = 2,
      jvmArgsAppend = "-javaagent:bench/target/peers/transmittable-thread-local-2.14.5.jar")
  public void ttl(Transmitted value) {
    handOver();
  }

  /** Under OpenTelemetry's agent, a key set. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  @Fork(
      value = 2,
      jvmArgsAppend = {
        "-javaagent:bench/target/peers/opentelemetry-javaagent-2.33.1.jar",
        "-Dotel.instrumentation.common.default-enabled=false",
        "-Dotel.instrumentation.executors.enabled=true",
        "-Dotel.instrumentation.opentelemetry-api.enabled=true",
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none"
      })
  public void openTelemetry(Traced context) {
    handOver();
  }

  private void handOver() {
    ExecutorService to = pool;
    if (to == null) {
      throw new IllegalStateException("no pool");
    }
    for (int i = 0; i < TASKS; i++) {
      Task task = new Task(done);
      if (how.endsWith("submit")) {
        last = to.submit(task);
      } else {
        to.execute(task);
      }
    }
    done.acquireUninterruptibly(TASKS);
  }

  private record Task(Semaphore done) implements Runnable {
    @Override
    public void run() {
      done.release();
    }
  }
}
