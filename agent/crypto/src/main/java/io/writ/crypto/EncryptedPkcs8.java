package io.writ.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.DataLengthException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.jspecify.annotations.Nullable;

/**
 * PKCS#8 encrypted with PBES2 (RFC 8018 §6.2): PBKDF2-HMAC-SHA256 and AES-256-CBC, what OpenSSL
 * reads and writes by default.
 *
 * <p>BUG: PBES2 with CBC hides the key but does not authenticate it. Who can write to the file can
 * turn an Ed25519 or ML-DSA seed into another that nobody knows, unnoticed here; what it signs no
 * runtime accepts. A P-256 key has its public key in the file and is then refused.
 */
final class EncryptedPkcs8 {
  /** What OWASP asks for since 2023; 0.4 to 1 s. */
  private static final int ITERATIONS = 600_000;

  /** A file must not be able to keep us busy for minutes. */
  private static final int MAX_ITERATIONS = 10_000_000;

  private static final int SALT_BYTES = 16;
  private static final int BLOCK_BYTES = 16;
  private static final int KEY_BITS = 256;

  private EncryptedPkcs8() {}

  /** The same for a wrong passphrase and a damaged file: CBC cannot tell one from the other. */
  static KeyRefused notDecrypted() {
    return new KeyRefused("a wrong passphrase, or a damaged file");
  }

  static byte[] encrypt(byte[] pkcs8, char[] passphrase, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] iv = new byte[BLOCK_BYTES];
    random.nextBytes(salt);
    random.nextBytes(iv);
    byte[] password = null;
    byte[] key = null;
    try {
      password = utf8(passphrase);
      if (password.length == 0) {
        throw new IllegalArgumentException("an empty passphrase");
      }
      key = derive(password, salt, ITERATIONS);
      return new EncryptedPrivateKeyInfo(scheme(salt, iv), cipher(true, key, iv, pkcs8))
          .getEncoded("DER");
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a passphrase that is not Unicode", e);
    } catch (IOException | InvalidCipherTextException e) {
      throw new IllegalStateException("a private key was not encrypted", e);
    } finally {
      wipe(password);
      wipe(key);
    }
  }

  private static AlgorithmIdentifier scheme(byte[] salt, byte[] iv) {
    PBKDF2Params derivation =
        new PBKDF2Params(
            salt,
            ITERATIONS,
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE));
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_PBES2,
        new PBES2Parameters(
            new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
            new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv))));
  }

  /** The PKCS#8 inside; the caller wipes it. */
  static byte[] decrypt(byte[] der, char[] passphrase) throws KeyRefused {
    byte[] password = null;
    byte[] key = null;
    try {
      EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(der);
      PBES2Parameters parameters = parameters(info.getEncryptionAlgorithm());
      PBKDF2Params derivation =
          PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters());
      byte[] iv =
          ASN1OctetString.getInstance(parameters.getEncryptionScheme().getParameters()).getOctets();
      int iterations = iterations(derivation);
      password = utf8(passphrase);
      key = derive(password, derivation.getSalt(), iterations);
      return cipher(false, key, iv, info.getEncryptedData());
    } catch (IOException | InvalidCipherTextException | RuntimeException e) {
      throw notDecrypted();
    } finally {
      wipe(password);
      wipe(key);
    }
  }

  private static PBES2Parameters parameters(AlgorithmIdentifier scheme) throws KeyRefused {
    if (!scheme.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
      throw otherScheme();
    }
    PBES2Parameters parameters = PBES2Parameters.getInstance(scheme.getParameters());
    KeyDerivationFunc derivation = parameters.getKeyDerivationFunc();
    if (!derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)
        || !PBKDF2Params.getInstance(derivation.getParameters())
            .getPrf()
            .getAlgorithm()
            .equals(PKCSObjectIdentifiers.id_hmacWithSHA256)
        || !parameters
            .getEncryptionScheme()
            .getAlgorithm()
            .equals(NISTObjectIdentifiers.id_aes256_CBC)) {
      throw otherScheme();
    }
    return parameters;
  }

  private static KeyRefused otherScheme() {
    return new KeyRefused(
        "encrypted otherwise than with PBES2, PBKDF2-HMAC-SHA256 and AES-256-CBC; convert it with"
            + " [openssl pkcs8 -topk8 -v2 aes-256-cbc]");
  }

  private static int iterations(PBKDF2Params derivation) throws KeyRefused {
    BigInteger iterations = derivation.getIterationCount();
    if (iterations.compareTo(BigInteger.valueOf(MAX_ITERATIONS)) > 0) {
      throw new KeyRefused("more than [" + MAX_ITERATIONS + "] PBKDF2 iterations");
    }
    if (iterations.signum() <= 0) {
      throw notDecrypted();
    }
    return iterations.intValueExact();
  }

  private static byte[] derive(byte[] password, byte[] salt, int iterations) {
    PKCS5S2ParametersGenerator pbkdf2 = new PKCS5S2ParametersGenerator(new SHA256Digest());
    pbkdf2.init(password, salt, iterations);
    return ((KeyParameter) pbkdf2.generateDerivedMacParameters(KEY_BITS)).getKey();
  }

  private static byte[] cipher(boolean isEncryption, byte[] key, byte[] iv, byte[] input)
      throws InvalidCipherTextException, DataLengthException {
    PaddedBufferedBlockCipher aes =
        new PaddedBufferedBlockCipher(
            CBCBlockCipher.newInstance(AESEngine.newInstance()), new PKCS7Padding());
    aes.init(isEncryption, new ParametersWithIV(new KeyParameter(key), iv));
    byte[] output = new byte[aes.getOutputSize(input.length)];
    try {
      int length = aes.processBytes(input, 0, input.length, output, 0);
      return Arrays.copyOf(output, length + aes.doFinal(output, length));
    } finally {
      Arrays.fill(output, (byte) 0);
    }
  }

  private static byte[] utf8(char[] passphrase) throws CharacterCodingException {
    // By hand, because String and getBytes leave copies that nobody can overwrite.
    byte[] room = new byte[3 * passphrase.length];
    try {
      ByteBuffer out = ByteBuffer.wrap(room);
      CoderResult end =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(passphrase), out, true);
      if (end.isError()) {
        end.throwException();
      }
      return Arrays.copyOf(room, out.position());
    } finally {
      Arrays.fill(room, (byte) 0);
    }
  }

  private static void wipe(byte @Nullable [] bytes) {
    if (bytes != null) {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
