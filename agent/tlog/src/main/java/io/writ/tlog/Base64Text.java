package io.writ.tlog;

import java.util.Base64;

/**
 * Base64 (RFC 4648 §4) with one spelling per value. The JDK's decoder lets missing padding and set
 * unused bits pass, which would give one signature several texts.
 */
final class Base64Text {
  private Base64Text() {}

  static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] decode(String text, String what) throws NoteRefused {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (encode(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new NoteRefused(what + " is not base64");
    }
    throw new NoteRefused(what + " is not canonical base64");
  }

  /** The 32 bytes of a hash. */
  static byte[] decodeHash(String text, String what) throws NoteRefused {
    byte[] hash = decode(text, what);
    if (hash.length != MerkleHash.LENGTH_BYTES) {
      throw new NoteRefused(what + " has [" + hash.length + "] bytes, not 32");
    }
    return hash;
  }
}
