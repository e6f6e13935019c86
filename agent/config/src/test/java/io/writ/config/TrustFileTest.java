package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.core.artifact.Lifetimes;
import io.writ.core.artifact.RuntimeIdentity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFileTest {
  private static final String RUNTIME =
      "runtime: {id: \"spiffe://example.org/pay\", audience: example.org}\n";
  private static final String KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  private static final String AUTHORITY = "{kid: issuer-2026, alg: Ed25519, x: " + KEY + "}";
  private static final String AUTHORITIES = "authorities: [" + AUTHORITY + "]\n";

  private static TrustFile read(String text) throws ConfigurationRefused {
    return TrustFile.read("t.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String text, String message) {
    ConfigurationRefused refused = assertThrows(ConfigurationRefused.class, () -> read(text));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void wholeFile_isRead() throws ConfigurationRefused {
    TrustFile trust = read(RUNTIME + "lifetimes: {leaf: PT1M, root: PT24H}\n" + AUTHORITIES);
    assertEquals(new RuntimeIdentity("spiffe://example.org/pay", "example.org"), trust.runtime());
    assertEquals(Set.of("issuer-2026"), trust.authorities().byKeyId().keySet());
    assertEquals(new Lifetimes(Duration.ofMinutes(1), Duration.ofHours(24)), trust.lifetimes());
    assertEquals(Lifetimes.DEFAULT, read(RUNTIME + AUTHORITIES).lifetimes());
  }

  @Test
  void duplicateKeyId_isRefused() {
    assertRefused(
        RUNTIME + "authorities:\n- " + AUTHORITY + "\n- " + AUTHORITY + "\n",
        "t.yaml:4:9: kid [issuer-2026] is there twice; keep one");
  }

  @Test
  void keyThatIsNotEd25519_isRefused() {
    assertRefused(
        RUNTIME + AUTHORITIES.replace("Ed25519", "HS256"),
        "t.yaml:2:39: alg must be one of [Ed25519, ES256, ML-DSA-65]");
    assertRefused(
        RUNTIME + AUTHORITIES.replace(KEY, "AAAA"), "t.yaml:2:51: x has [3] bytes, must have [32]");
    assertRefused(
        RUNTIME + AUTHORITIES.replace(KEY, "\"AAAA=\""),
        "t.yaml:2:51: x is not base64url: no bytes have this length");
    assertRefused(
        RUNTIME + AUTHORITIES.replace("issuer-2026", "a/b"),
        "t.yaml:2:21: kid must be 1 to 64 of [A-Za-z0-9._-]");
  }

  @Test
  void privateKeyInside_isRefused() {
    assertRefused(
        RUNTIME + "authorities: [{kid: a, alg: Ed25519, x: " + KEY + ", d: AAAA}]\n",
        "t.yaml:2:86: [d] is a private key; remove it, and replace the key everywhere");
  }

  @Test
  void missingOrMisspeltParts_areRefused() {
    assertRefused(RUNTIME, "t.yaml:1:1: key [authorities] is missing");
    assertRefused(
        RUNTIME + "authorities: []\n",
        "t.yaml:2:14: [authorities] is an empty list; pin at least one");
    assertRefused(AUTHORITIES, "t.yaml:1:1: key [runtime] is missing");
    assertRefused(
        RUNTIME + AUTHORITIES + "lifetime: {}\n",
        "t.yaml:3:1: unknown key [lifetime]; did you mean [lifetimes]?");
    assertRefused(
        RUNTIME.replace("spiffe://example.org/pay", "pay") + AUTHORITIES,
        "t.yaml:1:15: id must be [scheme://domain/path], for example [spiffe://example.org/pay]");
  }

  @Test
  void lifetimeBeyondTheCapOrMisspelt_isRefused() {
    assertRefused(
        RUNTIME + AUTHORITIES + "lifetimes: {root: PT25H}\n",
        "t.yaml:3:19: root must be from [PT1S] to [PT24H]");
    assertRefused(
        RUNTIME + AUTHORITIES + "lifetimes: {leaf: 5m}\n",
        "t.yaml:3:19: leaf must be an ISO 8601 duration, for example [PT5M]");
  }

  @Test
  void quorumOfNoneOrOfMoreKeysThanThereAre_isRefused() throws ConfigurationRefused {
    String text =
        RUNTIME
            + AUTHORITIES
            + "cosigners: ["
            + AUTHORITY.replace("issuer-2026", "anna")
            + ", "
            + AUTHORITY.replace("issuer-2026", "anna-2")
            + "]\nquorum: {k: 1, of: [anna]}\n";
    assertEquals(1, read(text).quorums().get(0).k());
    for (String k : new String[] {"0", "2", "-1", "1.5"}) {
      assertRefused(
          text.replace("k: 1", "k: " + k),
          "t.yaml:4:13: k must be from [1] to the [1] keys of [of]");
    }
    assertRefused(
        text.replace("[anna]", "[anna, anna-2]"),
        "t.yaml:4:27: [anna-2] is a key that is there twice");
    assertRefused(
        text.replace("[anna]", "[ben]"), "t.yaml:4:21: [ben] is not the kid of one of [cosigners]");
  }

  @Test
  void fileThatCannotBeRead_isRefused(@TempDir Path directory) {
    Path missing = directory.resolve("none.yaml");
    ConfigurationRefused refused =
        assertThrows(ConfigurationRefused.class, () -> TrustFile.read(missing));
    assertEquals(
        missing + ": does not exist; let option [trust] name the file", refused.getMessage());
    refused = assertThrows(ConfigurationRefused.class, () -> TrustFile.read(directory));
    assertEquals(
        directory + ": cannot be read [IOException]; let option [trust] name a readable file",
        refused.getMessage());
  }
}
