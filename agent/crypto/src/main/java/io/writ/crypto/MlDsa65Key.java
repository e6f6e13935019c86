package io.writ.crypto;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.jspecify.annotations.Nullable;

/**
 * Signs with ML-DSA-65 (FIPS 204 §5.2), pure, with an empty context.
 *
 * <p>Hedged: 32 random bytes go into each signature beside key and message, against faults that are
 * induced while the same signature is made twice. A bad random source costs only that protection.
 */
final class MlDsa65Key extends SigningKey {
  /** Kept, because to expand the seed takes about as long as to sign. */
  private final MLDSAPrivateKeyParameters expanded;

  private final @Nullable SecureRandom hedging;

  /**
   * @param hedging null for signatures that are the same every time
   */
  MlDsa65Key(byte[] seed, @Nullable SecureRandom hedging) {
    this(seed, expand(seed), hedging);
  }

  /** The key of FIPS 204 §6.1. Of a copy: the library keeps the array, and destroys it later. */
  static MLDSAPrivateKeyParameters expand(byte[] seed) {
    return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_65, seed.clone());
  }

  private MlDsa65Key(
      byte[] seed, MLDSAPrivateKeyParameters expanded, @Nullable SecureRandom hedging) {
    super(new PublicKey(SignatureAlgorithm.ML_DSA_65, expanded.getPublicKey()), seed);
    this.expanded = expanded;
    this.hedging = hedging;
  }

  @Override
  byte[] sign(byte[] seed, byte[] signingInput) {
    MLDSASigner mlDsa = new MLDSASigner();
    mlDsa.init(true, hedging == null ? expanded : new ParametersWithRandom(expanded, hedging));
    mlDsa.update(signingInput, 0, signingInput.length);
    try {
      return mlDsa.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("ML-DSA-65 did not sign", e);
    }
  }

  @Override
  public synchronized void destroy() {
    super.destroy();
    expanded.destroy();
  }
}
