package io.writ.bench;

import io.writ.core.constraint.Arguments;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.Durability;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.crypto.AesGcm;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.JournalOptions;
import io.writ.journal.JournalRefused;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * One DECISION into the journal: encoded, hashed, chained, committed, at each level of durability,
 * by each store, sealed in the background or not.
 *
 * <pre>
 * sh bench/run.sh 'Append.*' -prof gc -t 1
 * sh bench/run.sh 'Append.*' -prof gc -t 4
 * </pre>
 *
 * <p>{@link AppendBeside} has what it is compared with.
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
@State(Scope.Benchmark)
public class Append {
  private static final Path ROOT = Path.of("bench/target/run/append");

  @Param({"L0", "L1", "L2"})
  public Durability level = Durability.L0;

  @Param({"chronicle", "file"})
  public String store = "";

  @Param({"sealed", "unsealed"})
  public String seal = "";

  private @Nullable SegmentedJournal journal;

  /** Opens a journal. */
  @Setup
  public void open() throws IOException, JournalRefused {
    JournalOptions options =
        JournalOptions.of(Files.createDirectories(ROOT), "bench")
            .writtenBy(store.equals("file") ? JournalStore.FILE : JournalStore.CHRONICLE);
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    journal =
        SegmentedJournal.open(
            (seal.equals("sealed")
                    ? options.sealed(SealOptions.of(key, new Signatures(), "boot"))
                    : options)
                .concealing(new AesGcm()));
  }

  /** Closes it. */
  @TearDown
  public void close() {
    opened().close();
  }

  /** What each thread reuses. */
  @State(Scope.Thread)
  public static class Call {
    private static final AtomicLong THREADS = new AtomicLong();

    private final RecordDraft draft = new RecordDraft();
    private final Arguments arguments = new Arguments();

    /** A denial: the sink asks the same of it as of a call that goes on, and needs no outcome. */
    @Setup
    public void fill(Append append) {
      SegmentedJournal sink = append.opened();
      draft.wallNanos = 1_767_225_600_123_456_789L;
      draft.threadId = THREADS.incrementAndGet();
      draft.executionHigh = sink.runtimeIdHigh();
      draft.siteId = sink.intern(DictionaryKind.SITE, "com.acme.Payments#pay(J)V");
      draft.actionId = sink.intern(DictionaryKind.ACTION, "java:com.acme.Payments#pay(long)");
      draft.principalId = sink.intern(DictionaryKind.PRINCIPAL, "spiffe://acme/agent/7");
      draft.decision = RecordDraft.DENIED;
      draft.reason = 1;
      draft.policyDigest = new byte[32];
      draft.durability = append.level;
      arguments.addInteger(250);
      arguments.add(Arguments.Kind.TEXT, "NL91ABNA0417164300");
    }
  }

  private SegmentedJournal opened() {
    if (journal == null) {
      throw new IllegalStateException("not open");
    }
    return journal;
  }

  /** One record; 292 bytes. */
  @Benchmark
  public long record(Call call) {
    call.draft.arguments = null;
    call.draft.executionLow++;
    return opened().append(call.draft);
  }

  /** The same with a commitment to two arguments. */
  @Benchmark
  public long committed(Call call) {
    call.draft.arguments = call.arguments;
    call.draft.executionLow++;
    return opened().append(call.draft);
  }
}
