package io.writ.core.jws;

/** The port behind which signatures are checked; core names no cryptographic library. */
public interface SignatureVerifier {

  /**
   * Whether the signature is this key's over these bytes. False, never an exception, for a key or a
   * signature that is not well-formed, not canonical or of small order.
   *
   * @param publicKey as long as {@link SignatureAlgorithm#publicKeyLength()} says
   */
  boolean verify(SignatureAlgorithm alg, byte[] publicKey, byte[] signingInput, byte[] signature);
}
