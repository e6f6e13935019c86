package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.Sha256;
import java.nio.charset.StandardCharsets;

/** One link as a compact JWS (RFC 7515 §7.1), decoded but with nothing in it believed. */
final class CompactLink {
  private final String text;
  private final String signingInput;
  private final byte[] header;
  private final byte[] payload;
  private final byte[] signature;

  private CompactLink(
      String text, String signingInput, byte[] header, byte[] payload, byte[] signature) {
    this.text = text;
    this.signingInput = signingInput;
    this.header = header;
    this.payload = payload;
    this.signature = signature;
  }

  /**
   * @param path {@code link[n]}, for messages
   */
  static CompactLink parse(String text, String path) throws ArtifactRejected {
    if (text.length() > Limits.LINK_CHARS) {
      throw new ArtifactRejected(
          Reason.TOO_LARGE,
          path + " has [" + text.length() + "] characters, at most [" + Limits.LINK_CHARS + "]");
    }
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
      throw new ArtifactRejected(
          Reason.MALFORMED, path + " is not a compact JWS: it must have exactly two dots");
    }
    byte[] header = decode(text.substring(0, first), path + ".header");
    if (header.length > Limits.HEADER_BYTES) {
      throw new ArtifactRejected(
          Reason.TOO_LARGE,
          path
              + ".header has ["
              + header.length
              + "] bytes, at most ["
              + Limits.HEADER_BYTES
              + "]");
    }
    return new CompactLink(
        text,
        text.substring(0, second),
        header,
        decode(text.substring(first + 1, second), path + ".payload"),
        decode(text.substring(second + 1), path + ".signature"));
  }

  private static byte[] decode(String part, String path) throws ArtifactRejected {
    try {
      return Base64Url.decode(part);
    } catch (EncodingRefused e) {
      throw new ArtifactRejected(Reason.MALFORMED, path + " " + e.problem());
    }
  }

  /** As received. */
  String text() {
    return text;
  }

  /** The bytes of the header's JSON. */
  byte[] header() {
    return header;
  }

  /** The bytes of the claims' JSON. */
  byte[] payload() {
    return payload;
  }

  /** What is signed: header and payload as received, with their dot. */
  byte[] signingInput() {
    return signingInput.getBytes(StandardCharsets.US_ASCII);
  }

  /** What the next link repeats as {@code par_hash}: SHA-256 of the signing input. */
  String hash() {
    return Base64Url.encode(Sha256.ofAscii(signingInput));
  }

  /** Whether the signature is this key's over what was received. */
  boolean isSignedBy(PublicKey key, SignatureVerifier signatures) {
    return signatures.verify(key.algorithm(), key.bytes(), signingInput(), signature.clone());
  }
}
