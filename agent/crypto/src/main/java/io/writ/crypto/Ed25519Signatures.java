package io.writ.crypto;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.SignatureVerifier;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Verifies Ed25519 (RFC 8032) strictly.
 *
 * <p>Refused beyond a wrong signature: a signature that is not 64 bytes, one with {@code S >= L}
 * (the same message and key would have a second signature), and a public key that is not a
 * canonical point of the prime-order subgroup (under a key of small order one signature fits many
 * messages).
 */
public final class Ed25519Signatures implements SignatureVerifier {

  @Override
  public boolean verify(
      SignatureAlgorithm alg, byte[] publicKey, byte[] signingInput, byte[] signature) {
    return switch (alg) {
      case ED25519 ->
          publicKey.length == Ed25519.PUBLIC_KEY_SIZE
              && signature.length == Ed25519.SIGNATURE_SIZE
              && isCanonicalScalar(signature)
              && Ed25519.validatePublicKeyFull(publicKey, 0)
              && Ed25519.verify(signature, 0, publicKey, 0, signingInput, 0, signingInput.length);
      case ES256, ML_DSA_65 -> false;
    };
  }

  /** L = 2^252 + 27742317777372353535851937790883648493, little-endian. */
  private static final byte[] ORDER = {
    (byte) 0xED,
    (byte) 0xD3,
    (byte) 0xF5,
    0x5C,
    0x1A,
    0x63,
    0x12,
    0x58,
    (byte) 0xD6,
    (byte) 0x9C,
    (byte) 0xF7,
    (byte) 0xA2,
    (byte) 0xDE,
    (byte) 0xF9,
    (byte) 0xDE,
    0x14,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0x10
  };

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
