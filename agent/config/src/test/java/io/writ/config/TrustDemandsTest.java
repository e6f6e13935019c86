package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.core.artifact.Possession;
import io.writ.core.artifact.Quorum;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a trust file demands beyond a signature, and how the runtime itself is named. */
class TrustDemandsTest {
  private static final String KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  private static final String OTHER = "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw";
  private static final String PUB = Base64Url.encode(new byte[1952]);
  private static final String BASE =
      """
      runtime: { id: "spiffe://example.org/pay", audience: example.org }
      authorities: [ { kid: a, alg: Ed25519, x: KEY }, { kid: b, alg: ES256, x: KEY, y: KEY } ]
      cosigners: [ { kid: c, alg: Ed25519, x: OTHER }, { kid: pq, alg: ML-DSA-65, pub: PUB } ]
      """
          .replace("KEY", KEY)
          .replace("OTHER", OTHER)
          .replace("PUB", PUB);

  private static TrustFile read(String text) throws ConfigurationRefused {
    return TrustFile.read("conf/t.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(String text, String message) {
    ConfigurationRefused refused =
        assertThrows(ConfigurationRefused.class, () -> read(BASE + text));
    assertEquals("conf/t.yaml:" + message, refused.getMessage());
  }

  private static String thumbprint(TrustFile trust, String keyId) {
    PublicKey key = Objects.requireNonNull(trust.cosigners().find(keyId));
    return key.thumbprint();
  }

  @Test
  void keysOfEveryAlgorithm_arePinned() throws ConfigurationRefused {
    TrustFile trust = read(BASE);
    assertEquals(
        SignatureAlgorithm.ES256,
        Objects.requireNonNull(trust.authorities().find("b")).algorithm());
    assertEquals(
        SignatureAlgorithm.ML_DSA_65,
        Objects.requireNonNull(trust.cosigners().find("pq")).algorithm());
    assertEquals(Possession.IF_DELEGABLE, trust.possession());
    assertNull(trust.revocations());
    assertNull(trust.identityProof());
  }

  @Test
  void quorums_nameCosignersByKeyId() throws ConfigurationRefused {
    TrustFile trust =
        read(BASE + "quorum: [ { k: 1, of: [pq] }, { k: 2, of: [c, pq] } ]\npossession: always\n");
    assertEquals(
        List.of(
            new Quorum(1, Set.of(thumbprint(trust, "pq"))),
            new Quorum(2, Set.of(thumbprint(trust, "c"), thumbprint(trust, "pq")))),
        trust.quorums());
    assertEquals(Possession.ALWAYS, trust.possession());
  }

  @Test
  void quorumThatCannotBeMeantOrMet_isRefused() {
    assertRefused(
        "quorum: { k: 0, of: [c] }\n", "4:14: k must be from [1] to the [1] keys of [of]");
    assertRefused(
        "quorum: { k: 2, of: [c] }\n", "4:14: k must be from [1] to the [1] keys of [of]");
    assertRefused("quorum: { k: 1, of: [a] }\n", "4:22: [a] is not the kid of one of [cosigners]");
    assertRefused("quorum: { k: 1, of: [c, c] }\n", "4:25: [c] is a key that is there twice");
    assertRefused("possession: never\n", "4:13: possession must be one of [always, if-delegable]");
  }

  @Test
  void filesAreFoundBesideTheTrustFile() throws ConfigurationRefused {
    TrustFile trust =
        read(
            BASE
                + "revocations: { file: r.jwt, signers: [b] }\n"
                + "status_lists: [ { uri: \"https://s.example/1\", file: /s.jwt, alg: Ed25519, x: "
                + KEY
                + " } ]\n");
    RevocationSettings revocations = Objects.requireNonNull(trust.revocations());
    assertEquals(Path.of("conf/r.jwt"), revocations.file());
    assertEquals(Set.of("b"), revocations.signers().byKeyId().keySet());
    assertEquals("https://s.example/1", trust.statusLists().get(0).uri());
    assertEquals(Path.of("/s.jwt"), trust.statusLists().get(0).file());
  }

  @Test
  void revocationSignersAreAuthorities() throws ConfigurationRefused {
    RevocationSettings all =
        Objects.requireNonNull(read(BASE + "revocations: { file: r.jwt }\n").revocations());
    assertEquals(Set.of("a", "b"), all.signers().byKeyId().keySet());
    assertRefused(
        "revocations: { file: r.jwt, signers: [c] }\n",
        "4:39: [c] is not the kid of one of [authorities]");
    assertRefused(
        "revocations: { file: r.jwt, signers: [] }\n",
        "4:38: [signers] is an empty list; leave it out to mean all [authorities]");
    assertRefused("revocations: { signers: [a] }\n", "4:14: key [file] is missing");
  }

  @Test
  void statusListNamedTwice_isRefused() {
    String list = "{ uri: u, file: f, alg: Ed25519, x: " + KEY + " }";
    assertRefused(
        "status_lists: [ " + list + ", " + list + " ]\n",
        "4:107: uri [u] is there twice; keep one");
  }

  @Test
  void runtimeIsProvenByAKeyOrAnSvidOrNotAtAll() throws ConfigurationRefused {
    String key = ", key: { file: k.pem, alg: Ed25519, x: " + KEY + " }";
    String svid = ", svid: { certificate: c.pem, key: k.pem, bundle: b.pem }";
    TrustFile byKey = read(BASE.replace(" }\nauth", key + ", measure_code: true }\nauth"));
    assertEquals(
        new IdentityProof.ByKey(
            Path.of("conf/k.pem"), Objects.requireNonNull(byKey.authorities().find("a"))),
        byKey.identityProof());
    assertEquals(true, byKey.measuresCode());
    assertEquals(
        new IdentityProof.BySvid(
            Path.of("conf/c.pem"), Path.of("conf/k.pem"), Path.of("conf/b.pem")),
        read(BASE.replace(" }\nauth", svid + " }\nauth")).identityProof());
    ConfigurationRefused both =
        assertThrows(
            ConfigurationRefused.class,
            () -> read(BASE.replace(" }\nauth", key + svid + " }\nauth")));
    assertEquals(
        "conf/t.yaml:1:157: [svid] stands beside [key]; prove the runtime's id by one of them",
        both.getMessage());
  }
}
