package io.writ.core.artifact;

import org.jspecify.annotations.Nullable;

/** The algorithms of the profile. A key has exactly one; a header may only repeat it. */
public enum SignatureAlgorithm {
  /** RFC 8032, pure. Public keys are 32 bytes, signatures 64. */
  ED25519("Ed25519", 32);

  private final String headerName;
  private final int publicKeyLength;

  SignatureAlgorithm(String headerName, int publicKeyLength) {
    this.headerName = headerName;
    this.publicKeyLength = publicKeyLength;
  }

  /** The JWS {@code alg} that we write. */
  public String headerName() {
    return headerName;
  }

  /** Bytes of a public key. */
  public int publicKeyLength() {
    return publicKeyLength;
  }

  /**
   * The algorithm that a received {@code alg} names, or null. {@code EdDSA} is the older name (RFC
   * 8037) and stands for the Ed25519 key that it is used with; Ed448 is not in the profile.
   */
  static @Nullable SignatureAlgorithm findByHeader(String alg) {
    return switch (alg) {
      case "Ed25519", "EdDSA" -> ED25519;
      default -> null;
    };
  }
}
