package io.writ.crypto;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs with Ed25519 (RFC 8032), pure. */
final class Ed25519Key extends SigningKey {
  private final byte[] point;

  Ed25519Key(byte[] seed) {
    this(seed, pointOf(seed));
  }

  private Ed25519Key(byte[] seed, byte[] point) {
    super(new PublicKey(SignatureAlgorithm.ED25519, point), seed);
    this.point = point;
  }

  private static byte[] pointOf(byte[] seed) {
    byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, point, 0);
    return point;
  }

  @Override
  byte[] sign(byte[] seed, byte[] signingInput) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    // The point is this seed's: signing under another one would give the private key away.
    Ed25519.sign(seed, 0, point, 0, signingInput, 0, signingInput.length, signature, 0);
    return signature;
  }
}
