package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a public JWK (RFC 7517, RFC 8037). A private member anywhere refuses the key. */
public final class Jwk {
  // Every private or symmetric member of RFC 7518 §6, RFC 8037 and RFC 9964.
  private static final List<String> PRIVATE =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");
  private static final Set<String> KNOWN = Set.of("kty", "crv", "x", "kid", "alg", "use");

  private Jwk() {}

  /**
   * The key that the JWK holds.
   *
   * @param path where the key stands, for messages
   */
  public static PublicKey read(@Nullable JsonValue json, String path) throws ArtifactRejected {
    Map<String, JsonValue> jwk = Claim.members(json, path);
    for (String name : PRIVATE) {
      if (jwk.containsKey(name)) {
        throw new ArtifactRejected(
            Reason.CLAIM_INVALID, path + " holds private member [" + name + "]; publish no key");
      }
    }
    Claim.checkNames(jwk, KNOWN, path);
    checkText(jwk, "kty", "OKP", path);
    checkText(jwk, "crv", "Ed25519", path);
    if (jwk.get("alg") != null) {
      String alg = Claim.text(jwk.get("alg"), path + ".alg");
      if (SignatureAlgorithm.findByHeader(alg) != SignatureAlgorithm.ED25519) {
        throw new ArtifactRejected(
            Reason.ALGORITHM_NOT_ALLOWED, path + ".alg is not the key's own [Ed25519]");
      }
    }
    if (jwk.get("use") != null) {
      checkText(jwk, "use", "sig", path);
    }
    byte[] bytes = decode(Claim.text(jwk.get("x"), path + ".x"), path + ".x");
    if (bytes.length != SignatureAlgorithm.ED25519.publicKeyLength()) {
      throw new ArtifactRejected(
          Reason.CLAIM_INVALID, path + ".x has [" + bytes.length + "] bytes, must have [32]");
    }
    return new PublicKey(SignatureAlgorithm.ED25519, bytes);
  }

  private static void checkText(
      Map<String, JsonValue> jwk, String name, String expected, String path)
      throws ArtifactRejected {
    if (!Claim.text(jwk.get(name), path + "." + name).equals(expected)) {
      throw new ArtifactRejected(
          Reason.CLAIM_INVALID, path + "." + name + " must be [" + expected + "]");
    }
  }

  private static byte[] decode(String text, String path) throws ArtifactRejected {
    try {
      return Base64Url.decode(text);
    } catch (EncodingRefused e) {
      throw new ArtifactRejected(Reason.CLAIM_INVALID, path + " " + e.problem());
    }
  }
}
