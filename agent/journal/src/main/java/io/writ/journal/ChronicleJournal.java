package io.writ.journal;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSink;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One journal: one JVM boot, one Chronicle Queue under {@code <root>/<uuid>/q}, one chain of
 * records from GENESIS to SEG_CLOSE. The previous boot's journal is named in GENESIS and never
 * touched.
 */
public final class ChronicleJournal implements RecordSink {
  private final JournalOptions options;
  private final RootLock lock;
  private final UUID id = UUID.randomUUID();
  private final long runtimeIdHigh = new SecureRandom().nextLong();
  private final ScratchPool pool = new ScratchPool();
  private final RecordEncoder encoder;
  private final ChainedQueue queue;
  private final Dictionary dictionary;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private ChronicleJournal(JournalOptions options, RootLock lock) {
    this.options = options;
    this.lock = lock;
    encoder = new RecordEncoder(options.isObserving());
    queue = new ChainedQueue(options);
    dictionary = new Dictionary(this::writeText, options.turnTimeout());
  }

  /**
   * Locks the root, starts a new journal in it and writes GENESIS.
   *
   * @throws JournalRefused when the root is not ours alone, not writable or has no space
   */
  public static ChronicleJournal open(JournalOptions options) throws JournalRefused {
    Path root = options.root().toAbsolutePath().normalize();
    RootLock lock = RootLock.take(root);
    @Nullable ChronicleJournal journal = null;
    boolean isOpen = false;
    QuietChronicle quiet = QuietChronicle.enter();
    try {
      journal = new ChronicleJournal(options, lock);
      journal.start(root);
      isOpen = true;
      return journal;
    } catch (IOException | DigestException | RuntimeException | Error e) {
      throw new JournalRefused(
          root,
          "cannot start a journal [" + JournalRefused.wordOf(e) + "]",
          "free "
              + (ChainedQueue.FIRST_BYTES >> 20)
              + " MiB there or name a directory that this service may write",
          e);
    } finally {
      quiet.leave();
      if (!isOpen) {
        if (journal != null) {
          journal.queue.release();
        }
        unlock(lock);
      }
    }
  }

  /** The directory of this journal, under the root. */
  public Path directory() {
    return options.root().toAbsolutePath().normalize().resolve(id.toString());
  }

  /** The file that holds the records. */
  public Path file() {
    return queue.file().toPath();
  }

  /** The journal's own id; also in GENESIS. */
  public UUID id() {
    return id;
  }

  @Override
  public int intern(DictionaryKind kind, String text) {
    return dictionary.intern(kind, text);
  }

  @Override
  public void artifact(byte[] digest, List<String> links) {
    dictionary.artifact(digest, links);
  }

  @Override
  public long append(RecordDraft draft) {
    Scratch scratch = pool.take();
    try {
      encoder.encode(draft, scratch);
    } catch (DigestException | RuntimeException e) {
      throw new RecordSinkFailure(
          "journal: a record cannot be encoded [" + e.getMessage() + "]", e);
    }
    return appendAndGive(scratch);
  }

  @Override
  public void configuration(Map<String, String> values) {
    Scratch scratch = pool.take();
    try {
      encoder.values(RecordType.CONFIG, values, wallNanos(), scratch);
    } catch (DigestException | RuntimeException e) {
      throw new RecordSinkFailure(
          "journal: a record cannot be encoded [" + e.getMessage() + "]", e);
    }
    appendAndGive(scratch);
  }

  @Override
  public long runtimeIdHigh() {
    return runtimeIdHigh;
  }

  @Override
  public void close() {
    if (!isClosed.compareAndSet(false, true)) {
      return;
    }
    try {
      queue.close(encoder, wallNanos(), pool.take());
    } finally {
      unlock(lock);
    }
  }

  private void start(Path root) throws IOException, DigestException {
    @Nullable PreviousJournal previous = PreviousJournal.find(root);
    probeSpace(root);
    Path directory = directory().resolve("q");
    Files.createDirectories(directory, RootLock.permissions("rwx------"));
    Scratch scratch = pool.take();
    encoder.values(RecordType.GENESIS, genesis(previous), wallNanos(), scratch);
    queue.start(directory.toFile(), scratch);
    pool.give(scratch);
    if (RootLock.permissions("rw-------").length > 0) {
      for (Path file : List.of(file(), directory.resolve("metadata.cq4t"))) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  /**
   * Finds a full disk before Chronicle maps a file on it: it fills a file of its own and deletes
   * it.
   */
  private void probeSpace(Path root) throws IOException {
    Path probe = root.resolve("space");
    try {
      options.space().reserve(probe.toFile(), 0, ChainedQueue.FIRST_BYTES);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private Map<String, String> genesis(@Nullable PreviousJournal previous) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(GenesisField.JOURNAL.key(), id.toString());
    values.put(GenesisField.RUNTIME.key(), HexFormat.of().toHexDigits(runtimeIdHigh));
    values.put(GenesisField.JDK.key(), Runtime.version().toString());
    values.put(GenesisField.PID.key(), Long.toString(ProcessHandle.current().pid()));
    values.put(GenesisField.BOOT_WALL_NANOS.key(), Long.toString(wallNanos()));
    values.put(GenesisField.MODE.key(), options.isObserving() ? "observe" : "enforce");
    values.putAll(options.genesis());
    if (previous != null) {
      values.put(GenesisField.PREVIOUS_JOURNAL.key(), previous.id().toString());
      values.put(GenesisField.PREVIOUS_RECORDS.key(), Long.toString(previous.records()));
      values.put(GenesisField.PREVIOUS_CHAIN.key(), previous.chainHex());
      values.put(GenesisField.PREVIOUS_END.key(), previous.end());
    }
    return values;
  }

  private void writeText(DictionaryKind kind, int number, byte[] text) {
    DictionaryPart part = DictionaryPart.first(text);
    while (true) {
      Scratch scratch = pool.take();
      try {
        encoder.dictionary(kind, number, part, wallNanos(), scratch);
      } catch (DigestException | RuntimeException e) {
        throw new RecordSinkFailure(
            "journal: a text cannot be encoded [" + e.getMessage() + "]", e);
      }
      appendAndGive(scratch);
      if (part.isLast()) {
        return;
      }
      part = part.next();
    }
  }

  private long appendAndGive(Scratch scratch) {
    try {
      return queue.append(scratch);
    } finally {
      pool.give(scratch);
    }
  }

  private long wallNanos() {
    Instant now = options.clock().instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private static void unlock(RootLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      // The lock dies with the process at the latest; nothing was lost and nobody can act on it.
      return;
    }
  }
}
