package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hand-overs that arrived and could still be good. One is kept until it expires, and one clock
 * skew longer, because the clock may step back that far before every arrival is refused. Safe for
 * use by many threads.
 *
 * <p>A request comes once and soon. What a queue holds may come late, and again; then it must lie
 * where it lay, or somebody copied it.
 */
// BUG: a restart forgets. What a queue holds could be copied to other coordinates and arrive once
// more after one, until the link expires.
final class UsedHandovers {
  /** How far a request's {@code iat} may be from now, either way. */
  static final long WINDOW_SECONDS = UsedProofs.WINDOW_SECONDS;

  /** Hand-overs that are kept; further ones are refused. */
  static final int CAPACITY = 1 << 20;

  private static final int FIRST_SWEEP = 1024;

  private final long startedAt;
  private final int capacity;
  private final Map<Long, Use> uses = new HashMap<>();
  private int sweepAt;
  private long nextExpiry = Long.MAX_VALUE;
  private long latest;

  /**
   * @param place the first bits of the coordinates' hash, or 0 for a request
   */
  private record Use(boolean isRequest, long place, long expiresAt) {}

  UsedHandovers(long startedAt) {
    this(startedAt, CAPACITY);
  }

  UsedHandovers(long startedAt, int capacity) {
    this.startedAt = startedAt;
    this.capacity = capacity;
    this.sweepAt = Math.min(FIRST_SWEEP, capacity);
    this.latest = startedAt;
  }

  /**
   * Takes note of an arrival.
   *
   * @param hash of the last link's signing input, base64url
   * @param coordinates null for a request
   * @param at {@code link[n]}, for messages
   * @throws Rejected when it arrived before, or its time is not now
   */
  synchronized void checkUnused(
      LinkClaims link, String hash, @Nullable String coordinates, long now, String at)
      throws Rejected {
    if (now < latest - WINDOW_SECONDS) {
      // What expired by then may be forgotten already.
      throw refused("this runtime's clock went back from [" + latest + "] to [" + now + "]");
    }
    if (coordinates == null) {
      checkTime(link.issuedAt(), now, at);
    }
    latest = Math.max(latest, now);
    Use use = new Use(coordinates == null, place(coordinates), link.expiresAt());
    Use before = uses.get(UsedProofs.firstBits(hash));
    if (before != null) {
      if (use.isRequest || before.isRequest || before.place != use.place) {
        throw refused(at + " arrived before with another message; sign one for each");
      }
      return;
    }
    sweep();
    if (uses.size() >= capacity) {
      throw refused("more than [" + capacity + "] hand-overs are alive; try again later");
    }
    uses.put(UsedProofs.firstBits(hash), use);
    nextExpiry = Math.min(nextExpiry, use.expiresAt);
  }

  private void checkTime(long issuedAt, long now, String at) throws Rejected {
    if (Math.abs(issuedAt - now) > WINDOW_SECONDS) {
      throw refused(at + ".iat is [" + issuedAt + "], now is [" + now + "]; sign it when it goes");
    }
    if (issuedAt < startedAt) {
      // Whether it arrived before the start is forgotten.
      throw refused(
          at
              + ".iat is ["
              + issuedAt
              + "], before this runtime started at ["
              + startedAt
              + "]; send it again");
    }
  }

  /** Whenever they doubled, and never in vain: a full memory must not make arrivals slow. */
  private void sweep() {
    if (uses.size() < sweepAt || nextExpiry + WINDOW_SECONDS > latest) {
      return;
    }
    uses.values().removeIf(use -> use.expiresAt + WINDOW_SECONDS <= latest);
    nextExpiry = uses.values().stream().mapToLong(Use::expiresAt).min().orElse(Long.MAX_VALUE);
    sweepAt = Math.min(Math.max(FIRST_SWEEP, 2 * uses.size()), capacity);
  }

  /** What is remembered now; for tests. */
  synchronized int size() {
    return uses.size();
  }

  private static long place(@Nullable String coordinates) {
    return coordinates == null
        ? 0
        : UsedProofs.firstBits(
            Base64Url.encode(Sha256.of(coordinates.getBytes(StandardCharsets.UTF_8))));
  }

  private static Rejected refused(String detail) {
    return new Rejected(Reason.POSSESSION_NOT_PROVEN, detail);
  }
}
