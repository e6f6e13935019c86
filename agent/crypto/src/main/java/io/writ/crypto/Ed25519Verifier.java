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

  private Ed25519Verifier() {}

  /** The key is 32 bytes long, the signature 64. */
  static boolean verify(byte[] publicKey, byte[] signingInput, byte[] signature) {
    return isCanonicalScalar(signature)
        && Ed25519.validatePublicKeyFull(publicKey, 0)
        && Ed25519.verify(signature, 0, publicKey, 0, signingInput, 0, signingInput.length);
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
