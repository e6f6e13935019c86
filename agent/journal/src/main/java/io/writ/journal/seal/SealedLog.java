package io.writ.journal.seal;

import io.writ.tlog.KeyRotation;
import java.nio.file.Path;

/** The journal that is sealed, as its {@link Sealer} sees it. */
public interface SealedLog {
  /** The journal's directory, which holds {@code q/} and {@code t/}. */
  Path directory();

  /** How many records are committed; each can be read from the files. */
  long committed();

  /** Appends a SEAL. */
  void seal(long size, byte[] root, int keyId, byte[] signature);

  /**
   * Appends a KEY_ROTATE.
   *
   * @param byOld the signature of the key before
   * @param byNew the signature of the key that follows
   */
  void rotate(KeyRotation rotation, byte[] byOld, byte[] byNew);

  /** Appends a GAP. */
  void gap(long stillNanos, long wallStepNanos);

  /** Whether the journal's other threads have something to record. */
  boolean hasNotes();

  /** Appends what they have. */
  void note();

  /** The wall clock, nanoseconds since 1970 UTC. */
  long wallNanos();

  /** Appends a HEARTBEAT. */
  void heartbeat(long idleNanos);

  /** No checkpoint will come any more: from now on only denials are recorded. */
  void unsealed(Throwable cause);
}
