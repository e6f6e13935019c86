package io.writ.journal.seal;

import java.nio.file.Path;

/** The journal that is sealed, as its {@link Sealer} sees it. */
public interface SealedLog {
  /** The journal's directory, which holds {@code q/} and {@code t/}. */
  Path directory();

  /** How many records are committed; each can be read from the files. */
  long committed();

  /** Appends a SEAL. */
  void seal(long size, byte[] root, int keyId, byte[] signature);

  /** Appends a HEARTBEAT. */
  void heartbeat(long idleNanos);

  /** No checkpoint will come any more: from now on only denials are recorded. */
  void unsealed(Throwable cause);
}
