package io.writ.enforce;

import io.writ.api.HolderKey;
import io.writ.core.jws.Signer;
import org.jspecify.annotations.Nullable;

/** Where holders' private keys are made and read. */
public interface HolderKeys {

  /** A key that signs; the application sees its {@link HolderKey} side only. */
  interface SigningHolder extends HolderKey {
    /** Signs with the private half, until the key is closed. */
    Signer signer();
  }

  /** A new one. */
  SigningHolder generate();

  /**
   * The key that a PEM text holds.
   *
   * @throws IllegalArgumentException when it holds none; the message does not quote it
   */
  SigningHolder read(char[] pem, char @Nullable [] passphrase);
}
