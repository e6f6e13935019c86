package io.writ.crypto;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.SignatureVerifier;

/**
 * Verifies the algorithms of the profile, each strictly: one key and one message have no signature
 * that a lenient reader would also take.
 *
 * <p>Safe for use by many threads. Ed25519 keys that were checked are kept in each instance: their
 * check is half of a verification. The numbers are in decision 0013.
 */
public final class Signatures implements SignatureVerifier {
  private final Ed25519Verifier ed25519 = new Ed25519Verifier();

  @Override
  public boolean verify(
      SignatureAlgorithm alg, byte[] publicKey, byte[] signingInput, byte[] signature) {
    // The lengths first, for all: no key of one algorithm can serve another.
    if (publicKey.length != alg.publicKeyLength() || signature.length != alg.signatureLength()) {
      return false;
    }
    return switch (alg) {
      case ED25519 -> ed25519.verify(publicKey, signingInput, signature);
      case ES256 -> Es256Verifier.verify(publicKey, signingInput, signature);
      case ML_DSA_65 -> MlDsa65Verifier.verify(publicKey, signingInput, signature);
    };
  }
}
