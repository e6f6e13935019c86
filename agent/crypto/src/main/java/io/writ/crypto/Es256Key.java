package io.writ.crypto;

import io.writ.core.encoding.Sha256;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import java.math.BigInteger;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/**
 * Signs with ES256. The nonce comes from key and message (RFC 6979), never from a random source:
 * two signatures with one nonce, or a few with a biased one, give the private key away.
 */
final class Es256Key extends SigningKey {

  Es256Key(byte[] scalar) {
    super(
        new PublicKey(SignatureAlgorithm.ES256, P256.publicKeyOf(new BigInteger(1, scalar))),
        scalar);
  }

  @Override
  byte[] sign(byte[] scalar, byte[] signingInput) {
    ECDSASigner ecdsa = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    ecdsa.init(true, new ECPrivateKeyParameters(new BigInteger(1, scalar), P256.DOMAIN));
    BigInteger[] rAndS = ecdsa.generateSignature(Sha256.of(signingInput));
    return P256.pair(rAndS[0], rAndS[1]);
  }
}
