package io.writ.core.artifact;

import java.time.Instant;
import java.util.UUID;

/** Link ids: UUIDs of version 7 (RFC 9562), so that ids sort by the time of issue. */
public final class LinkId {
  private LinkId() {}

  /**
   * The id of a link.
   *
   * @param randomHigh 64 random bits of which 12 are used
   * @param randomLow 64 random bits of which 62 are used
   */
  public static String of(Instant issuedAt, long randomHigh, long randomLow) {
    long high = issuedAt.toEpochMilli() << 16 | 0x7000L | (randomHigh & 0xFFFL);
    long low = 0x8000_0000_0000_0000L | (randomLow & 0x3FFF_FFFF_FFFF_FFFFL);
    return new UUID(high, low).toString();
  }
}
