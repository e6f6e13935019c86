package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithContext;
import org.bouncycastle.crypto.signers.HashMLDSASigner;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.junit.jupiter.api.Test;

/** ML-DSA-65: pure, with an empty context, and nothing else. Vectors are in WycheproofTest. */
class MlDsa65Test {
  private static final byte[] MESSAGE = "header.payload".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SEED = new byte[32];
  private static final SigningKey KEY = SigningKey.fromSeed(SignatureAlgorithm.ML_DSA_65, SEED);

  private static boolean verify(byte[] message, byte[] signature) {
    return new Signatures()
        .verify(SignatureAlgorithm.ML_DSA_65, KEY.publicKey().bytes(), message, signature);
  }

  private static MLDSAPrivateKeyParameters key(MLDSAParameters parameters) {
    return new MLDSAPrivateKeyParameters(parameters, SEED.clone());
  }

  private static byte[] sign(Signer signer, CipherParameters key, byte[] message)
      throws CryptoException {
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  private static boolean verifies(Signer signer, CipherParameters key, byte[] signature) {
    signer.init(false, key);
    signer.update(MESSAGE, 0, MESSAGE.length);
    return signer.verifySignature(signature);
  }

  @Test
  void signatureUnderAContext_isRefused() throws CryptoException {
    MLDSAPrivateKeyParameters key = key(MLDSAParameters.ml_dsa_65);
    for (String context : new String[] {"x", "writ", "JWS", "\0", "c".repeat(255)}) {
      byte[] bytes = context.getBytes(StandardCharsets.US_ASCII);
      byte[] signature = sign(new MLDSASigner(), new ParametersWithContext(key, bytes), MESSAGE);
      assertTrue(
          verifies(
              new MLDSASigner(),
              new ParametersWithContext(key.getPublicKeyParameters(), bytes),
              signature),
          "it is one under its context");
      assertFalse(verify(MESSAGE, signature), context);
    }
  }

  @Test
  void emptyContext_isTheSameAsNone() throws CryptoException {
    MLDSAPrivateKeyParameters key = key(MLDSAParameters.ml_dsa_65);
    assertTrue(
        verify(
            MESSAGE,
            sign(new MLDSASigner(), new ParametersWithContext(key, new byte[0]), MESSAGE)));
  }

  @Test
  void signatureOverAHash_isRefused() throws CryptoException {
    MLDSAPrivateKeyParameters key = key(MLDSAParameters.ml_dsa_65_with_sha512);
    assertTrue(Arrays.equals(KEY.publicKey().bytes(), key.getPublicKey()), "the same key for both");
    byte[] signature = sign(new HashMLDSASigner(), key, MESSAGE);
    assertTrue(
        verifies(new HashMLDSASigner(), key.getPublicKeyParameters(), signature),
        "it is a HashML-DSA signature");
    assertFalse(verify(MESSAGE, signature));
  }

  /** 0 and 255 as length of the context: the bytes of the message cannot play the context. */
  @Test
  void contextMovedIntoTheMessage_isRefused() throws CryptoException {
    byte[] signature =
        sign(
            new MLDSASigner(),
            new ParametersWithContext(key(MLDSAParameters.ml_dsa_65), new byte[] {'x'}),
            MESSAGE);
    byte[] moved = new byte[MESSAGE.length + 1];
    moved[0] = 'x';
    System.arraycopy(MESSAGE, 0, moved, 1, MESSAGE.length);
    assertFalse(verify(moved, signature));
  }

  @Test
  void signatureOfASmallerOrLargerParameterSet_isRefused() throws CryptoException {
    for (MLDSAParameters parameters :
        new MLDSAParameters[] {MLDSAParameters.ml_dsa_44, MLDSAParameters.ml_dsa_87}) {
      MLDSAPrivateKeyParameters key = key(parameters);
      byte[] signature = sign(new MLDSASigner(), key, MESSAGE);
      Signatures signatures = new Signatures();
      assertFalse(
          signatures.verify(SignatureAlgorithm.ML_DSA_65, key.getPublicKey(), MESSAGE, signature));
      assertFalse(
          signatures.verify(
              SignatureAlgorithm.ML_DSA_65,
              Arrays.copyOf(key.getPublicKey(), 1952),
              MESSAGE,
              Arrays.copyOf(signature, 3309)));
    }
  }

  @Test
  void changedSignature_isRefused() {
    byte[] signature = KEY.sign(MESSAGE);
    assertTrue(verify(MESSAGE, signature));
    for (int i = 0; i < signature.length; i += 7) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertFalse(verify(MESSAGE, changed), "byte " + i);
    }
  }

  @Test
  void changedKey_isRefused() {
    byte[] signature = KEY.sign(MESSAGE);
    byte[] key = KEY.publicKey().bytes();
    for (int i = 0; i < key.length; i += 61) {
      byte[] changed = key.clone();
      changed[i] ^= 1;
      assertFalse(
          new Signatures().verify(SignatureAlgorithm.ML_DSA_65, changed, MESSAGE, signature),
          "byte " + i);
    }
  }

  @Test
  void signatureOfOpenSsl_isVerified() throws KeyRefused {
    SigningKey key = SigningKey.fromPem(TestFiles.key("mldsa65-seed"), null);
    byte[] message = "signed by OpenSSL".getBytes(StandardCharsets.US_ASCII);
    byte[] signature = TestFiles.bytes("keys/mldsa65.sig");
    Signatures signatures = new Signatures();
    byte[] publicKey = key.publicKey().bytes();
    assertTrue(signatures.verify(SignatureAlgorithm.ML_DSA_65, publicKey, message, signature));
    message[0] ^= 1;
    assertFalse(signatures.verify(SignatureAlgorithm.ML_DSA_65, publicKey, message, signature));
  }
}
