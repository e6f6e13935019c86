package io.writ.crypto;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.Signer;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;

/**
 * A private key of one of the profile's algorithms: made, written and read as PKCS#8 PEM, and used
 * to sign. Each of them is 32 secret bytes, from which everything else follows.
 *
 * <p>{@link #destroy} overwrites those bytes and what is expanded from them. It cannot reach what
 * the garbage collector has copied, the texts of {@link #toPem()} and {@link #fromPem}, nor the
 * numbers that arithmetic makes of a key ({@code BigInteger} cannot be overwritten). It shortens
 * how long a key lies in memory; it does not prove that no copy is left.
 *
 * <p>Neither is the arithmetic of Java free of timing differences: a signer whose time an attacker
 * can measure finely belongs into a separate process or device, behind {@link Signer}.
 */
public abstract sealed class SigningKey implements Signer, Destroyable
    permits Ed25519Key, Es256Key, MlDsa65Key {
  /** Bytes of a seed, or of a scalar: the same for all three. */
  static final int SECRET_BYTES = 32;

  private final PublicKey publicKey;
  private final byte[] secret;
  private boolean destroyed;

  /**
   * @param secret is copied
   */
  SigningKey(PublicKey publicKey, byte[] secret) {
    this.publicKey = publicKey;
    this.secret = secret.clone();
  }

  /** A new key. An ML-DSA key keeps the source, to hedge its signatures. */
  public static SigningKey generate(SignatureAlgorithm algorithm, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    try {
      do {
        random.nextBytes(secret);
      } while (!isSecret(algorithm, secret));
      return of(algorithm, secret, random);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * The key with this seed. Its signatures are the same every time, also with ML-DSA, where a key
   * from {@link #generate} or {@link #fromPem} hedges them: this is for vectors.
   *
   * @param seed 32 bytes: RFC 8032 §5.1.5 for Ed25519, the scalar, big-endian, for ES256, ξ of FIPS
   *     204 §5.1 for ML-DSA-65
   * @throws IllegalArgumentException for another length, or a scalar outside [1, n-1]
   */
  public static SigningKey fromSeed(SignatureAlgorithm algorithm, byte[] seed) {
    return of(algorithm, seed, null);
  }

  static SigningKey of(
      SignatureAlgorithm algorithm, byte[] secret, @Nullable SecureRandom hedging) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a seed of [" + secret.length + "] bytes");
    }
    if (!isSecret(algorithm, secret)) {
      throw new IllegalArgumentException("a scalar outside [1, n-1]");
    }
    return switch (algorithm) {
      case ED25519 -> new Ed25519Key(secret);
      case ES256 -> new Es256Key(secret);
      case ML_DSA_65 -> new MlDsa65Key(secret, hedging);
    };
  }

  private static boolean isSecret(SignatureAlgorithm algorithm, byte[] secret) {
    return switch (algorithm) {
      case ED25519, ML_DSA_65 -> true;
      case ES256 -> P256.isScalar(new BigInteger(1, secret));
    };
  }

  /** Whether a PEM text holds an encrypted key, for whose passphrase one has to ask. */
  public static boolean isEncrypted(String pem) {
    return Pem.isEncrypted(pem.toCharArray());
  }

  /**
   * The key that a PEM text holds: PKCS#8, plain or encrypted with PBES2.
   *
   * @param passphrase null when there is none; not used for a plain key, and left for the caller to
   *     wipe
   * @throws KeyRefused when the text holds no key that we read, or the passphrase is not its own
   */
  public static SigningKey fromPem(String pem, char @Nullable [] passphrase) throws KeyRefused {
    return fromPem(pem.toCharArray(), passphrase, new SecureRandom());
  }

  /**
   * The key that a PEM text holds, of which nothing is left behind but what the caller has.
   *
   * @param hedging for the signatures of an ML-DSA key; inside an agent not a fresh one, which
   *     would ask the security providers that the application installed
   * @see #fromPem(String, char[])
   */
  public static SigningKey fromPem(char[] pem, char @Nullable [] passphrase, SecureRandom hedging)
      throws KeyRefused {
    if (!Pem.isEncrypted(pem)) {
      return read(Pem.decode(pem, Pem.PLAIN), hedging);
    }
    if (passphrase == null) {
      throw new KeyRefused("the key is encrypted; give its passphrase");
    }
    byte[] pkcs8 = EncryptedPkcs8.decrypt(Pem.decode(pem, Pem.ENCRYPTED), passphrase);
    try {
      return read(pkcs8, hedging);
    } catch (KeyRefused e) {
      // One wrong passphrase of 256 leaves a valid padding; what follows then is noise.
      throw e.isForeign() ? e : EncryptedPkcs8.notDecrypted();
    }
  }

  private static SigningKey read(byte[] pkcs8, SecureRandom hedging) throws KeyRefused {
    try {
      return Pkcs8.decode(pkcs8, hedging);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /** The key as PKCS#8 PEM, with a newline at its end. Version 1: every OpenSSL reads it. */
  public final String toPem() {
    byte[] pkcs8 = toPkcs8();
    try {
      return Pem.encode(Pem.PLAIN, pkcs8);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /**
   * The key as PKCS#8 PEM, encrypted with PBES2.
   *
   * @param passphrase UTF-8 as it stands, without Unicode normalization; the caller wipes it
   * @throws IllegalArgumentException when the passphrase is empty or not Unicode
   */
  public final String toPem(char[] passphrase, SecureRandom random) {
    byte[] pkcs8 = toPkcs8();
    try {
      return Pem.encode(Pem.ENCRYPTED, EncryptedPkcs8.encrypt(pkcs8, passphrase, random));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private byte[] toPkcs8() {
    byte[] copy = copyOfSecret();
    try {
      return Pkcs8.encode(publicKey, copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  public final PublicKey publicKey() {
    return publicKey;
  }

  /**
   * @throws IllegalStateException when the key was destroyed
   */
  @Override
  public final byte[] sign(byte[] signingInput) {
    // A copy: a key that is destroyed meanwhile must not sign with half of its bytes.
    byte[] copy = copyOfSecret();
    try {
      return sign(copy, signingInput);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** The signature in the form of JWS. */
  abstract byte[] sign(byte[] secret, byte[] signingInput);

  private synchronized byte[] copyOfSecret() {
    if (destroyed) {
      throw new IllegalStateException("the private key of " + publicKey + " was destroyed");
    }
    return secret.clone();
  }

  /** Overwrites the secret bytes; the key signs nothing more. */
  @Override
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public final synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** The public key's thumbprint; the private key has no text but its PEM. */
  @Override
  public final String toString() {
    return publicKey.toString();
  }
}
