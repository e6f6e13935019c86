package io.writ.journal;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Signer;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSink;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.lineage.RecordType;
import io.writ.journal.seal.CheckpointFile;
import io.writ.journal.seal.SealOptions;
import io.writ.journal.secret.JournalSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One journal: one JVM boot, one queue of segments under {@code <root>/<uuid>/q}, one chain of
 * records from GENESIS to the last SEG_CLOSE. The previous boot's journal is named in GENESIS and
 * never touched.
 */
public final class SegmentedJournal implements RecordSink {
  /** How long a start waits for its first segments; a disk that is slower is as good as full. */
  private static final long FIRST_SPACE_NANOS = 60_000_000_000L;

  /** More than what Chronicle keeps beside the segments, and what its rehearsal takes. */
  private static final int OWN_BYTES = 1 << 20;

  private final JournalOptions options;
  private final RootLock lock;
  private final UUID id = UUID.randomUUID();
  private final long runtimeIdHigh = new SecureRandom().nextLong();
  private final ScratchPool pool = new ScratchPool();
  private final Concealment concealment;
  private final RecordEncoder encoder;
  private final SpaceWatch space;
  private final SegmentReserve reserve;
  private final Dictionary dictionary;
  private @Nullable ChainedQueue queue;
  private @Nullable Sealing sealing;
  private @Nullable GroupForce force;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  private SegmentedJournal(JournalOptions options, RootLock lock) {
    this.options = options;
    this.lock = lock;
    concealment = new Concealment(options.cipher(), new Turn(options.disk().turnTimeout()));
    encoder = new RecordEncoder(options.isObserving(), concealment);
    space = new SpaceWatch(directory(), options.disk(), options.complaints());
    reserve = new SegmentReserve(segments(), options.disk(), space, options.threads());
    dictionary =
        new Dictionary(definition -> queue().define(definition), options.disk().turnTimeout());
  }

  /**
   * Locks the root, starts a new journal in it and writes GENESIS.
   *
   * @throws JournalRefused when the root is not ours alone, not writable or has no space
   */
  public static SegmentedJournal open(JournalOptions options) throws JournalRefused {
    Path root = options.root().toAbsolutePath().normalize();
    RootLock lock = RootLock.take(root);
    @Nullable SegmentedJournal journal = null;
    boolean isOpen = false;
    QuietChronicle quiet = QuietChronicle.enter();
    try {
      journal = new SegmentedJournal(options, lock);
      journal.start(root);
      isOpen = true;
      return journal;
    } catch (IOException | DigestException | RuntimeException | Error e) {
      throw new JournalRefused(
          root,
          "cannot start a journal [" + JournalRefused.wordOf(e) + "]",
          "free "
              + (((SegmentReserve.READY + 1) * options.disk().segmentBytes()) >> 20)
              + " MiB there or name a directory that this service may write",
          e);
    } finally {
      quiet.leave();
      if (!isOpen) {
        if (journal != null) {
          journal.abandon();
        }
        unlock(lock);
      }
    }
  }

  /** The directory of this journal, under the root. */
  public Path directory() {
    return options.root().toAbsolutePath().normalize().resolve(id.toString());
  }

  /** The file that holds the newest records. */
  public Path file() {
    return queue().file().toPath();
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
  public void document(DictionaryKind kind, String text) {
    dictionary.document(kind, text);
  }

  @Override
  public long append(RecordDraft draft) {
    GroupForce levels = force();
    levels.requireTimely(draft.durability);
    Sealing sealed = sealing;
    if (sealed != null && draft.letsProceed()) {
      sealed.requireRunning(draft.monotonicNanos);
    }
    Scratch scratch = pool.take();
    try {
      encoder.encode(draft, scratch);
    } catch (RecordSinkFailure e) {
      throw e;
    } catch (DigestException | RuntimeException e) {
      throw new RecordSinkFailure(
          "journal: a record cannot be encoded [" + e.getMessage() + "]", e);
    }
    long sequence = appendAndGive(scratch, draft);
    levels.cover(sequence, draft.durability);
    return sequence;
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
    appendAndGive(scratch, null);
  }

  /**
   * Says of keys that somebody erased that they are gone, and uses them no more.
   *
   * @throws IOException naming a file under the root that asks for it and cannot be understood
   */
  public void recordErasures() throws IOException {
    new ErasureRequests(options.root().toAbsolutePath().normalize()).recordAll(this::erased);
  }

  private void erased(UUID journal, List<Integer> numbers) {
    if (journal.equals(id)) {
      concealment.forget(Set.copyOf(numbers));
    }
    Scratch scratch = pool.take();
    try {
      encoder.erasure(journal, numbers, wallNanos(), scratch);
    } catch (DigestException e) {
      throw new RecordSinkFailure("journal: a record cannot be encoded", e);
    }
    appendAndGive(scratch, null);
  }

  /** From now on the journal's own threads do their work through this: a gate must know them. */
  public void runThrough(Executor executor) {
    reserve.runThrough(executor);
    force().runThrough(executor);
    if (sealing != null) {
      sealing.runThrough(executor);
    }
  }

  /**
   * Lets another key seal this journal from soon on. The key is the journal's then, which destroys
   * it when its time is over.
   *
   * @param next Ed25519
   * @return false when the journal has had it before, or is not sealed; then nothing changes
   */
  public boolean rotateKey(Signer next) {
    return sealing != null && sealing.rotate(next);
  }

  /** The key that GENESIS names; null when the journal is not sealed. */
  public @Nullable PublicKey firstKey() {
    SealOptions seal = options.seal();
    return seal == null ? null : seal.key().publicKey();
  }

  /** The start is over: from now on a standstill of the process is evidence. */
  public void recordGaps() {
    if (sealing != null) {
      sealing.recordGaps();
    }
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
    Sealing sealed = sealing;
    try {
      if (sealed != null) {
        sealed.stop();
      }
      queue().close(wallNanos());
      force().close(queue().lastSequence());
      if (sealed != null) {
        sealed.finish();
      }
    } finally {
      force().stop();
      reserve.close();
      concealment.close();
      unlock(lock);
    }
  }

  private void start(Path root) throws IOException, DigestException {
    LeftBehind.deleteIn(root);
    Map<String, String> link = linkToPrevious(root);
    Files.createDirectories(segments(), RootLock.permissions("rwx------"));
    concealment.open(directory());
    reserve.start();
    reserve.awaitFull(FIRST_SPACE_NANOS);
    probeSpace(root);
    RecordStore store = openStore();
    SegmentWriter writer = new SegmentWriter(id, options, encoder, reserve, store, pool.take());
    ChainedQueue opened = new ChainedQueue(writer, reserve, options);
    queue = opened;
    force =
        new GroupForce(
            segments(), options.disk(), options.threads(), opened::segment, opened::latch);
    Scratch scratch = pool.take();
    encoder.values(RecordType.GENESIS, genesis(link, store), wallNanos(), scratch);
    writer.start(scratch);
    pool.give(scratch);
    force.start();
    SealOptions seal = options.seal();
    if (seal != null) {
      sealing = new Sealing(directory(), opened, encoder, options.clock(), space);
      sealing.start(id, seal, options.threads());
    }
  }

  private RecordStore openStore() throws IOException {
    boolean isFile =
        options.disk().store() == JournalStore.FILE
            || (options.disk().store() == JournalStore.AUTO && UnsafeAccess.isDenied());
    if (isFile) {
      return new FileStore(segments());
    }
    ChronicleStore.rehearse(directory().resolve(ChronicleStore.REHEARSAL));
    return ChronicleStore.open(segments(), options.disk().segmentBytes());
  }

  /** Gives back what a start that failed has taken. */
  private void abandon() {
    ChainedQueue open = queue;
    if (open != null) {
      open.release();
    }
    reserve.close();
    concealment.close();
    try {
      JournalSecrets.delete(directory());
      Files.deleteIfExists(segments());
      Files.deleteIfExists(directory());
    } catch (IOException e) {
      return; // Something is in them: the next boot says what it finds.
    }
  }

  private Path segments() {
    return directory().resolve("q");
  }

  private ChainedQueue queue() {
    ChainedQueue open = queue;
    if (open == null) {
      throw new RecordSinkFailure("journal [" + directory() + "] is not open");
    }
    return open;
  }

  private GroupForce force() {
    GroupForce open = force;
    if (open == null) {
      throw new RecordSinkFailure("journal [" + directory() + "] is not open");
    }
    return open;
  }

  /**
   * Finds a full disk before Chronicle maps its own small files on it: it fills a file and deletes
   * it.
   */
  private void probeSpace(Path root) throws IOException {
    Path probe = root.resolve("space");
    try {
      options.disk().space().reserve(probe.toFile(), 0, OWN_BYTES);
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private Map<String, String> genesis(Map<String, String> link, RecordStore store) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(GenesisField.JOURNAL.key(), id.toString());
    values.put(GenesisField.RUNTIME.key(), HexFormat.of().toHexDigits(runtimeIdHigh));
    values.put(GenesisField.JDK.key(), Runtime.version().toString());
    values.put(GenesisField.PID.key(), Long.toString(ProcessHandle.current().pid()));
    values.put(GenesisField.BOOT_WALL_NANOS.key(), Long.toString(wallNanos()));
    values.put(GenesisField.MODE.key(), options.isObserving() ? "observe" : "enforce");
    values.put(GenesisField.STORE.key(), store.name());
    values.putAll(options.genesis());
    SealOptions seal = options.seal();
    if (seal != null) {
      values.put(GenesisField.JOURNAL_KEY.key(), CheckpointFile.keyOf(id, seal.key()).print());
      values.put(GenesisField.JOURNAL_KEY_ORIGIN.key(), seal.keyOrigin());
      values.put(GenesisField.HEARTBEAT_NANOS.key(), Long.toString(seal.heartbeat().toNanos()));
    }
    values.putAll(link);
    return values;
  }

  /** Recovers what a process that was killed left. */
  private Map<String, String> linkToPrevious(Path root) throws IOException {
    long begun = System.nanoTime();
    @Nullable PreviousJournal previous = PreviousJournal.find(root);
    if (previous == null) {
      return Map.of();
    }
    Map<String, String> link = previous.genesis(root, options.seal());
    link.put(GenesisField.PREVIOUS_NANOS.key(), Long.toString(System.nanoTime() - begun));
    return link;
  }

  private long appendAndGive(Scratch scratch, @Nullable RecordDraft draft) {
    try {
      return queue().append(scratch, draft);
    } finally {
      pool.give(scratch);
    }
  }

  private long wallNanos() {
    return RecordEncoder.nanosOf(options.clock());
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
