package io.writ.bench;

import io.writ.api.Scope;
import io.writ.api.Writ;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.security.Policy;
import java.security.ProtectionDomain;
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
 * {@code Files.newByteChannel} and {@code close}, under nobody's eyes, under the agent with its
 * record in the real journal, and under others, at the top of the stack and 200 calls down. A
 * verdict that walks the stack costs by its depth; one that is bound to the thread does not.
 *
 * <pre>
 * sh bench/run.sh 'OpenAtDepth.(unwoven|governed|securityManager)' -prof gc    # JDK 17
 * sh bench/run.sh 'OpenAtDepth.(unwoven|governed|openSearch)' -prof gc         # JDK 21 and newer
 * </pre>
 *
 * <p>The SecurityManager has a policy file that grants everything, the OpenSearch agent (3.8.0, for
 * which {@code run.sh} fetches its jars) a policy that does: both then only find out who calls. The
 * stack is gone down once for {@value #OPENINGS} openings.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 12, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class OpenAtDepth {
  private static final int OPENINGS = 100;
  private static final Path FILE = Path.of("bench/target/run/artifact");

  /** How many calls lie between the benchmark and the opening. */
  @Param({"0", "200"})
  public int depth;

  private @Nullable Scope scope;

  /** Binds, or puts the peer's policy in force. */
  @Setup(Level.Iteration)
  @SuppressWarnings("removal") // the peer asks for it
  public void begin() throws IOException, ReflectiveOperationException {
    if (Writ.isActive()) {
      scope = Writ.bind(Files.readString(FILE));
      return;
    }
    try {
      Class.forName("org.opensearch.javaagent.bootstrap.AgentPolicy")
          .getMethod("setPolicy", Policy.class)
          .invoke(null, new Everything());
    } catch (ClassNotFoundException e) {
      // The fork without any agent, or with the SecurityManager.
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends the binding. */
  @TearDown(Level.Iteration)
  public void end() {
    if (scope != null) {
      scope.close();
    }
  }

  /** Nobody asks. */
  @Benchmark
  @OperationsPerInvocation(OPENINGS)
  @Fork(
      value = 2,
      jvmArgsAppend = {"-Xmx512m"})
  public long unwoven() throws IOException {
    return at(depth);
  }

  /** Under the shipped agent, allowed, and recorded. */
  @Benchmark
  @OperationsPerInvocation(OPENINGS)
  @Fork(
      value = 2,
      jvmArgsAppend = {
        "-Xmx512m",
        "-javaagent:agent/dist/target/writ-agent.jar=policy=bench/target/run/policy.yaml"
            + ",trust=bench/target/run/trust.yaml,journal=bench/target/run/journal"
      })
  public long governed() throws IOException {
    return at(depth);
  }

  /** Under the SecurityManager, which JDK 24 took away. */
  @Benchmark
  @OperationsPerInvocation(OPENINGS)
  @Fork(
      value = 2,
      jvmArgsAppend = {
        "-Xmx512m",
        "-Djava.security.manager",
        "-Djava.security.policy==bench/target/run/everything.policy"
      })
  public long securityManager() throws IOException {
    return at(depth);
  }

  /** Under the OpenSearch agent. */
  @Benchmark
  @OperationsPerInvocation(OPENINGS)
  @Fork(
      value = 2,
      jvmArgsAppend = {"-Xmx512m", "-javaagent:bench/target/peers/opensearch-agent-3.8.0.jar"})
  public long openSearch() throws IOException {
    return at(depth);
  }

  private static long at(int depth) throws IOException {
    if (depth > 0) {
      return at(depth - 1) + 1;
    }
    long sum = 0;
    for (int i = 0; i < OPENINGS; i++) {
      try (SeekableByteChannel channel = Files.newByteChannel(FILE)) {
        sum += channel.position();
      }
    }
    return sum;
  }

  /** Grants everything. */
  @SuppressWarnings("removal")
  private static final class Everything extends Policy {
    @Override
    public boolean implies(ProtectionDomain domain, Permission permission) {
      return true;
    }
  }
}
