package io.writ.core.artifact;

import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.encoding.Sha256;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A public key together with the one algorithm it is for. */
public final class PublicKey {
  private static final String THUMBPRINT_URI = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:";

  private final SignatureAlgorithm algorithm;
  private final byte[] bytes;

  /**
   * @throws IllegalArgumentException when the length is not the algorithm's
   */
  public PublicKey(SignatureAlgorithm algorithm, byte[] bytes) {
    if (bytes.length != algorithm.publicKeyLength()) {
      throw new IllegalArgumentException(
          "a public key of [" + bytes.length + "] bytes for " + algorithm.headerName());
    }
    this.algorithm = algorithm;
    this.bytes = bytes.clone();
  }

  /** The one algorithm that this key verifies. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** The raw key, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The key as JWK (RFC 8037), required members only. */
  public JsonValue.Members toJwk() {
    // Lexicographic order: the same text is the input of the thumbprint (RFC 7638 §3).
    Map<String, JsonValue> jwk = new LinkedHashMap<>();
    jwk.put("crv", new JsonValue.Text("Ed25519"));
    jwk.put("kty", new JsonValue.Text("OKP"));
    jwk.put("x", new JsonValue.Text(Base64Url.encode(bytes)));
    return new JsonValue.Members(jwk);
  }

  /** The SHA-256 thumbprint (RFC 7638), base64url. */
  public String thumbprint() {
    return Base64Url.encode(Sha256.of(JsonWriter.writeBytes(toJwk())));
  }

  /** The thumbprint as URI (RFC 9278), the {@code iss} of what this key signs. */
  public String thumbprintUri() {
    return THUMBPRINT_URI + thumbprint();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PublicKey key
        && algorithm == key.algorithm
        && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The thumbprint; a public key is no secret, but nobody recognizes one by its bytes. */
  @Override
  public String toString() {
    return algorithm.headerName() + " " + thumbprint();
  }
}
