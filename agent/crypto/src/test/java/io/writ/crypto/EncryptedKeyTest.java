package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Encrypted PKCS#8: ours, OpenSSL's, and what is neither. */
class EncryptedKeyTest {
  private static final String NOT_DECRYPTED = "a wrong passphrase, or a damaged file";

  private static void assertRefused(String pem, char[] passphrase, String message) {
    KeyRefused refused = assertThrows(KeyRefused.class, () -> SigningKey.fromPem(pem, passphrase));
    assertEquals(message, refused.getMessage());
  }

  private static byte[] der(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
  }

  private static String pem(byte[] der) {
    return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(der)
        + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
  }

  @ParameterizedTest
  @EnumSource
  void encryptedKey_isReadBackWithItsPassphraseOnly(SignatureAlgorithm algorithm)
      throws KeyRefused {
    SecureRandom random = new SecureRandom();
    SigningKey key = SigningKey.generate(algorithm, random);
    char[] passphrase = TestFiles.passphrase();
    String pem = key.toPem(passphrase, random);
    assertTrue(SigningKey.isEncrypted(pem));
    assertTrue(pem.startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"), pem);
    assertEquals(key.publicKey(), SigningKey.fromPem(pem, passphrase).publicKey());
    assertArrayEquals(TestFiles.passphrase(), passphrase, "the caller's to wipe");
    passphrase[0] = 'x';
    assertRefused(pem, passphrase, NOT_DECRYPTED);
  }

  @Test
  void sameKeyEncryptedTwice_hasOtherSaltAndOtherBytes() {
    SecureRandom random = new SecureRandom();
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, random);
    char[] passphrase = TestFiles.passphrase();
    assertNotEquals(key.toPem(passphrase, random), key.toPem(passphrase, random));
  }

  /** PBES2 with PBKDF2 (16 bytes of salt, 600,000 iterations, HMAC-SHA256) and AES-256-CBC. */
  @Test
  void encryptedKey_namesTheSchemeThatOpenSslReads() {
    SecureRandom random = new SecureRandom();
    String pem =
        SigningKey.generate(SignatureAlgorithm.ED25519, random)
            .toPem(TestFiles.passphrase(), random);
    String hex = HexFormat.of().formatHex(der(pem));
    assertTrue(
        hex.matches(
            "3081a4306006092a864886f70d01050d3053303206092a864886f70d01050c30250410[0-9a-f]{32}"
                + "020309"
                + "27c0300c06082a864886f70d02090500301d060960864801650304012a0410[0-9a-f]{32}"
                + "0440[0-9a-f]{128}"),
        hex);
  }

  @ParameterizedTest
  @CsvSource({"ed25519,ed25519", "p256,p256", "mldsa65-both,mldsa65-seed"})
  void encryptedKeyOfOpenSsl_isRead(String encrypted, String plain) throws KeyRefused {
    SigningKey key =
        SigningKey.fromPem(TestFiles.key(encrypted + "-encrypted"), TestFiles.passphrase());
    assertEquals(TestFiles.key(plain), key.toPem());
    assertRefused(TestFiles.key(encrypted + "-encrypted"), "wrong".toCharArray(), NOT_DECRYPTED);
    assertRefused(TestFiles.key(encrypted + "-encrypted"), new char[0], NOT_DECRYPTED);
  }

  @ParameterizedTest
  @CsvSource({"ed25519-aes128", "ed25519-sha1", "ed25519-scrypt"})
  void otherSchemes_areRefusedWithTheRemedy(String name) {
    assertRefused(
        TestFiles.key(name),
        TestFiles.passphrase(),
        "encrypted otherwise than with PBES2, PBKDF2-HMAC-SHA256 and AES-256-CBC; convert it with"
            + " [openssl pkcs8 -topk8 -v2 aes-256-cbc]");
  }

  @Test
  void encryptedKeyOfAnotherAlgorithm_isRefusedAsSuch() {
    assertRefused(
        TestFiles.key("p384-encrypted"),
        TestFiles.passphrase(),
        "not a key for one of [Ed25519, ES256, ML-DSA-65]");
  }

  @Test
  void truncatedFile_isRefusedLikeAWrongPassphrase() {
    byte[] der = der(TestFiles.key("ed25519-encrypted"));
    for (int length = 0; length < der.length; length++) {
      assertRefused(pem(Arrays.copyOf(der, length)), TestFiles.passphrase(), NOT_DECRYPTED);
    }
  }

  @Test
  void damagedCiphertext_isRefusedLikeAWrongPassphrase() {
    byte[] der = der(TestFiles.key("p256-encrypted"));
    // The ciphertext is the last 144 bytes; each flip garbles a block, the last one the padding.
    for (int i = der.length - 144; i < der.length; i++) {
      byte[] damaged = der.clone();
      damaged[i] ^= 0x40;
      KeyRefused refused =
          assertThrows(
              KeyRefused.class, () -> SigningKey.fromPem(pem(damaged), TestFiles.passphrase()));
      assertEquals(NOT_DECRYPTED, refused.getMessage(), "byte " + i);
    }
  }

  /** 2048 iterations are {@code 02 02 08 00} in the file; 10,000,001 are {@code 02 03 98 96 81}. */
  @Test
  void countOfIterations_isBounded() {
    assertRefused(withIterations("020400989681"), "more than [10000000] PBKDF2 iterations");
    assertRefused(withIterations("02047fffffff"), "more than [10000000] PBKDF2 iterations");
    assertRefused(
        withIterations("0209" + "7f".repeat(9)), "more than [10000000] PBKDF2 iterations");
    assertRefused(withIterations("020100"), NOT_DECRYPTED);
    assertRefused(withIterations("0201ff"), NOT_DECRYPTED);
    assertRefused(withIterations("0202" + "0801"), NOT_DECRYPTED);
  }

  private static void assertRefused(String pem, String message) {
    assertRefused(pem, TestFiles.passphrase(), message);
  }

  /** The file of OpenSSL with another count: it stands behind the salt, inside five lengths. */
  private static String withIterations(String integer) {
    String hex = HexFormat.of().formatHex(der(TestFiles.key("ed25519-encrypted")));
    int more = integer.length() / 2 - 4;
    String changed = hex.replaceFirst("02020800", integer);
    for (String header : new String[] {"30819b", "3057", "304a", "3029", "301c"}) {
      int length = HexFormat.fromHexDigits(header.substring(header.length() - 2)) + more;
      changed =
          changed.replaceFirst(
              header,
              header.substring(0, header.length() - 2) + HexFormat.of().toHexDigits((byte) length));
    }
    return pem(HexFormat.of().parseHex(changed));
  }

  @Test
  void passphraseThatCannotBeOne_isAProgrammingError() {
    SecureRandom random = new SecureRandom();
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519, random);
    assertEquals(
        "an empty passphrase",
        assertThrows(IllegalArgumentException.class, () -> key.toPem(new char[0], random))
            .getMessage());
    assertEquals(
        "a passphrase that is not Unicode",
        assertThrows(IllegalArgumentException.class, () -> key.toPem(new char[] {'\ud800'}, random))
            .getMessage());
    assertEquals(
        "a passphrase that is not Unicode",
        assertThrows(
                IllegalArgumentException.class, () -> key.toPem(new char[] {'a', '\udc00'}, random))
            .getMessage());
    assertRefused(TestFiles.key("ed25519-encrypted"), new char[] {'\ud800'}, NOT_DECRYPTED);
  }

  @Test
  void passphraseOfAPlainKey_isNotUsed() throws KeyRefused {
    assertEquals(
        TestFiles.key("ed25519"),
        SigningKey.fromPem(TestFiles.key("ed25519"), "any".toCharArray()).toPem());
  }
}
