package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protected header of a link: {@code alg}, {@code typ}, {@code crit}, {@code writ} and, in a
 * root, {@code kid}. Nothing else, so that no header can bring its own key ({@code jwk}, {@code
 * jku}, {@code x5c}, …) or change how the rest is read ({@code b64}, {@code zip}).
 *
 * @param keyId the authority's key id; null in a child, whose key is its parent's {@code cnf}
 */
record LinkHeader(SignatureAlgorithm algorithm, @Nullable String keyId) {
  /** The type of a link; co-signatures, policies and revocation lists have others. */
  static final String TYPE = "writ+jwt";

  private static final Set<String> ALLOWED = Set.of("alg", "typ", "kid", "crit", "writ");
  private static final JsonValue CRITICAL =
      new JsonValue.Items(List.of(new JsonValue.Text("writ")));
  private static final JsonValue PROFILE = new JsonValue.Whole(1);

  /**
   * @param path {@code link[n]}, for messages
   */
  static LinkHeader read(byte[] json, boolean isRoot, String path) throws ArtifactRejected {
    String at = path + ".header";
    Map<String, JsonValue> header = parse(json, at);
    for (String name : header.keySet()) {
      if (!ALLOWED.contains(name)) {
        throw notAllowed(at + " has a parameter outside [alg, typ, kid, crit, writ]");
      }
    }
    if (!new JsonValue.Text(TYPE).equals(header.get("typ"))) {
      throw new ArtifactRejected(Reason.WRONG_TYPE, at + ".typ must be [" + TYPE + "]");
    }
    if (!CRITICAL.equals(header.get("crit"))) {
      throw notAllowed(at + ".crit must be [\"writ\"]");
    }
    if (!PROFILE.equals(header.get("writ"))) {
      throw notAllowed(at + ".writ must be [1]");
    }
    return new LinkHeader(algorithm(header, at), keyId(header, isRoot, at));
  }

  private static Map<String, JsonValue> parse(byte[] json, String at) throws ArtifactRejected {
    try {
      if (JsonReader.read(json) instanceof JsonValue.Members header) {
        return header.byName();
      }
      throw new ArtifactRejected(Reason.MALFORMED, at + " must be [object]");
    } catch (EncodingRefused e) {
      throw new ArtifactRejected(Reason.MALFORMED, at + " " + e.problem());
    }
  }

  private static SignatureAlgorithm algorithm(Map<String, JsonValue> header, String at)
      throws ArtifactRejected {
    SignatureAlgorithm algorithm =
        header.get("alg") instanceof JsonValue.Text alg
            ? SignatureAlgorithm.findByHeader(alg.value())
            : null;
    if (algorithm == null) {
      throw new ArtifactRejected(
          Reason.ALGORITHM_NOT_ALLOWED, at + ".alg is not in this profile [Ed25519]");
    }
    return algorithm;
  }

  private static @Nullable String keyId(Map<String, JsonValue> header, boolean isRoot, String at)
      throws ArtifactRejected {
    JsonValue keyId = header.get("kid");
    if (!isRoot) {
      if (keyId != null) {
        throw notAllowed(at + ".kid stands in a child; its key is the parent's cnf.jwk");
      }
      return null;
    }
    if (keyId instanceof JsonValue.Text text && TrustAnchors.isKeyId(text.value())) {
      return text.value();
    }
    throw notAllowed(at + ".kid must be 1 to 64 of [A-Za-z0-9._-]");
  }

  private static ArtifactRejected notAllowed(String detail) {
    return new ArtifactRejected(Reason.HEADER_NOT_ALLOWED, detail);
  }

  /** The header as JSON, for issuing. */
  JsonValue toJson() {
    Map<String, JsonValue> header = new LinkedHashMap<>();
    header.put("alg", new JsonValue.Text(algorithm.headerName()));
    header.put("typ", new JsonValue.Text(TYPE));
    if (keyId != null) {
      header.put("kid", new JsonValue.Text(keyId));
    }
    header.put("crit", CRITICAL);
    header.put("writ", PROFILE);
    return new JsonValue.Members(header);
  }
}
