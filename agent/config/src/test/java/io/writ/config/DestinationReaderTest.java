package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.constraint.RealPath;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.Destination;
import io.writ.core.policy.Destinations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a policy lets artifacts leave for. */
class DestinationReaderTest {
  private static final String KEY =
      "{ alg: Ed25519, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo }";
  private static final String PARTNER =
      """
      id: p
      version: 1
      destinations:
        partner:
          to: ["https://partner.example:8443", "kafka:orders"]
          runtime: spiffe://example.org/partner
          audience: example.org
          key: %s
      """
          .formatted(KEY);

  private static Destinations read(String text) throws ConfigurationRefused {
    PolicyContext context =
        new PolicyContext(
            Map.of("jdk:file.read", List.of("path")), Map.of(), Map.of(), RealPath::new);
    return PolicyReader.read("p.yaml", text.getBytes(StandardCharsets.UTF_8), context)
        .destinations();
  }

  private static void assertRefused(String part, String other, String message) {
    assertTrue(PARTNER.contains(part), part);
    ConfigurationRefused refused =
        assertThrows(ConfigurationRefused.class, () -> read(PARTNER.replace(part, other)));
    assertEquals(message, refused.getMessage());
  }

  private static Destination only(Destinations destinations) {
    assertEquals(1, destinations.all().size());
    return destinations.all().get(0);
  }

  @Test
  void destination_isFoundByEachOfItsPlacesAndByNothingElse() throws ConfigurationRefused {
    Destinations destinations = read(PARTNER);
    Destination partner = destinations.find("https://partner.example:8443");
    assertNotNull(partner);
    assertEquals(partner, destinations.find("kafka:orders"));
    assertNull(destinations.find("https://partner.example:84"));
    assertNull(destinations.find("https://partner.example:8443/"));
    assertNull(destinations.find("http://partner.example:8443"));
    assertNull(destinations.find("kafka:orders-2"));
  }

  @Test
  void whatIsLeftOut_isAllActionsForAMinute() throws ConfigurationRefused {
    Destination partner = only(read(PARTNER));
    assertEquals("partner", partner.name());
    assertEquals("spiffe://example.org/partner", partner.runtime());
    assertEquals("example.org", partner.audience());
    assertEquals(SignatureAlgorithm.ED25519, partner.key().algorithm());
    assertEquals(Duration.ofSeconds(60), partner.lifetime());
    assertTrue(partner.admits("any:thing"));
  }

  @Test
  void actionsAndLifetime_areTakenAsTheyAreWritten() throws ConfigurationRefused {
    Destination partner =
        only(read(PARTNER + "    actions: [\"jdk:file.read\", \"pay:*\"]\n    lifetime: PT5S\n"));
    assertEquals(
        List.of(new ActionPattern("jdk:file.read"), new ActionPattern("pay:*")), partner.actions());
    assertEquals(Duration.ofSeconds(5), partner.lifetime());
    assertTrue(partner.admits("pay:out"));
    assertEquals(false, partner.admits("jdk:file.reads"));
  }

  @Test
  void policyWithoutTheSection_letsNothingLeave() throws ConfigurationRefused {
    assertEquals(List.of(), read("id: p\nversion: 1\n").all());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a:1",
        "http://127.0.0.1:65535",
        "grpc://[::1]:50051",
        "kafka:orders",
        "jms:queue://a/b"
      })
  void place_isASchemeWithHostAndPortOrAName(String place) {
    assertTrue(Destination.isPlace(place));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a",
        "https://a:",
        "https://a:0",
        "https://a:01",
        "https://A:1",
        "HTTPS://a:1",
        "https://a:1/",
        "https://a:1?x",
        "https://u@a:1",
        "https://*.a:1",
        "https://a:100000",
        "kafka:",
        "kafka:*",
        "kafka:a b",
        "orders",
        "://a:1",
        "//a:1"
      })
  void otherSpellingOfAPlace_isRefused(String place) {
    assertEquals(false, Destination.isPlace(place));
    assertRefused(
        "kafka:orders",
        place,
        "p.yaml:5:42: ["
            + place
            + "] must be [scheme://host:port], in lower case and with its port, or [scheme:name],"
            + " for example [https://partner.example:443] or [kafka:orders]");
  }

  @Test
  void samePlaceTwice_isRefused() {
    assertRefused(
        "kafka:orders",
        "https://partner.example:8443",
        "p.yaml:5:42: [https://partner.example:8443] is there twice; keep one");
  }

  @Test
  void everythingElseThatIsNotAsItMustBe_isRefusedWithItsPlace() {
    assertRefused(
        "  partner:", "  part ner:", "p.yaml:4:3: a name must be 1 to 64 of [A-Za-z0-9._-]");
    assertRefused(
        "spiffe://example.org/partner",
        "spiffe://example.org/",
        "p.yaml:6:14: runtime must be [scheme://domain/path], for example"
            + " [spiffe://example.org/pay]");
    assertRefused("    audience: example.org\n", "", "p.yaml:5:5: key [audience] is missing");
    assertRefused(
        "    runtime:",
        "    run:",
        "p.yaml:6:5: unknown key [run]; valid are [to, runtime, audience, key, actions, lifetime]");
    assertRefused(KEY, "{ alg: Ed25519, x: AAAA }", "p.yaml:8:29: x has [3] bytes, must have [32]");
  }

  @Test
  void lifetimeOutOfBounds_isRefused() {
    assertRefused(
        "    audience:",
        "    lifetime: PT25H\n    audience:",
        "p.yaml:7:15: lifetime must be from [PT1S] to [PT24H]");
    assertRefused(
        "    audience:",
        "    lifetime: PT0.5S\n    audience:",
        "p.yaml:7:15: lifetime must be from [PT1S] to [PT24H]");
    assertRefused(
        "    audience:",
        "    lifetime: \"60\"\n    audience:",
        "p.yaml:7:15: lifetime must be an ISO 8601 duration, for example [PT1M]");
  }
}
