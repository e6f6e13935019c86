package io.writ.enforce;

import java.security.SecureRandom;

/**
 * What woven code hands back when a body ends. The gate is public, so a token that can be guessed
 * ends executions, and the scopes inside them, that are not the caller's: code that somebody put
 * into {@code Writ.unbound()} would be back in the binding around it.
 *
 * <p>SipHash-2-4 (Aumasson and Bernstein, 2012) of the execution's number under a key of this
 * runtime.
 */
final class ExitTokens {
  private final long k0;
  private final long k1;

  ExitTokens(long k0, long k1) {
    this.k0 = k0;
    this.k1 = k1;
  }

  static ExitTokens underFreshKey() {
    SecureRandom random = new SecureRandom();
    return new ExitTokens(random.nextLong(), random.nextLong());
  }

  /** The token of an execution. */
  long of(long execution) {
    long v0 = k0 ^ 0x736f6d6570736575L;
    long v1 = k1 ^ 0x646f72616e646f6dL;
    long v2 = k0 ^ 0x6c7967656e657261L;
    long v3 = k1 ^ 0x7465646279746573L;
    long lastBlock = 8L << 56;
    long block = execution;
    for (int round = 0; round < 8; round++) {
      if (round == 0 || round == 2) {
        block = round == 0 ? execution : lastBlock;
        v3 ^= block;
      } else if (round == 4) {
        v2 ^= 0xff;
      }
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
      if (round == 1 || round == 3) {
        v0 ^= block;
      }
    }
    return v0 ^ v1 ^ v2 ^ v3;
  }
}
