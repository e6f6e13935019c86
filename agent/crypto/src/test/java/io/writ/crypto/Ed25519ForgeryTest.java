package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures and keys that satisfy the equation of Ed25519, or nearly, and are refused. */
class Ed25519ForgeryTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final byte[] MESSAGE = "header.payload".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SEED =
      HEX.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  private static final SigningKey KEY = SigningKey.fromSeed(SignatureAlgorithm.ED25519, SEED);

  private static boolean verify(byte[] key, byte[] message, byte[] signature) {
    return new Signatures().verify(SignatureAlgorithm.ED25519, key, message, signature);
  }

  private static BigInteger number(byte[] littleEndian) {
    byte[] bigEndian = littleEndian.clone();
    for (int i = 0; i < bigEndian.length / 2; i++) {
      byte swapped = bigEndian[i];
      bigEndian[i] = bigEndian[bigEndian.length - 1 - i];
      bigEndian[bigEndian.length - 1 - i] = swapped;
    }
    return new BigInteger(1, bigEndian);
  }

  private static byte[] bytes(BigInteger number) {
    byte[] littleEndian = new byte[32];
    for (int i = 0; i < littleEndian.length; i++) {
      littleEndian[i] = number.shiftRight(8 * i).byteValue();
    }
    return littleEndian;
  }

  private static byte[] sha512(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The private scalar a of RFC 8032 §5.1.5. */
  private static BigInteger scalar() {
    byte[] half = Arrays.copyOf(sha512(SEED), 32);
    half[0] &= (byte) 0xF8;
    half[31] &= 0x7F;
    half[31] |= 0x40;
    return number(half);
  }

  /** k of RFC 8032 §5.1.6. */
  private static BigInteger challenge(byte[] r, byte[] key, byte[] message) {
    return number(sha512(r, key, message));
  }

  private static byte[] join(byte[] r, BigInteger s) {
    byte[] signature = Arrays.copyOf(r, 64);
    System.arraycopy(bytes(s), 0, signature, 32, 32);
    return signature;
  }

  @Test
  void signatureWithTheOrderAddedToS_isRefused() {
    byte[] signature = KEY.sign(MESSAGE);
    byte[] r = Arrays.copyOf(signature, 32);
    BigInteger s = number(Arrays.copyOfRange(signature, 32, 64));
    assertTrue(verify(KEY.publicKey().bytes(), MESSAGE, join(r, s)));
    for (BigInteger more = s.add(L); more.bitLength() <= 256; more = more.add(L)) {
      assertFalse(verify(KEY.publicKey().bytes(), MESSAGE, join(r, more)), more.toString());
    }
  }

  /** Some releases of Java 17 verify what has a byte more. */
  @Test
  void signatureOf63Or65Bytes_isRefused() {
    byte[] signature = KEY.sign(MESSAGE);
    byte[] key = KEY.publicKey().bytes();
    assertFalse(verify(key, MESSAGE, Arrays.copyOf(signature, 63)));
    assertFalse(verify(key, MESSAGE, Arrays.copyOf(signature, 65)));
    assertFalse(verify(key, MESSAGE, Arrays.copyOf(signature, 128)));
  }

  /**
   * R is the identity, so that S = k a. Its one right encoding verifies: only the key's holder can
   * make such a signature, and it gives the key away. The others are not encodings at all.
   */
  @Test
  void nonCanonicalR_isRefused() {
    byte[] key = KEY.publicKey().bytes();
    byte[] canonical = HEX.parseHex("01" + "00".repeat(31));
    assertTrue(verify(key, MESSAGE, signWithIdentity(canonical, key)));
    for (String r :
        new String[] {
          "01" + "00".repeat(30) + "80", "ee" + "ff".repeat(30) + "7f", "ee" + "ff".repeat(31),
        }) {
      assertFalse(verify(key, MESSAGE, signWithIdentity(HEX.parseHex(r), key)), r);
    }
  }

  private static byte[] signWithIdentity(byte[] r, byte[] key) {
    return join(r, challenge(r, key, MESSAGE).multiply(scalar()).mod(L));
  }

  /**
   * The key is A + T with T of order 2. With an even k the point k T vanishes and the equation
   * holds, with an odd one it does not: verifiers that differ in a detail would differ in the
   * answer. Refused for the key alone.
   */
  @Test
  void keyWithAPartOfSmallOrder_isRefusedAlsoWhereTheEquationHolds() {
    byte[] key = KEY.publicKey().bytes();
    boolean isOdd = (key[31] & 0x80) != 0;
    BigInteger y = number(key).clearBit(255);
    BigInteger mixed = P.subtract(y);
    byte[] mixedKey = bytes(isOdd ? mixed : mixed.setBit(255));
    // r = 1: R is the base point, whose y is 4/5.
    byte[] r = bytes(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P));
    int holding = 0;
    for (int i = 0; i < 32; i++) {
      byte[] message = {(byte) i};
      BigInteger k = challenge(r, mixedKey, message).mod(L);
      byte[] signature = join(r, k.multiply(scalar()).add(BigInteger.ONE).mod(L));
      if (Ed25519.verify(signature, 0, mixedKey, 0, message, 0, message.length)) {
        holding++;
      }
      assertFalse(verify(mixedKey, message, signature));
    }
    assertTrue(holding > 0, "the equation must hold somewhere, or this test shows nothing");
  }

  /** y and y + p are one number to a verifier that reduces; only y &lt; 19 has both spellings. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
  void nonCanonicalKey_isRefused(int y) {
    for (BigInteger sign : new BigInteger[] {BigInteger.ZERO, BigInteger.TWO.pow(255)}) {
      byte[] key = bytes(P.add(BigInteger.valueOf(y)).add(sign));
      byte[] r = HEX.parseHex("01" + "00".repeat(31));
      assertFalse(verify(key, MESSAGE, join(r, BigInteger.ZERO)));
    }
  }

  @Test
  void signatureOfOpenSsl_isVerifiedAndMadeAlike() throws KeyRefused {
    SigningKey key = SigningKey.fromPem(TestFiles.key("ed25519"), null);
    byte[] message = "signed by OpenSSL".getBytes(StandardCharsets.US_ASCII);
    byte[] signature = TestFiles.bytes("keys/ed25519.sig");
    assertTrue(verify(key.publicKey().bytes(), message, signature));
    assertEquals(HEX.formatHex(signature), HEX.formatHex(key.sign(message)));
  }
}
