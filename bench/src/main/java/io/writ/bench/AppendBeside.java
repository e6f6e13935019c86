package io.writ.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LargeRollCycles;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * As many bytes as a record of {@link Append} has, without being one: by a bare Chronicle Queue,
 * and by stores to a mapped file whose blocks are there, or are not yet. No hash, no chain, no
 * bound, and a full disk is not noticed.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
      "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
      "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED"
    })
public class AppendBeside {
  static final int RECORD_BYTES = 292;

  private static final Path ROOT = Path.of("bench/target/run/beside");

  /** A queue for all, an appender for each thread. */
  @State(Scope.Benchmark)
  public static class Queue {
    private @Nullable SingleChronicleQueue queue;

    /** Opens it. */
    @Setup
    public void open() throws IOException {
      delete();
      queue =
          SingleChronicleQueueBuilder.binary(Files.createDirectories(ROOT))
              .rollCycle(LargeRollCycles.LARGE_DAILY)
              .build();
    }

    /** Closes it; its file is large. */
    @TearDown
    public void close() throws IOException {
      opened().close();
      delete();
    }

    private SingleChronicleQueue opened() {
      if (queue == null) {
        throw new IllegalStateException("not open");
      }
      return queue;
    }
  }

  /** One thread's appender and bytes. */
  @State(Scope.Thread)
  public static class Appender {
    private final Bytes<byte[]> bytes = Bytes.wrapForRead(new byte[RECORD_BYTES]);
    private @Nullable ExcerptAppender appender;

    /** Takes one. */
    @Setup
    public void take(Queue queue) {
      appender = queue.opened().createAppender();
    }
  }

  /** A file of one thread, written from end to end, then the next. */
  @State(Scope.Thread)
  public static class Mapped {
    private static final int FILE_BYTES = 64 << 20;

    /** Whether the blocks are there before the stores. */
    @Param({"prefilled", "sparse"})
    public String blocks = "";

    private final byte[] record = new byte[RECORD_BYTES];
    private @Nullable MappedByteBuffer file;

    /** Maps the first. */
    @Setup(Level.Trial)
    public void map() throws IOException {
      Path path = Files.createTempFile(Files.createDirectories(ROOT), "mapped", null);
      try (RandomAccessFile disk = new RandomAccessFile(path.toFile(), "rw")) {
        if (blocks.equals("prefilled")) {
          byte[] zeros = new byte[1 << 20];
          for (int written = 0; written < FILE_BYTES; written += zeros.length) {
            disk.write(zeros);
          }
        } else {
          disk.setLength(FILE_BYTES);
        }
        file = disk.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES);
      } finally {
        Files.delete(path);
      }
      if (blocks.equals("prefilled")) {
        file.load();
      }
    }
  }

  /** What the chain takes in. */
  @State(Scope.Thread)
  public static class Hashes {
    /** Behind a prefix, the chain value before and the sequence number. */
    static final int CONTENT = 41;

    private final byte[] record = new byte[RECORD_BYTES];
    private final byte[] link = new byte[CONTENT + 32];
    private final MessageDigest sha256;

    /** Finds the algorithm. */
    public Hashes() {
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // Every JDK has it.
      }
    }
  }

  /** A bare Chronicle append. */
  @Benchmark
  public void chronicle(Queue queue, Appender call) {
    ExcerptAppender appender = call.appender;
    if (appender != null) {
      call.bytes.readPositionRemaining(0, RECORD_BYTES);
      appender.writeBytes(call.bytes);
    }
  }

  /** A bare store to a mapped file; the step to the next file is in the last percentile. */
  @Benchmark
  public void mapped(Mapped call) throws IOException {
    MappedByteBuffer file = call.file;
    if (file == null || file.remaining() < RECORD_BYTES) {
      call.map();
    } else {
      file.put(call.record);
    }
  }

  /** The two hashes of a record that chain it to the one before, without the record. */
  @Benchmark
  public byte[] chain(Hashes call) {
    byte[] content = call.sha256.digest(call.record);
    System.arraycopy(content, 0, call.link, Hashes.CONTENT, content.length);
    return call.sha256.digest(call.link);
  }

  private static void delete() throws IOException {
    if (Files.exists(ROOT)) {
      try (Stream<Path> files = Files.walk(ROOT)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }
}
