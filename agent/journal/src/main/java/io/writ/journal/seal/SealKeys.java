package io.writ.journal.seal;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Signer;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal one journal, each for an epoch. The next one is known for a while before it
 * counts: until the record that says so is in the files.
 *
 * <p>Of the sealer's thread, but for {@link #request}. A key whose epoch is over is destroyed.
 */
final class SealKeys {
  private final SealOptions options;
  private final Set<PublicKey> used = new HashSet<>();
  private Signer current;
  private @Nullable Signer next;
  private long epoch;
  private long beganNanos;
  private long notBeforeNanos;
  private volatile @Nullable Signer requested;

  SealKeys(SealOptions options) {
    this.options = options;
    current = options.key();
    used.add(current.publicKey());
    beganNanos = options.nanos().getAsLong();
    notBeforeNanos = beganNanos;
  }

  /**
   * Asks for another key; of several that are asked for at once the last one counts.
   *
   * @return false when it is a key of this journal already; then nothing changes
   */
  boolean request(Signer key) {
    synchronized (used) {
      Signer waiting = requested;
      if (waiting != null && waiting.publicKey().equals(key.publicKey())) {
        return true;
      }
      if (!used.add(key.publicKey())) {
        return false;
      }
      if (waiting != null) {
        used.remove(waiting.publicKey());
        destroy(waiting);
      }
      requested = key;
      return true;
    }
  }

  /** The key in force. */
  Signer current() {
    return current;
  }

  /** The number of its epoch, from 0. */
  long epoch() {
    return epoch;
  }

  /** The key that shall follow now; null when none is due. */
  @Nullable Signer due(long nowNanos) {
    if (next == null) {
      next = requested == null ? made(nowNanos) : taken();
    }
    return nowNanos - notBeforeNanos >= 0 ? next : null;
  }

  /** The journal took no record of it; tries again after a while. */
  void postpone(long nowNanos) {
    notBeforeNanos = nowNanos + options.heartbeat().toNanos();
  }

  /** The key that follows is in force: its record is in the files. */
  void turn() {
    Signer old = current;
    Signer following = next;
    if (following == null) {
      throw new IllegalStateException("a KEY_ROTATE that this process did not write");
    }
    current = following;
    epoch++;
    beganNanos = options.nanos().getAsLong();
    next = null;
    destroy(old);
  }

  private @Nullable Signer taken() {
    synchronized (used) {
      Signer key = requested;
      requested = null;
      return key;
    }
  }

  private @Nullable Signer made(long nowNanos) {
    Supplier<Signer> keys = options.keys();
    if (keys == null || nowNanos - beganNanos < options.epoch().toNanos()) {
      return null;
    }
    Signer key = keys.get();
    synchronized (used) {
      used.add(key.publicKey());
    }
    return key;
  }

  private static void destroy(Signer key) {
    if (key instanceof Destroyable secret) {
      try {
        secret.destroy();
      } catch (DestroyFailedException e) {
        return; // It is not used any more, and that is all there is to do.
      }
    }
  }
}
