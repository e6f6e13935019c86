package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ES256: vectors, and what is no signature or no key. */
class Es256Test {
  private static final HexFormat HEX = HexFormat.of();
  private static final BigInteger N = P256.DOMAIN.getN();
  private static final BigInteger P = P256.DOMAIN.getCurve().getField().getCharacteristic();
  private static final byte[] MESSAGE = "header.payload".getBytes(StandardCharsets.US_ASCII);

  /** The key of RFC 6979 A.2.5. */
  private static final SigningKey KEY =
      SigningKey.fromSeed(
          SignatureAlgorithm.ES256,
          HEX.parseHex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));

  private static boolean verify(byte[] key, byte[] message, byte[] signature) {
    return new Signatures().verify(SignatureAlgorithm.ES256, key, message, signature);
  }

  private static boolean verify(byte[] signature) {
    return verify(KEY.publicKey().bytes(), MESSAGE, signature);
  }

  private static BigInteger half(byte[] pair, int index) {
    return new BigInteger(1, Arrays.copyOfRange(pair, 32 * index, 32 * index + 32));
  }

  /** RFC 6979 A.2.5, with SHA-256. */
  @ParameterizedTest
  @CsvSource({
    "sample,efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    "test,f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
        + "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083",
  })
  void rfc6979Vector_signsAndVerifies(String message, String signature) {
    byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
            + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
        HEX.formatHex(KEY.publicKey().bytes()));
    assertEquals(signature, HEX.formatHex(KEY.sign(bytes)));
    assertTrue(verify(KEY.publicKey().bytes(), bytes, HEX.parseHex(signature)));
  }

  /** RFC 7515 A.3. */
  @Test
  void rfc7515Example_verifies() {
    Base64.Decoder base64 = Base64.getUrlDecoder();
    byte[] key = Arrays.copyOf(base64.decode("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"), 64);
    System.arraycopy(base64.decode("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"), 0, key, 32, 32);
    byte[] input =
        ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6"
                + "Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] signature =
        base64.decode(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
    assertTrue(verify(key, input, signature));
    input[0] ^= 1;
    assertFalse(verify(key, input, signature));
  }

  @Test
  void signatureOfOpenSsl_isRefusedAsDerAndVerifiedAsP1363() throws KeyRefused {
    SigningKey key = SigningKey.fromPem(TestFiles.key("p256"), null);
    byte[] message = "signed by OpenSSL".getBytes(StandardCharsets.US_ASCII);
    byte[] der = TestFiles.bytes("keys/p256-der.sig");
    ASN1Sequence rAndS = ASN1Sequence.getInstance(der);
    byte[] pair =
        P256.pair(
            ASN1Integer.getInstance(rAndS.getObjectAt(0)).getValue(),
            ASN1Integer.getInstance(rAndS.getObjectAt(1)).getValue());
    assertFalse(verify(key.publicKey().bytes(), message, der));
    assertFalse(verify(key.publicKey().bytes(), message, Arrays.copyOf(der, 64)));
    assertTrue(verify(key.publicKey().bytes(), message, pair));
  }

  /** A DER signature may have 64 bytes, too, when r and s are short. */
  @Test
  void derOf64Bytes_isRefused() throws IOException {
    BigInteger r = BigInteger.ONE.shiftLeft(230);
    byte[] der =
        new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(r)})
            .getEncoded("DER");
    assertEquals(64, der.length);
    assertFalse(verify(der));
  }

  @Test
  void rOrSOutsideOneToTheOrderMinusOne_isRefused() {
    byte[] signature = KEY.sign(MESSAGE);
    BigInteger r = half(signature, 0);
    BigInteger s = half(signature, 1);
    assertTrue(verify(P256.pair(r, s)));
    BigInteger max = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    for (BigInteger bad :
        new BigInteger[] {BigInteger.ZERO, N, N.add(BigInteger.ONE), N.add(BigInteger.TEN), max}) {
      assertFalse(verify(P256.pair(bad, s)), "r " + bad);
      assertFalse(verify(P256.pair(r, bad)), "s " + bad);
      assertFalse(verify(P256.pair(bad, bad)), "both " + bad);
    }
  }

  /** A verifier that reduces instead of refusing would take r + n and s + n for r and s. */
  @Test
  void smallROrSPlusTheOrder_isRefusedWhereTheSmallOneIsValid() {
    int respelt = 0;
    for (WycheproofFile.Case it : WycheproofFile.cases("ecdsa_secp256r1_sha256_p1363_test")) {
      if (!it.isValid()) {
        continue;
      }
      String point =
          WycheproofFile.text(WycheproofFile.members(it.group().get("publicKey")), "uncompressed");
      byte[] key = HEX.parseHex(point.substring(2));
      BigInteger r = half(it.hex("sig"), 0);
      BigInteger s = half(it.hex("sig"), 1);
      if (r.add(N).bitLength() <= 256) {
        assertFalse(verify(key, it.hex("msg"), P256.pair(r.add(N), s)), it.name());
        respelt++;
      }
      if (s.add(N).bitLength() <= 256) {
        assertFalse(verify(key, it.hex("msg"), P256.pair(r, s.add(N))), it.name());
        respelt++;
      }
    }
    assertTrue(respelt > 0);
  }

  /** ECDSA has two signatures for one by definition; so nothing is named by its signature. */
  @Test
  void otherSignOfS_isAccepted() {
    byte[] signature = KEY.sign(MESSAGE);
    assertTrue(verify(P256.pair(half(signature, 0), N.subtract(half(signature, 1)))));
  }

  @Test
  void changedSignature_isRefused() {
    byte[] signature = KEY.sign(MESSAGE);
    for (int bit = 0; bit < 512; bit++) {
      byte[] changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(verify(changed), "bit " + bit);
    }
  }

  @Test
  void keyThatIsNoPointOfTheCurve_isRefused() {
    byte[] signature = KEY.sign(MESSAGE);
    byte[] key = KEY.publicKey().bytes();
    assertTrue(verify(key, MESSAGE, signature));
    BigInteger x = half(key, 0);
    BigInteger y = half(key, 1);
    assertFalse(verify(P256.pair(x, y.add(BigInteger.ONE)), MESSAGE, signature), "off the curve");
    assertFalse(verify(P256.pair(y, x), MESSAGE, signature), "x and y swapped");
    assertFalse(verify(P256.pair(x, P.subtract(y)), MESSAGE, signature), "another point");
    assertFalse(verify(new byte[64], MESSAGE, signature), "zero, as infinity is sometimes written");
    assertFalse(verify(P256.pair(P, P), MESSAGE, signature), "zero, modulo p");
    byte[] all = new byte[64];
    Arrays.fill(all, (byte) 0xFF);
    assertFalse(verify(all, MESSAGE, signature), "beyond p");
  }

  /** The point with x = 5 has a second spelling, x + p, in 32 bytes. */
  @Test
  void coordinateBeyondTheField_isNoPoint() {
    BigInteger x = BigInteger.valueOf(5);
    BigInteger b = P256.DOMAIN.getCurve().getB().toBigInteger();
    BigInteger square = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b).mod(P);
    // p is 3 modulo 4.
    BigInteger y = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    assertNotNull(P256.findPoint(P256.pair(x, y)));
    assertNull(P256.findPoint(P256.pair(x.add(P), y)));
  }

  @Test
  void compressedOrPrefixedKey_isRefused() {
    byte[] signature = KEY.sign(MESSAGE);
    byte[] key = KEY.publicKey().bytes();
    byte[] prefixed = new byte[65];
    prefixed[0] = 4;
    System.arraycopy(key, 0, prefixed, 1, 64);
    assertFalse(verify(prefixed, MESSAGE, signature));
    assertFalse(verify(Arrays.copyOf(prefixed, 64), MESSAGE, signature));
    byte[] compressed = Arrays.copyOf(prefixed, 33);
    compressed[0] = 2;
    assertFalse(verify(compressed, MESSAGE, signature));
  }
}
