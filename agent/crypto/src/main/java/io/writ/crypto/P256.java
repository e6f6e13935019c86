package io.writ.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/** The curve P-256 (SEC 2 §2.4.2): its scalars and points as big-endian bytes. */
final class P256 {
  /** Bytes of a scalar and of a coordinate. */
  static final int LENGTH_BYTES = 32;

  static final ECDomainParameters DOMAIN =
      new ECDomainParameters(CustomNamedCurves.getByName("secp256r1"));

  private P256() {}

  /** Whether the number can be a private key, or half of a signature: it is in [1, n-1]. */
  static boolean isScalar(BigInteger number) {
    return number.signum() > 0 && number.compareTo(DOMAIN.getN()) < 0;
  }

  /**
   * The point with these coordinates, or null when there is none on the curve. The point at
   * infinity has no coordinates, and the curve's cofactor is 1: every point has the full order.
   *
   * @param coordinates x and y, {@link #LENGTH_BYTES} each
   */
  static @Nullable ECPoint findPoint(byte[] coordinates) {
    BigInteger x = new BigInteger(1, Arrays.copyOf(coordinates, LENGTH_BYTES));
    BigInteger y = BigIntegers.fromUnsignedByteArray(coordinates, LENGTH_BYTES, LENGTH_BYTES);
    BigInteger p = DOMAIN.getCurve().getField().getCharacteristic();
    // Said here, because x + p would be a second spelling of the same key where it fits 32 bytes.
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return null;
    }
    ECPoint point = DOMAIN.getCurve().createPoint(x, y);
    return point.isValid() ? point : null;
  }

  /** x and y of the public point of a private scalar. */
  static byte[] publicKeyOf(BigInteger scalar) {
    ECPoint point = new FixedPointCombMultiplier().multiply(DOMAIN.getG(), scalar).normalize();
    return pair(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
  }

  /** Two numbers, {@link #LENGTH_BYTES} each: a point, or a signature (IEEE P1363). */
  static byte[] pair(BigInteger first, BigInteger second) {
    byte[] pair = new byte[2 * LENGTH_BYTES];
    BigIntegers.asUnsignedByteArray(first, pair, 0, LENGTH_BYTES);
    BigIntegers.asUnsignedByteArray(second, pair, LENGTH_BYTES, LENGTH_BYTES);
    return pair;
  }
}
