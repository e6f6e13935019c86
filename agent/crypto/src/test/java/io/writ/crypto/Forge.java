package io.writ.crypto;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.Presentation;
import io.writ.core.artifact.ProofTerms;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes links that no issuer of ours would make, and asks the verifier about them. */
public final class Forge {
  public static final long NOW = 1_800_000_000L;
  public static final SigningKey AUTHORITY = key(1);
  public static final SigningKey HOLDER = key(2);
  public static final SigningKey CHILD_HOLDER = key(3);
  public static final SigningKey STRANGER = key(4);
  public static final String ROOT_HEADER =
      "{\"alg\":\"Ed25519\",\"typ\":\"writ+jwt\",\"kid\":\"issuer-2026\",\"crit\":[\"writ\"],\"writ\":1}";
  public static final String CHILD_HEADER =
      "{\"alg\":\"Ed25519\",\"typ\":\"writ+jwt\",\"crit\":[\"writ\"],\"writ\":1}";
  public static final String PAY = "java:com.acme.Pay#transfer(long,java.lang.String)";

  private Forge() {}

  public static SigningKey key(int n) {
    byte[] seed = new byte[32];
    seed[0] = (byte) n;
    return SigningKey.fromSeed(SignatureAlgorithm.ED25519, seed);
  }

  /** A root that verifies as a leaf, too. */
  public static Map<String, JsonValue> root() {
    return claims(
        """
        {"iss":"https://issuer.example","sub":"alice","aud":["example.org","example.net"],
         "iat":1799999990,"exp":1800000200,"jti":"01900000-0000-7000-8000-000000000001",
         "may_act":{"sub":"spiffe://example.org/"},"txn":"t-1",
         "authorization_details":[{"type":"attenuating_agent_token","tools":{
           "%s":{"amount":{"type":"range","max":500},"currency":{"type":"one_of","values":["EUR","CHF"]}},
           "jdk:file.read":{"path":{"type":"path_under","path":"/data"}},
           "jdk:net.connect":{}}}],
         "cnf":{"jwk":%s},"del_depth":0,"del_max_depth":3}
        """
            .formatted(PAY, JsonWriter.write(HOLDER.publicKey().toJwk())));
  }

  /** A child that drops one action, under {@code parentLink}, held by {@link #CHILD_HOLDER}. */
  public static Map<String, JsonValue> child(String parentLink) {
    Map<String, JsonValue> child = root();
    child.put("iss", text(HOLDER.publicKey().thumbprintUri()));
    child.put("jti", text("01900000-0000-7000-8000-000000000002"));
    child.put("cnf", json("{\"jwk\":" + JsonWriter.write(CHILD_HOLDER.publicKey().toJwk()) + "}"));
    child.put("del_depth", new JsonValue.Whole(1));
    child.put("par_hash", text(hash(parentLink)));
    return with(
        child,
        "authorization_details",
        """
        [{"type":"attenuating_agent_token","tools":{
           "%s":{"amount":{"type":"range","max":100},"currency":{"type":"exact","value":"EUR"}},
           "jdk:file.read":{"path":{"type":"path_under","path":"/data/in"}}}}]
        """
            .formatted(PAY));
  }

  public static String scope(String tools) {
    return "[{\"type\":\"attenuating_agent_token\",\"tools\":" + tools + "}]";
  }

  public static Map<String, JsonValue> with(
      Map<String, JsonValue> claims, String name, String json) {
    Map<String, JsonValue> copy = new LinkedHashMap<>(claims);
    copy.put(name, json(json));
    return copy;
  }

  public static Map<String, JsonValue> without(Map<String, JsonValue> claims, String name) {
    Map<String, JsonValue> copy = new LinkedHashMap<>(claims);
    copy.remove(name);
    return copy;
  }

  public static String rootLink(Map<String, JsonValue> claims) {
    return link(ROOT_HEADER, claims, AUTHORITY);
  }

  public static String link(String header, Map<String, JsonValue> claims, SigningKey signer) {
    return link(header, JsonWriter.write(new JsonValue.Members(claims)), signer);
  }

  public static String link(String header, String payload, SigningKey signer) {
    String input = encode(header) + "." + encode(payload);
    return input + "." + Base64Url.encode(signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  public static String chain(String... links) {
    return "[\"" + String.join("\",\"", links) + "\"]";
  }

  /** The verified root and one child. */
  public static String chainWith(Map<String, JsonValue> child) {
    return chain(rootLink(root()), link(CHILD_HEADER, child, HOLDER));
  }

  /** A child of the default root with one claim changed. */
  public static String chainWith(String name, String json) {
    return chainWith(with(child(rootLink(root())), name, json));
  }

  public static VerifierTerms terms() {
    return VerifierTerms.of(
        new PinnedKeys(Map.of("issuer-2026", AUTHORITY.publicKey())),
        new RuntimeIdentity("spiffe://example.org/payments", "example.org"));
  }

  public static ArtifactVerifier verifier() {
    return verifier(null);
  }

  public static ArtifactVerifier verifier(@Nullable PolicyPin policy) {
    return new ArtifactVerifier(
        new Signatures(), terms().withPolicy(policy), Instant.ofEpochSecond(NOW - 60));
  }

  public static VerifiedArtifact verify(String presented) throws Rejected {
    return verifier().verify(proven(presented), Instant.ofEpochSecond(NOW));
  }

  /** With a fresh proof by the default chain's leaf key; unchanged when it cannot be read. */
  public static String proven(String presented) {
    try {
      int links = Presentation.parse(presented).links().size();
      return ArtifactIssuer.prove(
          presented,
          new ProofTerms("p", Instant.ofEpochSecond(NOW), "spiffe://example.org/payments", null),
          links == 1 ? HOLDER : CHILD_HOLDER);
    } catch (Rejected e) {
      return presented;
    }
  }

  public static String hash(String link) {
    return Base64Url.encode(Sha256.ofAscii(link.substring(0, link.lastIndexOf('.'))));
  }

  public static String encode(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  public static JsonValue text(String value) {
    return new JsonValue.Text(value);
  }

  public static JsonValue json(String json) {
    try {
      return JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
    } catch (EncodingRefused e) {
      throw new AssertionError(e);
    }
  }

  public static Map<String, JsonValue> claims(String json) {
    return new LinkedHashMap<>(((JsonValue.Members) json(json)).byName());
  }

  public static List<String> linksOf(String chain) {
    return ((JsonValue.Items) json(chain))
        .values().stream().map(item -> ((JsonValue.Text) item).value()).toList();
  }
}
