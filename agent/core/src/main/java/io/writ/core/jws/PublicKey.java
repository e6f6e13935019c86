package io.writ.core.jws;

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
  private final String thumbprint;

  /**
   * @param bytes in the form that {@link SignatureAlgorithm} gives for the algorithm
   * @throws IllegalArgumentException when the length is not the algorithm's
   */
  public PublicKey(SignatureAlgorithm algorithm, byte[] bytes) {
    if (bytes.length != algorithm.publicKeyLength()) {
      throw new IllegalArgumentException(
          "a public key of [" + bytes.length + "] bytes for " + algorithm.headerName());
    }
    this.algorithm = algorithm;
    this.bytes = bytes.clone();
    this.thumbprint = Base64Url.encode(Sha256.of(JsonWriter.writeBytes(toJwk())));
  }

  /** The one algorithm that this key verifies. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** The raw key, a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The key as JWK (RFC 8037, RFC 7518 §6.2, RFC 9964): the required members in lexicographic
   * order, so that the same text is the input of the thumbprint (RFC 7638 §3).
   */
  public JsonValue.Members toJwk() {
    Map<String, String> jwk = new LinkedHashMap<>();
    switch (algorithm) {
      case ED25519 -> {
        jwk.put("crv", "Ed25519");
        jwk.put("kty", "OKP");
        jwk.put("x", Base64Url.encode(bytes));
      }
      case ES256 -> {
        jwk.put("crv", "P-256");
        jwk.put("kty", "EC");
        jwk.put("x", Base64Url.encode(Arrays.copyOf(bytes, 32)));
        jwk.put("y", Base64Url.encode(Arrays.copyOfRange(bytes, 32, 64)));
      }
      case ML_DSA_65 -> {
        jwk.put("alg", algorithm.headerName());
        jwk.put("kty", "AKP");
        jwk.put("pub", Base64Url.encode(bytes));
      }
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    jwk.forEach((name, value) -> members.put(name, new JsonValue.Text(value)));
    return new JsonValue.Members(members);
  }

  /** The SHA-256 thumbprint (RFC 7638), base64url. */
  public String thumbprint() {
    return thumbprint;
  }

  /** The thumbprint as URI (RFC 9278), the {@code iss} of what this key signs. */
  public String thumbprintUri() {
    return THUMBPRINT_URI + thumbprint;
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
    return algorithm.headerName() + " " + thumbprint;
  }
}
