package io.writ.crypto;

import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * Verifies ML-DSA-65 (FIPS 204 §5.3), pure and with the empty context that RFC 9964 prescribes. A
 * signature that was made with a context or over a hash (HashML-DSA) is one over another message.
 *
 * <p>Every public key of 1952 bytes is well-formed: each ten bits are a coefficient of t1. Even t1
 * = 0 is, under which anybody can sign; whoever publishes it has given away a key of their own.
 */
final class MlDsa65Verifier {
  private MlDsa65Verifier() {}

  /** The key is 1952 bytes long, the signature 3309. */
  static boolean verify(byte[] publicKey, byte[] signingInput, byte[] signature) {
    MLDSASigner mlDsa = new MLDSASigner();
    mlDsa.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, publicKey));
    mlDsa.update(signingInput, 0, signingInput.length);
    return mlDsa.verifySignature(signature);
  }
}
