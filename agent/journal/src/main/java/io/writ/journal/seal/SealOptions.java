package io.writ.journal.seal;

import io.writ.core.jws.SignatureVerifier;
import io.writ.core.jws.Signer;
import io.writ.tlog.TileDisk;
import java.time.Duration;

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
 */
public record SealOptions(
    Signer key,
    SignatureVerifier signatures,
    String keyOrigin,
    int records,
    Duration interval,
    Duration heartbeat,
    TileDisk disk) {

  /** A checkpoint every 1,000 records or 250 ms, a heartbeat every 10 s. */
  public static SealOptions of(Signer key, SignatureVerifier signatures, String keyOrigin) {
    return new SealOptions(
        key,
        signatures,
        keyOrigin,
        1_000,
        Duration.ofMillis(250),
        Duration.ofSeconds(10),
        TileDisk.real());
  }

  /** The same with another pace. */
  public SealOptions every(int moreRecords, Duration otherInterval, Duration otherHeartbeat) {
    return new SealOptions(
        key, signatures, keyOrigin, moreRecords, otherInterval, otherHeartbeat, disk);
  }

  /** The same on another disk; for tests of a full one. */
  public SealOptions on(TileDisk other) {
    return new SealOptions(key, signatures, keyOrigin, records, interval, heartbeat, other);
  }
}
