package io.writ.core.jws;

/** The port that holds a private key and signs links with it. */
public interface Signer {

  /** The public half. */
  PublicKey publicKey();

  /** The signature over the bytes, in the form that JWS wants for the key's algorithm. */
  byte[] sign(byte[] signingInput);
}
