package io.writ.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs one input within the bounds that no input may exceed: 100 ms of processor time, 1 MiB of
 * allocation. Processor time, not the clock on the wall: the machine may be busy with other things.
 *
 * <p>What the fuzzer weaves into the code allocates too, several times what the code does. An input
 * that exceeds a bound there is a suspect, kept in {@code writ.fuzzSuspects}; the test runs all
 * suspects, and all that was found worth keeping, again without the fuzzer, where exceeding fails.
 */
final class Bounded {
  private static final long MAX_NANOS = 100_000_000;
  private static final long MAX_BYTES = 1 << 20;

  /** A YAML library keeps every place of every node: 16 KiB of brackets cost that much. */
  static final long YAML_BYTES = 64 << 20;

  private static final int RUNS = 3;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** More would fill the disk; by then what they have in common is known. */
  private static final int MAX_SUSPECTS = 20_000;

  private static final @Nullable String SUSPECTS = System.getProperty("writ.fuzzSuspects");

  private static int suspects;

  private Bounded() {}

  static void run(byte[] input, Runnable work) {
    run(input, MAX_BYTES, work);
  }

  static void run(byte[] input, long maxBytes, Runnable work) {
    for (int run = 0; run < RUNS; run++) {
      if (!isExceededBy(work, maxBytes)) {
        return;
      }
    }
    if (SUSPECTS == null) {
      throw new IllegalStateException(
          "an input exceeds [100 ms] or [" + maxBytes + "] bytes in each of its runs");
    }
    if (++suspects > MAX_SUSPECTS) {
      return;
    }
    try {
      Files.write(Path.of(SUSPECTS, Integer.toHexString(Arrays.hashCode(input))), input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Of the first run some of the cost is that of loading classes; what an input itself costs, it
   * costs again.
   */
  private static boolean isExceededBy(Runnable work, long maxBytes) {
    long thread = Thread.currentThread().getId();
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long nanos = THREADS.getCurrentThreadCpuTime();
    work.run();
    nanos = THREADS.getCurrentThreadCpuTime() - nanos;
    bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;
    return nanos > MAX_NANOS || bytes > maxBytes;
  }
}
