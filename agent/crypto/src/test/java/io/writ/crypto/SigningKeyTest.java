package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of all algorithms: made, written, read, used and destroyed. */
class SigningKeyTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] MESSAGE = "header.payload".getBytes(StandardCharsets.US_ASCII);
  private static final String MALFORMED = "not a well-formed PKCS#8 private key";

  private static byte[] seed() {
    byte[] seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) i;
    }
    return seed;
  }

  private static boolean verifies(SigningKey key, byte[] message, byte[] signature) {
    return new Signatures()
        .verify(key.publicKey().algorithm(), key.publicKey().bytes(), message, signature);
  }

  private static void assertRefused(String pem, String message) {
    KeyRefused refused = assertThrows(KeyRefused.class, () -> SigningKey.fromPem(pem, null));
    assertEquals(message, refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void generatedKey_signsWhatItsPublicKeyVerifies(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm, new SecureRandom());
    byte[] signature = key.sign(MESSAGE);
    assertEquals(algorithm.signatureLength(), signature.length);
    assertTrue(verifies(key, MESSAGE, signature));
    assertFalse(verifies(key, new byte[0], signature));
    assertFalse(verifies(SigningKey.generate(algorithm, new SecureRandom()), MESSAGE, signature));
  }

  @ParameterizedTest
  @EnumSource
  void keyWrittenAsPem_isReadBack(SignatureAlgorithm algorithm) throws KeyRefused {
    SigningKey key = SigningKey.generate(algorithm, new SecureRandom());
    SigningKey read = SigningKey.fromPem(key.toPem(), null);
    assertEquals(key.publicKey(), read.publicKey());
    assertEquals(key.toPem(), read.toPem());
    assertTrue(verifies(key, MESSAGE, read.sign(MESSAGE)));
    assertFalse(SigningKey.isEncrypted(key.toPem()));
  }

  @ParameterizedTest
  @EnumSource
  void keyFromASeed_signsTheSameEveryTime(SignatureAlgorithm algorithm) {
    assertArrayEquals(
        SigningKey.fromSeed(algorithm, seed()).sign(MESSAGE),
        SigningKey.fromSeed(algorithm, seed()).sign(MESSAGE));
  }

  @Test
  void mlDsaKeyThatWasGeneratedOrRead_hedgesItsSignatures() throws KeyRefused {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ML_DSA_65, new SecureRandom());
    assertFalse(Arrays.equals(key.sign(MESSAGE), key.sign(MESSAGE)));
    SigningKey read = SigningKey.fromPem(key.toPem(), null);
    assertFalse(Arrays.equals(read.sign(MESSAGE), read.sign(MESSAGE)));
  }

  @ParameterizedTest
  @EnumSource
  void seedOfAnotherLength_isAProgrammingError(SignatureAlgorithm algorithm) {
    for (int length : new int[] {0, 31, 33, 64}) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> SigningKey.fromSeed(algorithm, new byte[length]));
      assertEquals("a seed of [" + length + "] bytes", refused.getMessage());
    }
  }

  /** Zero, n, n + 1 and the greatest of 32 bytes; n - 1 is the last that is a key. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000,false",
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,false",
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552,false",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,false",
    "0000000000000000000000000000000000000000000000000000000000000001,true",
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550,true",
  })
  void p256Scalar_isAKeyFromOneToTheOrderMinusOne(String scalar, boolean isKey) {
    if (isKey) {
      SigningKey key = SigningKey.fromSeed(SignatureAlgorithm.ES256, HEX.parseHex(scalar));
      assertTrue(verifies(key, MESSAGE, key.sign(MESSAGE)));
    } else {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> SigningKey.fromSeed(SignatureAlgorithm.ES256, HEX.parseHex(scalar)));
      assertEquals("a scalar outside [1, n-1]", refused.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void destroyedKey_neitherSignsNorIsWritten(SignatureAlgorithm algorithm) {
    byte[] seed = seed();
    SigningKey key = SigningKey.fromSeed(algorithm, seed);
    key.destroy();
    assertTrue(key.isDestroyed());
    assertArrayEquals(seed(), seed, "the caller's to wipe");
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> key.sign(MESSAGE));
    assertEquals("the private key of " + key.publicKey() + " was destroyed", refused.getMessage());
    assertThrows(IllegalStateException.class, key::toPem);
    key.destroy();
  }

  @ParameterizedTest
  @EnumSource
  void text_showsTheThumbprintOnly(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.fromSeed(algorithm, seed());
    assertEquals(algorithm.headerName() + " " + key.publicKey().thumbprint(), key.toString());
  }

  @ParameterizedTest
  @CsvSource({"ed25519,ED25519", "p256,ES256", "mldsa65-seed,ML_DSA_65"})
  void keyOfOpenSsl_isReadAndWrittenAsTheSameText(String name, SignatureAlgorithm algorithm)
      throws KeyRefused {
    String pem = TestFiles.key(name);
    SigningKey key = SigningKey.fromPem(pem, null);
    assertEquals(algorithm, key.publicKey().algorithm());
    assertEquals(pem, key.toPem());
  }

  /** The public keys as {@code openssl pkey -pubout} says them. */
  @Test
  void keyOfOpenSsl_hasThePublicKeyThatOpenSslSays() throws KeyRefused {
    assertEquals(
        "592c8966dd20ede4e7fb989abe59212d5774b80505339034b189405410eb371c",
        HEX.formatHex(SigningKey.fromPem(TestFiles.key("ed25519"), null).publicKey().bytes()));
    assertEquals(
        "e4d1ad49b54053e4c5100936fa053239277a605d46fc18e55710254c27d2d1c2"
            + "eccd658e8e8220db6c133c555201f20f962ebb431c74ebb19e27c435f72b7d2a",
        HEX.formatHex(SigningKey.fromPem(TestFiles.key("p256"), null).publicKey().bytes()));
  }

  @Test
  void mlDsaKeyWithSeedAndExpandedKey_isReadAndWrittenWithItsSeed() throws KeyRefused {
    assertEquals(
        TestFiles.key("mldsa65-seed"),
        SigningKey.fromPem(TestFiles.key("mldsa65-both"), null).toPem());
  }

  @Test
  void mlDsaKeyWithoutItsSeed_isRefusedWithTheRemedy() {
    assertRefused(
        TestFiles.key("mldsa65-expanded"),
        "an ML-DSA-65 key without its seed; export it as [seed] or [both] of RFC 9881");
  }

  @Test
  void expandedKeyOfAnotherSeed_isRefused() {
    byte[] der = Pkcs8Text.der(TestFiles.key("mldsa65-both"));
    for (int position : new int[] {40, 1000, der.length - 1}) {
      byte[] changed = der.clone();
      changed[position] ^= 1;
      assertRefused(
          Pkcs8Text.pem(changed), "an expanded key that is not that of the seed beside it");
    }
  }

  @Test
  void publicKeyOfAnotherPrivateKey_isRefused() {
    byte[] der = Pkcs8Text.der(TestFiles.key("p256"));
    der[der.length - 1] ^= 1;
    assertRefused(Pkcs8Text.pem(der), "a public key that is not that of the private key beside it");
  }

  /** RFC 8410 §10.3, second example: attributes and the public key, version 2. */
  @Test
  void ed25519KeyWithItsPublicKey_isReadAndTheTwoCompared() throws KeyRefused {
    String pem =
        """
        -----BEGIN PRIVATE KEY-----
        MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
        Z9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PRIVATE KEY-----
        """;
    assertEquals(
        "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1",
        HEX.formatHex(SigningKey.fromPem(pem, null).publicKey().bytes()));
    byte[] der = Pkcs8Text.der(pem);
    der[der.length - 1] ^= 1;
    assertRefused(Pkcs8Text.pem(der), "a public key that is not that of the private key beside it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p384|not a key for one of [Ed25519, ES256, ML-DSA-65]",
        "p256-sec1|not a PKCS#8 PEM private key [BEGIN PRIVATE KEY]; convert it with [openssl pkcs8"
            + " -topk8]",
        "ed25519-encrypted|the key is encrypted; give its passphrase",
      })
  void keyOfAnotherKind_isRefusedWithTheRemedy(String name, String message) {
    assertRefused(TestFiles.key(name), message);
  }

  @Test
  void pemThatIsNotExactlyOneKey_isRefused() {
    String pem = TestFiles.key("ed25519");
    String notPem = "not a PKCS#8 PEM private key [BEGIN PRIVATE KEY]";
    assertRefused("", notPem);
    assertRefused("-----BEGIN PRIVATE KEY-----", notPem);
    assertRefused("-----BEGIN PRIVATE KEY----", notPem);
    assertRefused("text\n" + pem, notPem);
    assertRefused(pem + "text", notPem);
    assertRefused(pem.replace("\n-----END", "\n" + "\n".repeat(16384) + "-----END"), notPem);
    assertRefused(pem + pem, MALFORMED);
    assertRefused(
        pem.replace("BEGIN PRIVATE KEY-----\n", "BEGIN PRIVATE KEY-----\na: b\n"), MALFORMED);
    assertRefused(pem.replace("M", "*"), MALFORMED);
  }

  /** Every byte once changed, every prefix: a key or a refusal, never anything else. */
  @ParameterizedTest
  @CsvSource({"ed25519", "p256", "mldsa65-seed"})
  void damagedKey_isAnotherKeyOrRefused(String name) {
    byte[] der = Pkcs8Text.der(TestFiles.key(name));
    for (int i = 0; i < der.length; i++) {
      assertRefused(Pkcs8Text.pem(Arrays.copyOf(der, i)), MALFORMED);
      for (int bit = 1; bit <= 0x80; bit <<= 1) {
        byte[] changed = der.clone();
        changed[i] ^= (byte) bit;
        try {
          SigningKey.fromPem(Pkcs8Text.pem(changed), null);
        } catch (KeyRefused e) {
          assertFalse(String.valueOf(e.getMessage()).isEmpty());
        }
      }
    }
  }

  @Test
  void deeplyNestedDer_isRefused() {
    byte[] der = new byte[12_000];
    for (int i = 0; i < der.length; i += 2) {
      der[i] = 0x30;
      der[i + 1] = (byte) 0x80;
    }
    assertRefused(Pkcs8Text.pem(der), MALFORMED);
  }

  /** The text around a key's DER. */
  private static final class Pkcs8Text {
    static byte[] der(String pem) {
      return Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
    }

    static String pem(byte[] der) {
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getEncoder().encodeToString(der)
          + "\n-----END PRIVATE KEY-----\n";
    }
  }
}
