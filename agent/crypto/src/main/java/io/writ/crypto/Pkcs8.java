package io.writ.crypto;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/**
 * Private keys as PKCS#8 (RFC 5958): Ed25519 as in RFC 8410, P-256 as in RFC 5915, ML-DSA-65 as in
 * RFC 9881, of which the seed is written and read. A public key or an expanded key that stands
 * beside the secret must be the secret's own.
 */
final class Pkcs8 {
  /** RFC 8410 §3. */
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private static final ASN1ObjectIdentifier EC = X9ObjectIdentifiers.id_ecPublicKey;
  private static final ASN1ObjectIdentifier P_256 = SECObjectIdentifiers.secp256r1;
  private static final ASN1ObjectIdentifier ML_DSA_65 = NISTObjectIdentifiers.id_ml_dsa_65;

  private static final int SEED_TAG = 0;
  private static final byte UNCOMPRESSED_POINT = 4;

  private Pkcs8() {}

  /** DER, version 1. */
  static byte[] encode(PublicKey key, byte[] secret) {
    try {
      return info(key, secret).getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("a private key has no DER encoding", e);
    }
  }

  private static PrivateKeyInfo info(PublicKey key, byte[] secret) throws IOException {
    DEROctetString octets = new DEROctetString(secret);
    return switch (key.algorithm()) {
      case ED25519 -> new PrivateKeyInfo(new AlgorithmIdentifier(ED25519), octets);
      case ES256 ->
          new PrivateKeyInfo(
              new AlgorithmIdentifier(EC, P_256),
              new ECPrivateKey(octets, null, new DERBitString(uncompressed(key))));
      case ML_DSA_65 ->
          new PrivateKeyInfo(
              new AlgorithmIdentifier(ML_DSA_65), new DERTaggedObject(false, SEED_TAG, octets));
    };
  }

  private static byte[] uncompressed(PublicKey key) {
    byte[] coordinates = key.bytes();
    byte[] point = new byte[1 + coordinates.length];
    point[0] = UNCOMPRESSED_POINT;
    System.arraycopy(coordinates, 0, point, 1, coordinates.length);
    return point;
  }

  static SigningKey decode(byte[] der, SecureRandom hedging) throws KeyRefused {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
      SignatureAlgorithm algorithm = algorithm(info.getPrivateKeyAlgorithm());
      byte[] secret = secret(algorithm, info);
      try {
        SigningKey key = SigningKey.of(algorithm, secret, hedging);
        checkPublicKey(key.publicKey(), publicBits(algorithm, info));
        return key;
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    } catch (IOException | RuntimeException e) {
      // The cause may quote the key's bytes.
      throw malformed();
    }
  }

  private static KeyRefused malformed() {
    return new KeyRefused("not a well-formed PKCS#8 private key");
  }

  private static SignatureAlgorithm algorithm(AlgorithmIdentifier identifier) throws KeyRefused {
    ASN1ObjectIdentifier name = identifier.getAlgorithm();
    if (name.equals(ED25519)) {
      return SignatureAlgorithm.ED25519;
    }
    if (name.equals(EC) && P_256.equals(identifier.getParameters())) {
      return SignatureAlgorithm.ES256;
    }
    if (name.equals(ML_DSA_65)) {
      return SignatureAlgorithm.ML_DSA_65;
    }
    throw KeyRefused.foreign("not a key for one of [Ed25519, ES256, ML-DSA-65]");
  }

  private static byte[] secret(SignatureAlgorithm algorithm, PrivateKeyInfo info)
      throws IOException, KeyRefused {
    ASN1Encodable key = info.parsePrivateKey();
    return switch (algorithm) {
      case ED25519 -> ASN1OctetString.getInstance(key).getOctets().clone();
      case ES256 -> ECPrivateKey.getInstance(key).getPrivateKey().getOctets().clone();
      case ML_DSA_65 -> seed(key.toASN1Primitive());
    };
  }

  /** RFC 9881 §6: a CHOICE of seed, expanded key, or both. */
  private static byte[] seed(ASN1Primitive key) throws KeyRefused {
    if (key instanceof ASN1TaggedObject tagged && tagged.hasContextTag(SEED_TAG)) {
      return ASN1OctetString.getInstance(tagged, false).getOctets().clone();
    }
    if (key instanceof ASN1Sequence both && both.size() == 2) {
      byte[] seed = ASN1OctetString.getInstance(both.getObjectAt(0)).getOctets().clone();
      checkExpanded(seed, ASN1OctetString.getInstance(both.getObjectAt(1)).getOctets());
      return seed;
    }
    if (key instanceof ASN1OctetString) {
      // Not even its consistency could be checked, and no other form could be written from it.
      throw KeyRefused.foreign(
          "an ML-DSA-65 key without its seed; export it as [seed] or [both] of RFC 9881");
    }
    throw malformed();
  }

  private static void checkExpanded(byte[] seed, byte[] expanded) throws KeyRefused {
    if (seed.length != SigningKey.SECRET_BYTES) {
      throw malformed();
    }
    MLDSAPrivateKeyParameters key = MlDsa65Key.expand(seed);
    byte[] expected = key.getEncoded();
    boolean isSame = MessageDigest.isEqual(expected, expanded);
    Arrays.fill(expected, (byte) 0);
    key.destroy();
    if (!isSame) {
      throw new KeyRefused("an expanded key that is not that of the seed beside it");
    }
  }

  private static @Nullable ASN1BitString publicBits(
      SignatureAlgorithm algorithm, PrivateKeyInfo info) throws IOException {
    return algorithm == SignatureAlgorithm.ES256
        ? ECPrivateKey.getInstance(info.parsePrivateKey()).getPublicKey()
        : info.getPublicKeyData();
  }

  private static void checkPublicKey(PublicKey key, @Nullable ASN1BitString given)
      throws KeyRefused {
    if (given == null) {
      return;
    }
    byte[] expected = key.algorithm() == SignatureAlgorithm.ES256 ? uncompressed(key) : key.bytes();
    if (!Arrays.equals(expected, given.getOctets())) {
      throw new KeyRefused("a public key that is not that of the private key beside it");
    }
  }
}
