package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.SignatureAlgorithm;
import java.security.Security;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8032 §7.1: TEST 1, 2, 3 and SHA(abc); TEST 1024 is among the Wycheproof cases. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
        + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
        + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
        + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
  })
  void rfc8032Vector_signsAndVerifies(String seed, String key, String message, String signature) {
    SigningKey signer = SigningKey.fromSeed(SignatureAlgorithm.ED25519, HEX.parseHex(seed));
    assertArrayEquals(HEX.parseHex(key), signer.publicKey().bytes());
    assertArrayEquals(HEX.parseHex(signature), signer.sign(HEX.parseHex(message)));
    assertTrue(verify(key, message, signature));
    assertFalse(verify(key, message + "00", signature));
  }

  /** The encodings of the points whose order divides 8, and two that are not canonical. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      })
  void publicKeyOfSmallOrder_verifiesNothing(String key) {
    // R = identity, S = 0 fits every message under the identity key in a lenient verifier.
    String signature = "01" + "00".repeat(63);
    assertFalse(verify(key, "", signature));
    assertFalse(verify(key, "72", signature));
  }

  /** The private key of RFC 8410 §10.3, first example. */
  @Test
  void pemOfRfc8410_isRead() throws KeyRefused {
    String pem =
        """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        """;
    assertEquals(pem, SigningKey.fromPem(pem, null).toPem());
    assertEquals(
        "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE\"}",
        JsonWriter.write(SigningKey.fromPem(pem, null).publicKey().toJwk()));
  }

  /** RFC 8037 appendix A.3. */
  @Test
  void thumbprintOfRfc8037_isComputed() {
    SigningKey key =
        SigningKey.fromSeed(
            SignatureAlgorithm.ED25519,
            HEX.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    assertEquals("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", key.publicKey().thumbprint());
    assertEquals(
        "urn:ietf:params:oauth:jwk-thumbprint:sha-256:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
        key.publicKey().thumbprintUri());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|not a PKCS#8 PEM private key [BEGIN PRIVATE KEY]",
        "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----|not a well-formed PKCS#8 private"
            + " key",
        "-----BEGIN PRIVATE KEY-----MC4CAQAwBQYDK2VuBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC"
            + "-----END PRIVATE KEY-----|not a key for one of [Ed25519, ES256, ML-DSA-65]",
      })
  void pemThatHoldsNoEd25519Key_isRefused(String pem, String message) {
    KeyRefused refused = assertThrows(KeyRefused.class, () -> SigningKey.fromPem(pem, null));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void noProvider_isRegisteredInTheHost() {
    assertEquals(null, Security.getProvider("BC"));
  }

  private static boolean verify(String key, String message, String signature) {
    return new Signatures()
        .verify(
            SignatureAlgorithm.ED25519,
            HEX.parseHex(key),
            HEX.parseHex(message),
            HEX.parseHex(signature));
  }
}
