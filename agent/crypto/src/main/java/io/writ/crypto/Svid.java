package io.writ.crypto;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An X.509-SVID (SPIFFE): a certificate whose one URI name is a SPIFFE id, with its private key and
 * the roots of its trust domain. Unlike the profile's own signatures it uses the JDK's
 * cryptography: who issues SVIDs chooses the algorithms, RSA among them.
 */
public final class Svid {
  private static final int URI_NAME = 6;

  private Svid() {}

  /**
   * Checks that whoever holds these files is {@code id}: the chain leads to a root, is valid now,
   * the leaf names the id and no other, may sign and is no authority itself, and the private key is
   * the leaf's.
   *
   * @throws KeyRefused when it is not so; the message says what is wrong, and holds no key
   */
  public static void checkProves(
      String id, String certificatePem, String keyPem, String bundlePem, Instant now)
      throws KeyRefused {
    try {
      List<X509Certificate> chain = certificates(certificatePem, "certificate");
      X509Certificate leaf = chain.get(0);
      checkPath(chain, certificates(bundlePem, "bundle"), now);
      checkNames(leaf, id);
      checkUse(leaf);
      checkKey(leaf, keyPem);
    } catch (GeneralSecurityException e) {
      throw new KeyRefused("the SVID does not verify: " + e.getMessage());
    }
  }

  private static List<X509Certificate> certificates(String pem, String what)
      throws GeneralSecurityException, KeyRefused {
    Collection<? extends Certificate> read =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    List<X509Certificate> certificates = new ArrayList<>();
    for (Certificate certificate : read) {
      certificates.add((X509Certificate) certificate);
    }
    if (certificates.isEmpty()) {
      throw new KeyRefused("the " + what + " file holds no certificate");
    }
    return certificates;
  }

  private static void checkPath(
      List<X509Certificate> chain, List<X509Certificate> roots, Instant now)
      throws GeneralSecurityException {
    Set<TrustAnchor> anchors = new HashSet<>();
    roots.forEach(root -> anchors.add(new TrustAnchor(root, null)));
    PKIXParameters parameters = new PKIXParameters(anchors);
    // SVIDs live for an hour and are not revoked but left to expire.
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
  }

  private static void checkNames(X509Certificate leaf, String id)
      throws GeneralSecurityException, KeyRefused {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    List<Object> uris = new ArrayList<>();
    if (names != null) {
      for (List<?> name : names) {
        if (Integer.valueOf(URI_NAME).equals(name.get(0))) {
          uris.add(name.get(1));
        }
      }
    }
    if (!uris.equals(List.of(id))) {
      throw new KeyRefused("the SVID names " + uris + ", must name exactly [" + id + "]");
    }
  }

  /** X.509-SVID §4: a leaf is no authority, and may sign. */
  private static void checkUse(X509Certificate leaf) throws KeyRefused {
    boolean[] usage = leaf.getKeyUsage();
    if (leaf.getBasicConstraints() >= 0 || usage == null || !usage[0] || usage[5] || usage[6]) {
      throw new KeyRefused("the SVID is not that of a workload: it must sign and issue nothing");
    }
  }

  private static void checkKey(X509Certificate leaf, String keyPem)
      throws GeneralSecurityException, KeyRefused {
    java.security.PublicKey publicKey = leaf.getPublicKey();
    String algorithm = publicKey.getAlgorithm();
    byte[] pkcs8 = Pem.decode(keyPem.toCharArray(), Pem.PLAIN);
    try {
      PrivateKey key =
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      byte[] challenge = new byte[32];
      new SecureRandom().nextBytes(challenge);
      Signature signature = signature(algorithm);
      signature.initSign(key);
      signature.update(challenge);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(challenge);
      if (!signature.verify(signed)) {
        throw new KeyRefused("the private key is not that of the SVID");
      }
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException, KeyRefused {
    return switch (algorithm) {
      case "EC" -> Signature.getInstance("SHA256withECDSA");
      case "RSA" -> Signature.getInstance("SHA256withRSA");
      case "Ed25519", "EdDSA" -> Signature.getInstance("EdDSA");
      default -> throw new KeyRefused("the SVID has a key of unknown algorithm " + algorithm);
    };
  }
}
