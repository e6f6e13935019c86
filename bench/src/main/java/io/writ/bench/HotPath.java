package io.writ.bench;

import io.writ.api.Scope;
import io.writ.api.Writ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An allowed call of an annotated method under the shipped agent, with its decision and outcome
 * records in the real journal, beside the same call without the annotation in the same JVM.
 *
 * <pre>sh bench/run.sh HotPath -prof gc</pre>
 *
 * <p>What must show: no allocation by the call. {@code gc.alloc.rate.norm} counts the whole JVM,
 * and JMH's own threads make about 0.01 MB/s on the {@code unwoven} line too; over some 3 µs per
 * call that alone reads as 0.03 to 0.1 B/op. {@code AllocationIT} counts the calling thread by
 * itself. Iterations are short because every call is two records on the disk.
 *
 * <p>The paths in the agent argument are relative to the repository's root, where {@code run.sh}
 * starts; it fills the directory and deletes it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-Xms512m",
      "-Xmx512m",
      "-javaagent:agent/dist/target/writ-agent.jar=policy=bench/target/run/policy.yaml"
          + ",trust=bench/target/run/trust.yaml,journal=bench/target/run/journal"
    })
@Threads(1)
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class HotPath {
  private long amount = 499;
  // The last of the values that the grant lists, so that all are compared.
  private String currency = "USD";
  private final Till till = new Till();
  private @Nullable Scope scope;

  /** Binds on the thread that measures. */
  @Setup(Level.Iteration)
  public void bind() throws IOException {
    scope = Writ.bind(Files.readString(Path.of("bench/target/run/artifact")));
  }

  /** Ends the binding. */
  @TearDown(Level.Iteration)
  public void close() {
    if (scope != null) {
      scope.close();
    }
  }

  /** The call that nobody governs. */
  @Benchmark
  public long unwoven() {
    return till.plain(amount, currency);
  }

  /** A governed call whose grant has no constraint. */
  @Benchmark
  public long governedWithoutArguments() {
    return till.open();
  }

  /** A governed call whose amount must be in a range and whose currency is one of three. */
  @Benchmark
  public long governedWithArguments() {
    return till.pay(amount, currency);
  }
}
