package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.jws.Rejected;
import java.util.HashSet;
import java.util.Set;

/**
 * The proofs of possession that were presented within the time in which they are good.
 *
 * <p>Proofs are kept in the generation of their arrival, the current one and the one before. A
 * proof is good for {@link #WINDOW_SECONDS} before and after its {@code iat}, so one that arrives
 * could have been here at most twice that long ago by a clock that never steps back; the clock may
 * step back by one window more before every proof is refused. A generation of three windows is
 * therefore forgotten only when nothing in it can be good. Safe for use by many threads.
 */
final class UsedProofs {
  /** How far a proof's {@code iat} may be from now, either way. */
  static final long WINDOW_SECONDS = 30;

  /** Proofs in one generation; further ones are refused. */
  static final int CAPACITY = 1 << 20;

  private static final long GENERATION_SECONDS = 3 * WINDOW_SECONDS;

  private final long startedAt;
  private final int capacity;

  // The first 64 bits of each hash: a collision refuses a good proof once in 10^13.
  private Set<Long> current = new HashSet<>();
  private Set<Long> previous = new HashSet<>();
  private long generationStart;
  private long latest;

  UsedProofs(long startedAt) {
    this(startedAt, CAPACITY);
  }

  UsedProofs(long startedAt, int capacity) {
    this.startedAt = startedAt;
    this.capacity = capacity;
    this.generationStart = startedAt;
    this.latest = startedAt;
  }

  /**
   * Takes note of a proof.
   *
   * @param hash of its signing input, base64url
   * @throws Rejected when it was presented before, or its time is not now
   */
  synchronized void checkUnused(String hash, long issuedAt, long now) throws Rejected {
    if (Math.abs(issuedAt - now) > WINDOW_SECONDS) {
      throw refused("proof.iat is [" + issuedAt + "], now is [" + now + "]; make a fresh one");
    }
    if (issuedAt < startedAt) {
      throw refused(
          "proof.iat is ["
              + issuedAt
              + "], before this runtime started at ["
              + startedAt
              + "]; make a fresh one");
    }
    if (now < latest - WINDOW_SECONDS) {
      // What was presented after this moment may be forgotten already.
      throw refused("this runtime's clock went back from [" + latest + "] to [" + now + "]");
    }
    latest = Math.max(latest, now);
    rotate();
    long key = firstBits(hash);
    if (current.contains(key) || previous.contains(key)) {
      throw refused("proof was presented before; make a fresh one for each use");
    }
    if (current.size() >= capacity) {
      throw refused(
          "more than ["
              + capacity
              + "] proofs within ["
              + GENERATION_SECONDS
              + "] seconds; try again later");
    }
    current.add(key);
  }

  /** By the latest moment seen, so that a clock that steps back a little forgets nothing. */
  private void rotate() {
    long age = latest - generationStart;
    if (age < GENERATION_SECONDS) {
      return;
    }
    previous = age < 2 * GENERATION_SECONDS ? current : new HashSet<>();
    current = new HashSet<>();
    generationStart = latest;
  }

  static long firstBits(String hash) {
    // 12 characters of base64url are 72 bits; the multiplication mixes them into 64.
    long bits = 0;
    for (int i = 0; i < 12; i++) {
      bits = bits * 0x9E37_79B9_7F4A_7C15L + hash.charAt(i);
    }
    return bits;
  }

  private static Rejected refused(String detail) {
    return new Rejected(Reason.POSSESSION_NOT_PROVEN, detail);
  }
}
