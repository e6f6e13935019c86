package io.writ.core.jws;

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
 * The protected header: {@code alg}, {@code typ}, {@code crit}, {@code writ} and, where the key is
 * a pinned one, {@code kid}. Nothing else, so that no header can bring its own key ({@code jwk},
 * {@code jku}, {@code x5c}, …) or change how the rest is read ({@code b64}, {@code zip}).
 *
 * @param keyId the pinned key's id; null where the key is known from elsewhere, as a child link's
 *     is from its parent's {@code cnf}
 */
public record JwsHeader(SignatureAlgorithm algorithm, @Nullable String keyId) {
  private static final Set<String> ALLOWED = Set.of("alg", "typ", "kid", "crit", "writ");
  private static final Set<String> FOREIGN = Set.of("alg", "typ", "kid");
  private static final JsonValue CRITICAL =
      new JsonValue.Items(List.of(new JsonValue.Text("writ")));
  private static final JsonValue PROFILE = new JsonValue.Whole(1);

  /**
   * Reads a header that has a {@code kid}: of what a pinned key signs.
   *
   * @param path of the signed object, for messages
   */
  static JwsHeader readPinned(byte[] json, JwsType type, String path) throws Rejected {
    String at = path + ".header";
    Map<String, JsonValue> header = members(json, at);
    JwsHeader read = read(header, type, at);
    if (header.get("kid") instanceof JsonValue.Text text && PinnedKeys.isKeyId(text.value())) {
      return new JwsHeader(read.algorithm, text.value());
    }
    throw notAllowed(at + ".kid must be 1 to 64 of [A-Za-z0-9._-]");
  }

  /** Reads a header that has no {@code kid}: its key is known from elsewhere. */
  static JwsHeader readUnpinned(byte[] json, JwsType type, String path) throws Rejected {
    String at = path + ".header";
    Map<String, JsonValue> header = members(json, at);
    if (header.containsKey("kid")) {
      throw notAllowed(at + ".kid names a key, but the key here is known already");
    }
    return read(header, type, at);
  }

  /** Reads a header of another standard: {@code alg}, {@code typ} and perhaps {@code kid}. */
  static JwsHeader readForeign(byte[] json, String type, String path) throws Rejected {
    String at = path + ".header";
    Map<String, JsonValue> header = members(json, at);
    for (String name : header.keySet()) {
      if (!FOREIGN.contains(name)) {
        throw notAllowed(at + " has a parameter outside [alg, typ, kid]");
      }
    }
    if (!new JsonValue.Text(type).equals(header.get("typ"))) {
      throw new Rejected(Reason.WRONG_TYPE, at + ".typ must be [" + type + "]");
    }
    return new JwsHeader(algorithm(header, at), null);
  }

  private static JwsHeader read(Map<String, JsonValue> header, JwsType type, String at)
      throws Rejected {
    for (String name : header.keySet()) {
      if (!ALLOWED.contains(name)) {
        throw notAllowed(at + " has a parameter outside [alg, typ, kid, crit, writ]");
      }
    }
    if (!new JsonValue.Text(type.headerName()).equals(header.get("typ"))) {
      throw new Rejected(Reason.WRONG_TYPE, at + ".typ must be [" + type.headerName() + "]");
    }
    if (!CRITICAL.equals(header.get("crit"))) {
      throw notAllowed(at + ".crit must be [\"writ\"]");
    }
    if (!PROFILE.equals(header.get("writ"))) {
      throw notAllowed(at + ".writ must be [1]");
    }
    return new JwsHeader(algorithm(header, at), null);
  }

  private static Map<String, JsonValue> members(byte[] json, String at) throws Rejected {
    try {
      if (JsonReader.read(json) instanceof JsonValue.Members header) {
        return header.byName();
      }
      throw new Rejected(Reason.MALFORMED, at + " must be [object]");
    } catch (EncodingRefused e) {
      throw new Rejected(Reason.MALFORMED, at + " " + e.problem());
    }
  }

  private static SignatureAlgorithm algorithm(Map<String, JsonValue> header, String at)
      throws Rejected {
    SignatureAlgorithm algorithm =
        header.get("alg") instanceof JsonValue.Text alg
            ? SignatureAlgorithm.findByHeader(alg.value())
            : null;
    if (algorithm == null) {
      throw new Rejected(
          Reason.ALGORITHM_NOT_ALLOWED,
          at + ".alg is not in this profile [Ed25519, ES256, ML-DSA-65]");
    }
    return algorithm;
  }

  private static Rejected notAllowed(String detail) {
    return new Rejected(Reason.HEADER_NOT_ALLOWED, detail);
  }

  /** A header as JSON, for signing. */
  static JsonValue toJson(JwsType type, SignatureAlgorithm algorithm, @Nullable String keyId) {
    Map<String, JsonValue> header = new LinkedHashMap<>();
    header.put("alg", new JsonValue.Text(algorithm.headerName()));
    header.put("typ", new JsonValue.Text(type.headerName()));
    if (keyId != null) {
      header.put("kid", new JsonValue.Text(keyId));
    }
    header.put("crit", CRITICAL);
    header.put("writ", PROFILE);
    return new JsonValue.Members(header);
  }
}
