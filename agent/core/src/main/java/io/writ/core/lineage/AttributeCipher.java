package io.writ.core.lineage;

import org.jspecify.annotations.Nullable;

/** The port to AES-256-GCM with tags of 16 bytes (NIST SP 800-38D), for attribute values. */
public interface AttributeCipher {
  /** Of nonces. */
  int NONCE_BYTES = 12;

  /** By how much the result is longer than the text. */
  int TAG_BYTES = 16;

  /** Encrypts; the same nonce must never come with the same key and another text. */
  byte[] seal(byte[] key, byte[] nonce, byte[] name, byte[] text);

  /** Decrypts, or null when the key, nonce or name is another or the bytes were changed. */
  byte @Nullable [] open(byte[] key, byte[] nonce, byte[] name, byte[] sealed);
}
