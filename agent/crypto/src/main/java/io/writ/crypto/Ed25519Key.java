package io.writ.crypto;

import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 private key: made, written and read as PKCS#8 PEM (RFC 8410), and used to sign. */
public final class Ed25519Key implements Signer {
  /** RFC 8410 §3. */
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final Ed25519PrivateKeyParameters key;
  private final PublicKey publicKey;

  private Ed25519Key(Ed25519PrivateKeyParameters key) {
    this.key = key;
    this.publicKey =
        new PublicKey(SignatureAlgorithm.ED25519, key.generatePublicKey().getEncoded());
  }

  /** A new key. */
  public static Ed25519Key generate(SecureRandom random) {
    return new Ed25519Key(new Ed25519PrivateKeyParameters(random));
  }

  /**
   * The key with this seed.
   *
   * @param seed 32 bytes, RFC 8032 §5.1.5
   */
  public static Ed25519Key fromSeed(byte[] seed) {
    if (seed.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
      throw new IllegalArgumentException("a seed of [" + seed.length + "] bytes");
    }
    return new Ed25519Key(new Ed25519PrivateKeyParameters(seed, 0));
  }

  /** The key that a PEM text holds. */
  public static Ed25519Key fromPem(String pem) throws KeyRefused {
    String text = pem.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END) || text.length() > 4096) {
      throw new KeyRefused("not a PKCS#8 PEM private key [BEGIN PRIVATE KEY]");
    }
    String body = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      byte[] der = Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
      if (!ED25519.equals(info.getPrivateKeyAlgorithm().getAlgorithm())) {
        throw new KeyRefused("not an Ed25519 key");
      }
      return fromSeed(DEROctetString.getInstance(info.parsePrivateKey()).getOctets());
    } catch (IOException | RuntimeException e) {
      // The cause may quote the key's bytes.
      throw new KeyRefused("not a well-formed PKCS#8 private key");
    }
  }

  /** The key as PKCS#8 PEM, with a newline at its end. Version 1: every OpenSSL reads it. */
  public String toPem() {
    try {
      PrivateKeyInfo info =
          new PrivateKeyInfo(
              new AlgorithmIdentifier(ED25519), new DEROctetString(key.getEncoded()));
      String body =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(info.getEncoded("DER"));
      return BEGIN + "\n" + body + "\n" + END + "\n";
    } catch (IOException e) {
      throw new IllegalStateException("an Ed25519 key has no DER encoding", e);
    }
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] signingInput) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    key.sign(Ed25519.Algorithm.Ed25519, null, signingInput, 0, signingInput.length, signature, 0);
    return signature;
  }

  /** The public key's thumbprint; the private key has no text but its PEM. */
  @Override
  public String toString() {
    return publicKey.toString();
  }
}
