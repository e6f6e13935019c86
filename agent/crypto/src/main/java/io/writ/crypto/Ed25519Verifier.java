package io.writ.crypto;

import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Verifies Ed25519 (RFC 8032) strictly.
 *
 * <p>Refused beyond a wrong signature: one with {@code S >= L} (the same message and key would have
 * a second signature), and a public key that is not a canonical point of the prime-order subgroup
 * (under a key of small order one signature fits many messages).
 */
final class Ed25519Verifier {
  /** L = 2^252 + 27742317777372353535851937790883648493, little-endian. */
  private static final byte[] ORDER =
      HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  private final CheckedKeys keys = new CheckedKeys();

  /** The key is 32 bytes long, the signature 64. */
  boolean verify(byte[] publicKey, byte[] signingInput, byte[] signature) {
    if (!isCanonicalScalar(signature)) {
      return false;
    }
    Ed25519.PublicPoint point = keys.find(publicKey);
    return point != null
        && Ed25519.verify(signature, 0, point, signingInput, 0, signingInput.length);
  }

  /** Said here too, though the library checks it: a lenient release would open a known hole. */
  private static boolean isCanonicalScalar(byte[] signature) {
    for (int i = 31; i >= 0; i--) {
      int digit = signature[32 + i] & 0xFF;
      int limit = ORDER[i] & 0xFF;
      if (digit != limit) {
        return digit < limit;
      }
    }
    return false;
  }
}
