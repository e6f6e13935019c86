package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every algorithm: one key, one algorithm, exact lengths, never an exception. */
class SignaturesTest {
  private static final byte[] MESSAGE = "header.payload".getBytes(StandardCharsets.US_ASCII);

  private final Signatures signatures = new Signatures();

  @ParameterizedTest
  @EnumSource
  void keyOrSignatureOneByteShorterOrLonger_isRefused(SignatureAlgorithm algorithm) {
    SigningKey signer = SigningKey.generate(algorithm, new SecureRandom());
    byte[] key = signer.publicKey().bytes();
    byte[] signature = signer.sign(MESSAGE);
    assertTrue(signatures.verify(algorithm, key, MESSAGE, signature));
    for (int more : new int[] {-1, 1}) {
      byte[] otherKey = Arrays.copyOf(key, key.length + more);
      byte[] otherSignature = Arrays.copyOf(signature, signature.length + more);
      assertFalse(signatures.verify(algorithm, otherKey, MESSAGE, signature));
      assertFalse(signatures.verify(algorithm, key, MESSAGE, otherSignature));
      assertFalse(signatures.verify(algorithm, otherKey, MESSAGE, otherSignature));
    }
    byte[] none = new byte[0];
    assertFalse(signatures.verify(algorithm, none, MESSAGE, signature));
    assertFalse(signatures.verify(algorithm, key, MESSAGE, none));
    assertFalse(signatures.verify(algorithm, none, none, none));
  }

  /** As it is, and cut or filled to the length that the other algorithm wants. */
  @ParameterizedTest
  @EnumSource
  void keyOfOneAlgorithm_isRefusedUnderEveryOther(SignatureAlgorithm own) {
    SigningKey signer = SigningKey.generate(own, new SecureRandom());
    byte[] key = signer.publicKey().bytes();
    byte[] signature = signer.sign(MESSAGE);
    for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
      if (other != own) {
        byte[] fitted = Arrays.copyOf(key, other.publicKeyLength());
        byte[] fittedSignature = Arrays.copyOf(signature, other.signatureLength());
        assertFalse(signatures.verify(other, key, MESSAGE, signature));
        assertFalse(signatures.verify(other, fitted, MESSAGE, signature));
        assertFalse(signatures.verify(other, fitted, MESSAGE, fittedSignature));
      }
    }
  }

  /** Ed25519 and ES256 signatures both have 64 bytes: only the key tells them apart. */
  @Test
  void signatureOfAnotherAlgorithm_isRefused() {
    SigningKey ed25519 = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    SigningKey es256 = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    assertFalse(
        signatures.verify(
            SignatureAlgorithm.ED25519, ed25519.publicKey().bytes(), MESSAGE, es256.sign(MESSAGE)));
    assertFalse(
        signatures.verify(
            SignatureAlgorithm.ES256, es256.publicKey().bytes(), MESSAGE, ed25519.sign(MESSAGE)));
  }

  @ParameterizedTest
  @EnumSource
  void noise_isRefusedAndNeverThrows(SignatureAlgorithm algorithm) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SigningKey signer = SigningKey.generate(algorithm, new SecureRandom());
    byte[] realKey = signer.publicKey().bytes();
    byte[] realSignature = signer.sign(MESSAGE);
    for (int i = 0; i < 500; i++) {
      byte[] key = new byte[algorithm.publicKeyLength()];
      byte[] signature = new byte[algorithm.signatureLength()];
      random.nextBytes(key);
      random.nextBytes(signature);
      String message = "seed " + seed + " round " + i;
      assertFalse(signatures.verify(algorithm, key, MESSAGE, signature), message);
      assertFalse(signatures.verify(algorithm, key, MESSAGE, realSignature), message);
      assertFalse(signatures.verify(algorithm, realKey, MESSAGE, signature), message);
    }
  }

  @ParameterizedTest
  @EnumSource
  void constantBytes_areRefusedAndNeverThrow(SignatureAlgorithm algorithm) {
    for (int value = 0; value < 256; value++) {
      byte[] key = new byte[algorithm.publicKeyLength()];
      byte[] signature = new byte[algorithm.signatureLength()];
      Arrays.fill(key, (byte) value);
      Arrays.fill(signature, (byte) value);
      assertFalse(signatures.verify(algorithm, key, MESSAGE, signature), "value " + value);
    }
  }
}
