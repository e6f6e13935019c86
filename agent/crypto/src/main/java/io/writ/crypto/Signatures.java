package io.writ.crypto;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.SignatureVerifier;

/**
 * Verifies the algorithms of the profile, each strictly: one key and one message have no signature
 * that a lenient reader would also take.
 *
 * <p>Nothing is cached, not even Ed25519 keys, whose check is half of a verification: a cache would
 * be state that all callers share. The numbers are in decision 0013.
 */
public final class Signatures implements SignatureVerifier {

  @Override
  public boolean verify(
      SignatureAlgorithm alg, byte[] publicKey, byte[] signingInput, byte[] signature) {
    // The lengths first, for all: no key of one algorithm can serve another.
    if (publicKey.length != alg.publicKeyLength() || signature.length != alg.signatureLength()) {
      return false;
    }
    return switch (alg) {
      case ED25519 -> Ed25519Verifier.verify(publicKey, signingInput, signature);
      case ES256 -> Es256Verifier.verify(publicKey, signingInput, signature);
      case ML_DSA_65 -> MlDsa65Verifier.verify(publicKey, signingInput, signature);
    };
  }
}
