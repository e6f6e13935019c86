package io.writ.enforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Constraint;
import io.writ.api.HolderKey;
import io.writ.api.Reason;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import io.writ.api.spi.AttenuationTerms;
import io.writ.api.spi.WritRuntime;
import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.RootTerms;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.constraint.Wildcard;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What an application may do with an artifact whose last link's key it holds. */
class DelegationTest {
  private static final Instant NOW = GovernedThread.NOW;

  private final WritRuntime runtime = new GovernedThread(true).enforcer.runtime();
  private final SigningKey authority = key();
  private final SigningKey holder = key();

  private static SigningKey key() {
    return SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  }

  private HolderKey own() {
    return runtime.readHolderKey(holder.toPem().toCharArray(), null);
  }

  private String artifact(Map<String, Grant> tools) {
    try {
      return ArtifactIssuer.mint(
          "test",
          RootTerms.builder(
                  LinkId.of(NOW, 3, 4),
                  "https://issuer.example.org",
                  NOW,
                  Duration.ofMinutes(5),
                  List.of("example.org", "example.net"),
                  "spiffe://example.org/",
                  tools,
                  holder.publicKey())
              .maxDepth(2)
              .build(),
          authority);
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }

  private static LinkView last(String artifact) throws Rejected {
    List<LinkView> links = UnverifiedArtifact.readUnverified(artifact).unverifiedLinks();
    return links.get(links.size() - 1);
  }

  private static void assertDenied(Reason reason, String message, Executable act) {
    WritDenied denied = assertThrows(WritDenied.class, act);
    assertEquals(reason, denied.reason());
    assertEquals(message, denied.getMessage());
  }

  @Test
  void everythingThatCanBeNarrowed_isNarrowedAndTheRestKept() throws Rejected {
    AttenuationTerms terms =
        new AttenuationTerms(artifact(Map.of("a", Grant.ANY, "b", Grant.ANY, "c", Grant.ANY)));
    HolderKey worker = runtime.newHolderKey();
    terms.allow("a");
    terms.allow("b", "x", Constraint.atMost(5));
    terms.allow("b", "y", Constraint.exact("z"));
    terms.environment.put("host", Constraint.oneOf("h1", "h2"));
    terms.lifetime = Duration.ofSeconds(90);
    terms.notBefore = NOW.plusSeconds(10);
    terms.audience = List.of("example.net");
    terms.runtime = "spiffe://example.org/worker";
    terms.maxDepth = 1;
    terms.holder = worker.publicJwk();

    LinkView child = last(runtime.attenuate(terms, own()));

    assertEquals(
        "{a={}, b={x={\"type\":\"range\",\"max\":5}, y={\"type\":\"exact\",\"value\":\"z\"}}}",
        text(child.tools()));
    assertEquals(
        "{\"type\":\"one_of\",\"values\":[\"h1\",\"h2\"]}", json(child.environment().get("host")));
    assertEquals(NOW.plusSeconds(90), child.expiresAt());
    assertEquals(NOW.plusSeconds(10), child.notBefore());
    assertEquals(List.of("example.net"), child.audience());
    assertEquals("spiffe://example.org/worker", child.runtime());
    assertEquals(1, child.maxDepth());
    assertEquals(worker.publicJwk(), JsonWriter.write(child.holder().toJwk()));
  }

  @Test
  void everyConstraint_arrivesAsItWasWritten() throws Rejected {
    Map<String, Constraint> written = new LinkedHashMap<>();
    written.put("exact-text", Constraint.exact("t"));
    written.put("exact-long", Constraint.exact(Long.MAX_VALUE >> 11));
    written.put("exact-decimal", Constraint.exact(new BigDecimal("1.50")));
    written.put("exact-truth", Constraint.exact(true));
    written.put("one_of", Constraint.oneOf("a", "b"));
    written.put("not_one_of", Constraint.notOneOf("a"));
    written.put("at-most", Constraint.atMost(new BigDecimal("0.5")));
    written.put("at-least", Constraint.atLeast(-3));
    written.put("between", Constraint.between(1, 9));
    written.put("path_under", Constraint.pathUnder("/data"));
    written.put("url_under", Constraint.urlUnder("https://a.example/v1"));
    written.put("host", Constraint.host("*.example.org", "a.example"));
    written.put("cidr", Constraint.cidr("10.0.0.0/8"));
    written.put("contains", Constraint.contains("-v"));
    written.put("subset", Constraint.subset());
    written.put("all", Constraint.all(Constraint.atLeast(1), Constraint.wildcard()));
    written.put("any", Constraint.any(Constraint.exact("x"), Constraint.exact(1)));
    AttenuationTerms terms = new AttenuationTerms(artifact(Map.of("a", Grant.ANY)));
    written.forEach((name, constraint) -> terms.allow("a", name, constraint));

    String tools = text(last(runtime.attenuate(terms, own())).tools());

    assertEquals(
        "{a={exact-text={\"type\":\"exact\",\"value\":\"t\"},"
            + " exact-long={\"type\":\"exact\",\"value\":4503599627370495},"
            + " exact-decimal={\"type\":\"exact\",\"value\":1.5},"
            + " exact-truth={\"type\":\"exact\",\"value\":true},"
            + " one_of={\"type\":\"one_of\",\"values\":[\"a\",\"b\"]},"
            + " not_one_of={\"type\":\"not_one_of\",\"values\":[\"a\"]},"
            + " at-most={\"type\":\"range\",\"max\":0.5},"
            + " at-least={\"type\":\"range\",\"min\":-3},"
            + " between={\"type\":\"range\",\"min\":1,\"max\":9},"
            + " path_under={\"type\":\"path_under\",\"path\":\"/data\"},"
            + " url_under={\"type\":\"url_under\",\"url\":\"https://a.example/v1\"},"
            + " host={\"type\":\"host\",\"hosts\":[\"*.example.org\",\"a.example\"]},"
            + " cidr={\"type\":\"cidr\",\"cidr\":\"10.0.0.0/8\"},"
            + " contains={\"type\":\"contains\",\"values\":[\"-v\"]},"
            + " subset={\"type\":\"subset\",\"values\":[]},"
            + " all={\"type\":\"all\",\"of\":[{\"type\":\"range\",\"min\":1},{\"type\":\"wildcard\"}]},"
            + " any={\"type\":\"any\",\"of\":[{\"type\":\"exact\",\"value\":\"x\"},"
            + "{\"type\":\"exact\",\"value\":1}]}}}",
        tools);
  }

  @Test
  void whatNarrowsNothing_isRefused() {
    AttenuationTerms terms = new AttenuationTerms(artifact(Map.of("a", Grant.ANY)));
    assertDenied(
        Reason.NOT_NARROWER,
        "denied [writ:attenuate]: the artifact is refused: link[1] narrows none of [scope,"
            + " environment, audience, runtime, depth, expiry] and the root does not say"
            + " writ.handoff; docs/reasons.md says under [NOT_NARROWER] what to do",
        () -> runtime.attenuate(terms, own()));
    terms.allow("a");
    assertThrows(WritDenied.class, () -> runtime.attenuate(terms, own()));
  }

  @Test
  void whatWidens_isRefusedWithTheClaimsPath() {
    AttenuationTerms terms =
        new AttenuationTerms(
            artifact(Map.of("a", new Grant(Map.of("x", new Wildcard(), "y", new Wildcard())))));
    terms.allow("b");
    assertDenied(
        Reason.WIDENED,
        "denied [writ:attenuate]: the artifact is refused:"
            + " link[1].authorization_details[0].tools[\"b\"] is not granted by its parent;"
            + " docs/reasons.md says under [WIDENED] what to do",
        () -> runtime.attenuate(terms, own()));
  }

  @Test
  void keyThatIsNotTheHolders_signsNothing() {
    String artifact = artifact(Map.of("a", Grant.ANY));
    AttenuationTerms terms = new AttenuationTerms(artifact);
    terms.maxDepth = 1;
    String message =
        "the artifact is refused: link[0].cnf.jwk is not the key that was given for signing;"
            + " docs/reasons.md says under [BROKEN_ANCESTRY] what to do";
    assertDenied(
        Reason.BROKEN_ANCESTRY,
        "denied [writ:attenuate]: " + message,
        () -> runtime.attenuate(terms, runtime.newHolderKey()));
    assertDenied(
        Reason.BROKEN_ANCESTRY,
        "denied [writ:prove]: " + message,
        () -> runtime.prove(artifact, runtime.newHolderKey(), null));
  }

  @Test
  void keyOfSomebodyElsesMaking_isRefused() {
    HolderKey foreign =
        new HolderKey() {
          @Override
          public String publicJwk() {
            return "{}";
          }

          @Override
          public void close() {}
        };
    AttenuationTerms terms = new AttenuationTerms(artifact(Map.of("a", Grant.ANY)));
    assertEquals(
        "the key is none of this agent's; take it from Writ.newHolderKey or Writ.readHolderKey",
        assertThrows(IllegalArgumentException.class, () -> runtime.attenuate(terms, foreign))
            .getMessage());
  }

  @Test
  void closedKey_signsNothingMore() {
    HolderKey key = own();
    key.close();
    assertThrows(
        IllegalStateException.class,
        () -> runtime.prove(artifact(Map.of("a", Grant.ANY)), key, null));
  }

  @Test
  void textThatIsNoKey_isRefusedAndNotQuoted() {
    char[] secret = "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----".toCharArray();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> runtime.readHolderKey(secret, null));
    assertFalse(String.valueOf(refused.getMessage()).contains("SECRET"));
  }

  @Test
  void nothingThatIsPrinted_holdsAnArtifactOrAKey() {
    HolderKey key = own();
    String secret = holder.toPem().lines().skip(1).findFirst().orElseThrow();
    Constraint constraint = Constraint.exact("confidential");
    assertFalse(key.toString().contains(secret));
    assertFalse(key.publicJwk().contains(secret));
    assertEquals("exact", constraint.toString());
    assertEquals("attenuation", Writ.attenuate(artifact(Map.of("a", Grant.ANY))).toString());
  }

  private static String text(Map<String, Grant> tools) {
    Map<String, Map<String, String>> text = new LinkedHashMap<>();
    tools.forEach(
        (action, grant) -> {
          Map<String, String> constraints = new LinkedHashMap<>();
          grant.constraints().forEach((name, value) -> constraints.put(name, json(value)));
          text.put(action, constraints);
        });
    return text.toString();
  }

  private static String json(io.writ.core.constraint.@Nullable Constraint constraint) {
    return constraint == null ? "none" : JsonWriter.write(constraint.toJson());
  }
}
