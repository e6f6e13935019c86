package io.writ.crypto;

import io.writ.core.encoding.Sha256;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * Verifies ES256 (RFC 7518 §3.4).
 *
 * <p>Refused beyond a wrong signature: r or s outside [1, n-1] (Java itself once took r = s = 0 for
 * a signature of everything, CVE-2022-21449) and a key that is not a point of the curve.
 *
 * <p>Of two signatures (r, s) and (r, n-s) of one message both are right: ECDSA has them by
 * definition, and other issuers write either. Hence nothing is ever named by its signature bytes.
 */
final class Es256Verifier {
  private Es256Verifier() {}

  /** Both key and signature are 64 bytes long. */
  static boolean verify(byte[] publicKey, byte[] signingInput, byte[] signature) {
    BigInteger r = BigIntegers.fromUnsignedByteArray(signature, 0, P256.LENGTH_BYTES);
    BigInteger s =
        BigIntegers.fromUnsignedByteArray(signature, P256.LENGTH_BYTES, P256.LENGTH_BYTES);
    if (!P256.isScalar(r) || !P256.isScalar(s)) {
      return false;
    }
    ECPoint point = P256.findPoint(publicKey);
    if (point == null) {
      return false;
    }
    ECDSASigner ecdsa = new ECDSASigner();
    ecdsa.init(false, new ECPublicKeyParameters(point, P256.DOMAIN));
    return ecdsa.verifySignature(Sha256.of(signingInput), r, s);
  }
}
