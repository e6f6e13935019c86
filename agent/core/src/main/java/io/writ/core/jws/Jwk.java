package io.writ.core.jws;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a public JWK (RFC 7517): OKP (RFC 8037), EC (RFC 7518 §6.2) or AKP (RFC 9964). A private
 * member anywhere refuses the key.
 */
public final class Jwk {
  // Every private or symmetric member of RFC 7518 §6, RFC 8037 and RFC 9964.
  private static final List<String> PRIVATE =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

  private final Map<String, JsonValue> members;
  private final String path;

  private Jwk(Map<String, JsonValue> members, String path) {
    this.members = members;
    this.path = path;
  }

  /**
   * The key that the JWK holds.
   *
   * @param path where the key stands, for messages
   */
  public static PublicKey read(@Nullable JsonValue json, String path) throws Rejected {
    Map<String, JsonValue> members = Claim.members(json, path);
    for (String name : PRIVATE) {
      if (members.containsKey(name)) {
        throw new Rejected(
            Reason.CLAIM_INVALID, path + " holds private member [" + name + "]; publish no key");
      }
    }
    return new Jwk(members, path).key();
  }

  private PublicKey key() throws Rejected {
    return switch (Claim.text(members.get("kty"), path + ".kty")) {
      case "OKP" -> {
        checkMembers(Set.of("kty", "crv", "x", "kid", "alg", "use"), SignatureAlgorithm.ED25519);
        checkText("crv", "Ed25519");
        yield new PublicKey(SignatureAlgorithm.ED25519, bytes("x", 32));
      }
      case "EC" -> {
        checkMembers(Set.of("kty", "crv", "x", "y", "kid", "alg", "use"), SignatureAlgorithm.ES256);
        checkText("crv", "P-256");
        byte[] point = Arrays.copyOf(bytes("x", 32), 64);
        System.arraycopy(bytes("y", 32), 0, point, 32, 32);
        yield new PublicKey(SignatureAlgorithm.ES256, point);
      }
      case "AKP" -> {
        SignatureAlgorithm algorithm = SignatureAlgorithm.ML_DSA_65;
        checkMembers(Set.of("kty", "alg", "pub", "kid", "use"), algorithm);
        checkText("alg", algorithm.headerName());
        yield new PublicKey(algorithm, bytes("pub", algorithm.publicKeyLength()));
      }
      default ->
          throw new Rejected(Reason.CLAIM_INVALID, path + ".kty must be one of [OKP, EC, AKP]");
    };
  }

  private void checkMembers(Set<String> known, SignatureAlgorithm algorithm) throws Rejected {
    Claim.checkNames(members, known, path);
    if (members.get("alg") != null) {
      String alg = Claim.text(members.get("alg"), path + ".alg");
      if (SignatureAlgorithm.findByHeader(alg) != algorithm) {
        throw new Rejected(
            Reason.ALGORITHM_NOT_ALLOWED,
            path + ".alg is not the key's own [" + algorithm.headerName() + "]");
      }
    }
    if (members.get("use") != null) {
      checkText("use", "sig");
    }
  }

  private void checkText(String name, String expected) throws Rejected {
    if (!Claim.text(members.get(name), path + "." + name).equals(expected)) {
      throw new Rejected(Reason.CLAIM_INVALID, path + "." + name + " must be [" + expected + "]");
    }
  }

  private byte[] bytes(String name, int length) throws Rejected {
    String at = path + "." + name;
    try {
      byte[] bytes = Base64Url.decode(Claim.text(members.get(name), at));
      if (bytes.length != length) {
        throw new Rejected(
            Reason.CLAIM_INVALID,
            at + " has [" + bytes.length + "] bytes, must have [" + length + "]");
      }
      return bytes;
    } catch (EncodingRefused e) {
      throw new Rejected(Reason.CLAIM_INVALID, at + " " + e.problem());
    }
  }
}
