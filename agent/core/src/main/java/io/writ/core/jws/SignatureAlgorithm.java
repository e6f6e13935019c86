package io.writ.core.jws;

import org.jspecify.annotations.Nullable;

/** The algorithms of the profile. A key has exactly one; a header may only repeat it. */
public enum SignatureAlgorithm {
  /** RFC 8032, pure. The public key is the point's encoding. */
  ED25519("Ed25519", 32, 64),

  /**
   * ECDSA on P-256 with SHA-256 (RFC 7518 §3.4). The public key is x and y, 32 bytes each,
   * big-endian; the signature is r and s likewise (IEEE P1363), never DER.
   */
  ES256("ES256", 64, 64),

  /** ML-DSA-65 (FIPS 204), pure, with an empty context (RFC 9964). */
  ML_DSA_65("ML-DSA-65", 1952, 3309);

  private final String headerName;
  private final int publicKeyLength;
  private final int signatureLength;

  SignatureAlgorithm(String headerName, int publicKeyLength, int signatureLength) {
    this.headerName = headerName;
    this.publicKeyLength = publicKeyLength;
    this.signatureLength = signatureLength;
  }

  /** The JWS {@code alg} that we write. */
  public String headerName() {
    return headerName;
  }

  /** Bytes of a public key. */
  public int publicKeyLength() {
    return publicKeyLength;
  }

  /** Bytes of a signature. */
  public int signatureLength() {
    return signatureLength;
  }

  /**
   * The algorithm that a received {@code alg} names, or null. {@code EdDSA} is the older name (RFC
   * 8037) and stands for the Ed25519 key that it is used with; Ed448 is not in the profile.
   */
  public static @Nullable SignatureAlgorithm findByHeader(String alg) {
    return switch (alg) {
      case "Ed25519", "EdDSA" -> ED25519;
      case "ES256" -> ES256;
      case "ML-DSA-65" -> ML_DSA_65;
      default -> null;
    };
  }
}
