package io.writ.core.jws;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One compact JWS (RFC 7515 §7.1), decoded but with nothing in it believed.
 *
 * <p>The order of use is the order of verification: {@link #parse}, a header, {@link #checkSigned}
 * and only then {@link #claims}, so that a claims parser never meets bytes that no known key
 * signed.
 */
public final class CompactJws {
  private static final int HEADER_BYTES = 1024;

  private final String text;
  private final String path;
  private final String signingInput;
  private final byte[] header;
  private final byte[] payload;
  private final byte[] signature;

  private CompactJws(
      String text,
      String path,
      String signingInput,
      byte[] header,
      byte[] payload,
      byte[] signature) {
    this.text = text;
    this.path = path;
    this.signingInput = signingInput;
    this.header = header;
    this.payload = payload;
    this.signature = signature;
  }

  /**
   * Takes the text apart.
   *
   * @param path of the object, as {@code link[0]}, for messages
   */
  public static CompactJws parse(String text, int maxChars, String path) throws Rejected {
    if (text.length() > maxChars) {
      throw new Rejected(
          Reason.TOO_LARGE,
          path + " has [" + text.length() + "] characters, at most [" + maxChars + "]");
    }
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
      throw new Rejected(
          Reason.MALFORMED, path + " is not a compact JWS: it must have exactly two dots");
    }
    byte[] header = decode(text.substring(0, first), path + ".header");
    if (header.length > HEADER_BYTES) {
      throw new Rejected(
          Reason.TOO_LARGE,
          path + ".header has [" + header.length + "] bytes, at most [" + HEADER_BYTES + "]");
    }
    return new CompactJws(
        text,
        path,
        text.substring(0, second),
        header,
        decode(text.substring(first + 1, second), path + ".payload"),
        decode(text.substring(second + 1), path + ".signature"));
  }

  private static byte[] decode(String part, String path) throws Rejected {
    try {
      return Base64Url.decode(part);
    } catch (EncodingRefused e) {
      throw new Rejected(Reason.MALFORMED, path + " " + e.problem());
    }
  }

  /**
   * A new object.
   *
   * @param keyId the signer's pinned id, or null for a type that has none
   */
  public static String sign(JwsType type, @Nullable String keyId, byte[] payload, Signer signer) {
    JsonValue header = JwsHeader.toJson(type, signer.publicKey().algorithm(), keyId);
    String signingInput =
        Base64Url.encode(JsonWriter.writeBytes(header)) + "." + Base64Url.encode(payload);
    byte[] signature = signer.sign(signingInput.getBytes(StandardCharsets.US_ASCII));
    return signingInput + "." + Base64Url.encode(signature);
  }

  /** The header of an object that a pinned key signs. */
  public JwsHeader pinnedHeader(JwsType type) throws Rejected {
    return JwsHeader.readPinned(header, type, path);
  }

  /** The header of an object whose key is known from elsewhere. */
  public JwsHeader unpinnedHeader(JwsType type) throws Rejected {
    return JwsHeader.readUnpinned(header, type, path);
  }

  /** The header of another standard's object, which has neither {@code crit} nor our version. */
  public JwsHeader foreignHeader(String type) throws Rejected {
    return JwsHeader.readForeign(header, type, path);
  }

  /**
   * Checks the header's algorithm against the key's own, then the signature over what was received.
   *
   * @param whose the key's name, for messages
   */
  public void checkSigned(
      JwsHeader header, PublicKey key, SignatureVerifier signatures, String whose) throws Rejected {
    if (header.algorithm() != key.algorithm()) {
      throw new Rejected(
          Reason.ALGORITHM_NOT_ALLOWED, path + ".header.alg is not the algorithm of its key");
    }
    if (!signatures.verify(key.algorithm(), key.bytes(), signingInput(), signature.clone())) {
      throw new Rejected(Reason.BAD_SIGNATURE, path + ".signature is not that of " + whose);
    }
  }

  /** The claims, strictly read. */
  public Map<String, JsonValue> claims() throws Rejected {
    return readClaims(payload, path);
  }

  /** The claims that a payload holds. */
  public static Map<String, JsonValue> readClaims(byte[] payload, String path) throws Rejected {
    try {
      return Claim.members(JsonReader.read(payload), path + ".payload");
    } catch (EncodingRefused e) {
      throw new Rejected(Reason.MALFORMED, path + ".payload " + e.problem());
    }
  }

  /** As received. */
  public String text() {
    return text;
  }

  /** Where the object stands, for messages. */
  public String path() {
    return path;
  }

  /** What is signed: header and payload as received, with their dot. */
  private byte[] signingInput() {
    return signingInput.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * SHA-256 of the signing input, base64url: what the next link repeats as {@code par_hash}, and
   * what a revocation names. Never a hash of the whole text: some signatures can be respelt.
   */
  public String hash() {
    return Base64Url.encode(Sha256.ofAscii(signingInput));
  }
}
