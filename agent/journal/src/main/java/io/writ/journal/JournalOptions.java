package io.writ.journal;

import io.writ.core.lineage.AttributeCipher;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.JournalStore;
import io.writ.journal.seal.SealOptions;
import io.writ.journal.thread.JournalThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal goes and what its GENESIS says.
 *
 * @param root the directory that holds one directory per journal
 * @param isObserving whether denials are recorded only
 * @param genesis what GENESIS says beyond what the journal itself knows, by key, in order; see
 *     {@link GenesisField}
 * @param clock of boot, DICT and closing records
 * @param disk how it uses its disk
 * @param seal how it is sealed; null for a journal without checkpoints
 * @param threads makes its own threads
 * @param complaints takes a line for whoever runs the service
 * @param cipher encrypts attributes of data subjects; null for a journal that has no secrets
 */
public record JournalOptions(
    Path root,
    boolean isObserving,
    Map<String, String> genesis,
    InstantSource clock,
    JournalDisk disk,
    @Nullable SealOptions seal,
    ThreadFactory threads,
    Consumer<String> complaints,
    @Nullable AttributeCipher cipher) {
  /** The size of a segment when nobody says another. */
  public static final long SEGMENT_BYTES = 16 << 20;

  /** The smallest and the largest segment; sizes between are multiples of the smallest. */
  public static final long MIN_SEGMENT_BYTES = 1 << 20;

  public static final long MAX_SEGMENT_BYTES = 1 << 30;

  /** Copies the map. */
  public JournalOptions {
    genesis = Collections.unmodifiableMap(new LinkedHashMap<>(genesis));
  }

  /** Enforcing, no policy named, the system's clock and disk. */
  public static JournalOptions of(Path root, String agentVersion) {
    return new JournalOptions(
            root,
            false,
            Map.of(),
            InstantSource.system(),
            JournalDisk.real(),
            null,
            JournalThreads.plain(),
            line -> {},
            null)
        .saying(GenesisField.AGENT_VERSION, agentVersion)
        .under("", 0, "", "")
        .as("", "");
  }

  /** The same in observe mode, or in enforce mode. */
  public JournalOptions observing(boolean observe) {
    return new JournalOptions(
        root, observe, genesis, clock, disk, seal, threads, complaints, cipher);
  }

  /**
   * The same under a policy.
   *
   * @param digestHex SHA-256 of its document as 64 hex digits, empty when none
   * @param trust a word for what made the policy count
   */
  public JournalOptions under(String id, long version, String digestHex, String trust) {
    return saying(GenesisField.POLICY_ID, id)
        .saying(GenesisField.POLICY_VERSION, Long.toString(version))
        .saying(GenesisField.POLICY_DIGEST, digestHex)
        .saying(GenesisField.TRUST_LEVEL, trust);
  }

  /**
   * The same for a runtime with this id.
   *
   * @param proof a word for how the id was proven
   */
  public JournalOptions as(String id, String proof) {
    return saying(GenesisField.RUNTIME_ID, id).saying(GenesisField.RUNTIME_PROOF, proof);
  }

  /** The same with one more word in GENESIS. */
  public JournalOptions saying(GenesisField field, String value) {
    return saying(Map.of(field.key(), value));
  }

  /** The same with these values in GENESIS too; one that is there is replaced. */
  public JournalOptions saying(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(genesis);
    all.putAll(more);
    return new JournalOptions(
        root, isObserving, all, clock, disk, seal, threads, complaints, cipher);
  }

  /** The same, sealed with checkpoints. */
  public JournalOptions sealed(SealOptions how) {
    return new JournalOptions(
        root, isObserving, genesis, clock, disk, how, threads, complaints, cipher);
  }

  /** The same with threads of another making. */
  public JournalOptions withThreads(ThreadFactory factory) {
    return new JournalOptions(
        root, isObserving, genesis, clock, disk, seal, factory, complaints, cipher);
  }

  /** The same with commitments to arguments, and keys for data subjects. */
  public JournalOptions concealing(AttributeCipher how) {
    return new JournalOptions(
        root, isObserving, genesis, clock, disk, seal, threads, complaints, how);
  }

  /** The same with space from elsewhere; for tests of a full disk. */
  public JournalOptions withSpace(SegmentSpace elsewhere) {
    return on(disk.withSpace(elsewhere));
  }

  /** The same with segments of this size. */
  public JournalOptions withSegmentBytes(long bytes) {
    return on(disk.withSegmentBytes(bytes));
  }

  /** The same with files written by this. */
  public JournalOptions writtenBy(JournalStore other) {
    return on(disk.writtenBy(other));
  }

  /** The same with another bound on waiting for the append lock and for a segment. */
  JournalOptions withTurnTimeout(Duration timeout) {
    return on(disk.withTurnTimeout(timeout));
  }

  /** The same with a device of its own; for tests of one that fails or hangs. */
  JournalOptions withForce(DiskForce other, Duration timeout) {
    return on(disk.withForce(other, timeout));
  }

  /** The same, warning when less than this is free; 0 for never. */
  public JournalOptions warningBelow(long freeBytes) {
    return on(disk.warning(disk.free(), freeBytes));
  }

  /** The same with another look at what is free; for tests of a disk that fills. */
  public JournalOptions seeing(FreeSpace other) {
    return on(disk.warning(other, disk.warnBytes()));
  }

  /** The same with its complaints told to this. */
  public JournalOptions complainingTo(Consumer<String> other) {
    return new JournalOptions(
        root, isObserving, genesis, clock, disk, seal, threads, other, cipher);
  }

  /** The same by another wall clock; for tests of one that is set. */
  public JournalOptions by(InstantSource wall) {
    return new JournalOptions(
        root, isObserving, genesis, wall, disk, seal, threads, complaints, cipher);
  }

  private JournalOptions on(JournalDisk other) {
    return new JournalOptions(
        root, isObserving, genesis, clock, other, seal, threads, complaints, cipher);
  }
}
