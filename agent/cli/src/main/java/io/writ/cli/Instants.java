package io.writ.cli;

import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Rejected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments as claims have them. */
final class Instants {
  private static final long MAX = Instant.MAX.getEpochSecond();

  private Instants() {}

  /** Seconds since 1970. A number beyond all calendars is the last of them, as in a link. */
  static Instant ofClaim(@Nullable JsonValue json, String at) throws Rejected {
    return Instant.ofEpochSecond(Math.min(Claim.whole(json, at), MAX));
  }
}
