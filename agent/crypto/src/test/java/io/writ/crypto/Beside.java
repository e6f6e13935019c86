package io.writ.crypto;

import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.claims;
import static io.writ.crypto.Forge.hash;

import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Presentation;
import io.writ.core.artifact.Quorum;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what stands beside the links: co-signatures, approvals, proofs, lists of revocations. */
public final class Beside {
  public static final SigningKey ANNA = Forge.key(11);
  public static final SigningKey BEN = Forge.key(12);

  /** Pinned, but in no quorum. */
  public static final SigningKey CARL = Forge.key(13);

  private Beside() {}

  /** {@code anna-2} is {@code anna}'s key under a second name. */
  public static PinnedKeys cosigners() {
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    keys.put("anna", ANNA.publicKey());
    keys.put("anna-2", ANNA.publicKey());
    keys.put("ben", BEN.publicKey());
    keys.put("carl", CARL.publicKey());
    return new PinnedKeys(keys);
  }

  public static Quorum quorum(int k, SigningKey... keys) {
    Set<String> of = new LinkedHashSet<>();
    for (SigningKey key : keys) {
      of.add(key.publicKey().thumbprint());
    }
    return new Quorum(k, of);
  }

  public static String quorumJson(int k, SigningKey... keys) {
    StringBuilder of = new StringBuilder();
    for (SigningKey key : keys) {
      of.append(of.isEmpty() ? "\"" : ",\"").append(key.publicKey().thumbprint()).append('"');
    }
    return "{\"quorum\":{\"k\":" + k + ",\"of\":[" + of + "]}}";
  }

  /** A verifier that pins the co-signers and demands these quorums of every artifact. */
  public static ArtifactVerifier demanding(Quorum... quorums) {
    return verifier(Forge.terms().withQuorums(cosigners(), List.of(quorums)));
  }

  public static ArtifactVerifier verifier(VerifierTerms terms) {
    return new ArtifactVerifier(new Signatures(), terms, Instant.ofEpochSecond(NOW - 60));
  }

  public static Map<String, JsonValue> cosignature(String root, SigningKey signer) {
    return claims(
        """
        {"iss":"%s","jti":"c-1","iat":1799999990,"exp":1800000100,"aud":["example.org"],
         "aat_hash":"%s"}
        """
            .formatted(signer.publicKey().thumbprintUri(), hash(root)));
  }

  public static String cosigned(String root, String keyId, SigningKey signer) {
    return signed("writ-cosig+jwt", keyId, cosignature(root, signer), signer);
  }

  public static String approved(String root, String keyId, SigningKey signer, String requestHash) {
    return signed(
        "writ-cosig+jwt",
        keyId,
        Forge.with(cosignature(root, signer), "req_hash", "\"" + requestHash + "\""),
        signer);
  }

  /** For the whole chain and the runtime of {@link Forge#terms}. */
  public static Map<String, JsonValue> proof(String... links) {
    return claims(
        """
        {"jti":"p-1","iat":1800000000,"aud":"spiffe://example.org/payments","art_hash":"%s"}
        """
            .formatted(Base64Url.encode(Sha256.ofAscii(String.join(",", links)))));
  }

  public static String signed(
      String typ, @Nullable String keyId, Map<String, JsonValue> claims, SigningKey signer) {
    return Forge.link(header(typ, keyId, signer), claims, signer);
  }

  public static String header(String typ, @Nullable String keyId, SigningKey signer) {
    return "{\"alg\":\""
        + signer.publicKey().algorithm().headerName()
        + "\",\"typ\":\""
        + typ
        + "\","
        + (keyId == null ? "" : "\"kid\":\"" + keyId + "\",")
        + "\"crit\":[\"writ\"],\"writ\":1}";
  }

  public static String presented(
      List<String> links, List<String> cosignatures, @Nullable String proof) {
    return new Presentation(links, cosignatures, proof).toText();
  }

  /** The root, its co-signatures and a good proof. */
  public static String withCosignatures(String root, String... cosignatures) {
    return Forge.proven(presented(List.of(root), List.of(cosignatures), null));
  }
}
