package io.writ.journal.seal;

import io.writ.core.jws.SignatureVerifier;
import io.writ.core.jws.Signer;
import io.writ.tlog.TileDisk;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a journal is sealed.
 *
 * @param key Ed25519; signs checkpoints and nothing else
 * @param signatures checks those of the journal before this one, before anything is built on them
 * @param keyOrigin {@code file} or {@code boot}, for GENESIS
 * @param records a checkpoint is due after this many
 * @param interval and this long after the first record that no checkpoint covers
 * @param heartbeat how long nothing may be recorded before a HEARTBEAT is
 * @param disk where tiles and checkpoints go
 * @param epoch how long a key signs that {@code keys} made
 * @param keys makes the key of the next epoch; null when keys change on request only
 * @param nanos the monotonic clock of the sealing thread
 */
public record SealOptions(
    Signer key,
    SignatureVerifier signatures,
    String keyOrigin,
    int records,
    Duration interval,
    Duration heartbeat,
    TileDisk disk,
    Duration epoch,
    @Nullable Supplier<Signer> keys,
    LongSupplier nanos) {

  /** How long a key that was made at boot signs, when nobody says otherwise. */
  public static final Duration EPOCH = Duration.ofHours(24);

  /** A checkpoint every 1,000 records or 250 ms, a heartbeat every 10 s. */
  public static SealOptions of(Signer key, SignatureVerifier signatures, String keyOrigin) {
    return new SealOptions(
        key,
        signatures,
        keyOrigin,
        1_000,
        Duration.ofMillis(250),
        Duration.ofSeconds(10),
        TileDisk.real(),
        EPOCH,
        null,
        System::nanoTime);
  }

  /** The same with another pace. */
  public SealOptions every(int moreRecords, Duration otherInterval, Duration otherHeartbeat) {
    return new SealOptions(
        key,
        signatures,
        keyOrigin,
        moreRecords,
        otherInterval,
        otherHeartbeat,
        disk,
        epoch,
        keys,
        nanos);
  }

  /** The same on another disk; for tests of a full one. */
  public SealOptions on(TileDisk other) {
    return new SealOptions(
        key, signatures, keyOrigin, records, interval, heartbeat, other, epoch, keys, nanos);
  }

  /**
   * The same with a new key after each epoch.
   *
   * @param fresh makes one, on the sealing thread
   */
  public SealOptions changing(Duration every, Supplier<Signer> fresh) {
    return new SealOptions(
        key, signatures, keyOrigin, records, interval, heartbeat, disk, every, fresh, nanos);
  }

  /** The same by another clock; for tests of one that stands still or leaps. */
  public SealOptions by(LongSupplier monotonicNanos) {
    return new SealOptions(
        key,
        signatures,
        keyOrigin,
        records,
        interval,
        heartbeat,
        disk,
        epoch,
        keys,
        monotonicNanos);
  }
}
