package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Idle;
import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.CosignatureTerms;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.ProofTerms;
import io.writ.core.artifact.RequestHash;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Subset;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.revocation.RevocationKind;
import io.writ.crypto.SigningKey;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped jar does with proofs, quorums, approvals, conditions and revocations. */
class ArtifactIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Map<String, Grant> PAY =
      Map.of(
          "test:pay",
          new Grant(
              Map.of(
                  "amount",
                  new Range(null, BigDecimal.valueOf(500)),
                  "currency",
                  new OneOf(List.of(new Scalar.Text("EUR"), new Scalar.Text("USD"))))));

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private GovernedJvm jvm;

  private final SigningKey holder = SigningKey.generate(SignatureAlgorithm.ED25519, RANDOM);

  @BeforeEach
  void policy() throws Exception {
    jvm = new GovernedJvm(directory).policy("ceiling:\n  pay: { actions: [\"test:pay\"] }\n");
  }

  private void trust(String more) throws Exception {
    Files.writeString(jvm.trustFile(), jvm.authority.trustFile() + more);
  }

  private static ProofTerms proofTerms() {
    return new ProofTerms(UUID.randomUUID().toString(), Instant.now(), TestAuthority.RUNTIME, null);
  }

  private String proven(String artifact) throws Exception {
    return ArtifactIssuer.prove(artifact, proofTerms(), holder);
  }

  @Test
  void artifactThatCanBeDelegated_needsAFreshProofForEachUse() throws Exception {
    String artifact = jvm.authority.mint(PAY, holder, terms -> terms.maxDepth(3));
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("POSSESSION_NOT_PROVEN", probe.say("bind " + artifact));
      assertEquals("NO_ARTIFACT", probe.say("pay 1 EUR"));
      String proven = proven(artifact);
      assertEquals("ran", probe.say("bind " + proven));
      assertEquals("ran", probe.say("pay 500 EUR"));
      assertEquals("ARGUMENT_OUT_OF_SCOPE", probe.say("pay 501 EUR"));
      assertEquals("ran", probe.say("close"));
      assertEquals("POSSESSION_NOT_PROVEN", probe.say("bind " + proven));
      assertEquals("ran", probe.say("bind " + proven(artifact)));
    }
    Journals.verified(jvm.journal());
  }

  @Test
  void holderInTheJvm_narrowsAndHandsOver_andNobodyGetsMore() throws Exception {
    String artifact = jvm.authority.mint(PAY, holder, terms -> terms.maxDepth(3));
    String pem = holder.toPem().strip().replace('\n', '|').replace(' ', '~');
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("ran", probe.say("delegate " + artifact + " " + pem));
      assertEquals("ran", probe.say("pay 100 EUR"));
      assertEquals("ARGUMENT_OUT_OF_SCOPE", probe.say("pay 101 EUR"));
      assertEquals("ran", probe.say("close"));
      assertEquals("BROKEN_ANCESTRY", probe.say("cut " + artifact + " " + pem));
      assertEquals("WIDENED", probe.say("widen " + artifact + " " + pem));
      assertEquals("NO_ARTIFACT", probe.say("pay 1 EUR"));
    }
    Journals.verified(jvm.journal());
  }

  @Test
  void revokedLink_isDeniedAtTheNextCallOfAThreadThatHasItBound() throws Exception {
    Path list = directory.resolve("revocations.jwt");
    replace(list, jvm.authority.revocations(7, Duration.ofSeconds(20), Map.of()));
    trust("revocations: { file: revocations.jwt }\n");
    String artifact = jvm.authority.mint(PAY, holder, terms -> terms);
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("ran", probe.say("bind " + artifact));
      assertEquals("ran", probe.say("pay 1 EUR"));
      String link = UnverifiedArtifact.readUnverified(artifact).linkHashes().get(0);
      replace(
          list,
          jvm.authority.revocations(
              8, Duration.ofSeconds(20), Map.of(RevocationKind.LINK, Set.of(link))));
      assertEquals("REVOKED", probe.sayUntilNot("pay 1 EUR", "ran"));
      assertEquals("ran", probe.say("close"));
      assertEquals("REVOKED", probe.say("bind " + artifact));
      // Back to the older list: refused, and what is revoked stays so.
      replace(list, jvm.authority.revocations(7, Duration.ofSeconds(20), Map.of()));
      while (probe.errors().isEmpty()) {
        assertEquals("REVOKED", probe.say("bind " + artifact));
      }
      assertEquals(
          List.of(
              "writ: "
                  + list
                  + ": STALE_GOVERNANCE: revocations.version is [7], must be at least [9]; what was in force stays until its time is over"),
          probe.errors());
    }
    Journals journals = Journals.verified(jvm.journal());
    assertTrue(journals.count("test:pay", "DENIED") >= 1);
    // A restart does not forget the version either.
    GovernedJvm.Result restart = jvm.run(Idle.class);
    assertEquals(78, restart.status(), restart.err().toString());
    assertEquals(
        List.of(
            "writ: the start is refused: "
                + list
                + ": STALE_GOVERNANCE: revocations.version is [7], must be at least [8]"),
        restart.writLines());
  }

  @Test
  void listThatIsNotRenewed_deniesEverythingWhenItsTimeIsOver() throws Exception {
    Path list = directory.resolve("revocations.jwt");
    replace(list, jvm.authority.revocations(1, Duration.ofSeconds(8), Map.of()));
    trust("revocations: { file: revocations.jwt }\n");
    String artifact = jvm.authority.mint(PAY, holder, terms -> terms);
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("ran", probe.say("bind " + artifact));
      assertEquals("ran", probe.say("pay 1 EUR"));
      Files.delete(list);
      assertEquals("STALE_GOVERNANCE", probe.sayUntilNot("pay 1 EUR", "ran"));
      replace(list, jvm.authority.revocations(2, Duration.ofSeconds(20), Map.of()));
      assertEquals("ran", probe.sayUntilNot("pay 1 EUR", "STALE_GOVERNANCE"));
    }
  }

  @Test
  void quorumOfTheTrustFile_isMetByApprovalsOfOneCallOnce() throws Exception {
    SigningKey first = SigningKey.generate(SignatureAlgorithm.ED25519, RANDOM);
    SigningKey second = SigningKey.generate(SignatureAlgorithm.ML_DSA_65, RANDOM);
    trust(
        """
        cosigners:
          - { kid: first, alg: Ed25519, x: %s }
          - { kid: second, alg: ML-DSA-65, pub: %s }
        quorum: [ { k: 2, of: [first, second] } ]
        """
            .formatted(
                Base64Url.encode(first.publicKey().bytes()),
                Base64Url.encode(second.publicKey().bytes())));
    String artifact = jvm.authority.mint(PAY, holder, terms -> terms);
    String cosigned = cosign(artifact, "first", first, null);
    Arguments payment = new Arguments();
    payment.addInteger(50);
    payment.add(Arguments.Kind.TEXT, "EUR");
    String request = RequestHash.find("test:pay", List.of("amount", "currency"), payment);
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("QUORUM_NOT_MET", probe.say("bind " + artifact));
      assertEquals("QUORUM_NOT_MET", probe.say("bind " + cosigned));
      assertEquals("QUORUM_NOT_MET", probe.say("bind " + cosign(cosigned, "first", first, null)));
      assertEquals("ran", probe.say("bind " + cosign(cosigned, "second", second, request)));
      assertEquals("QUORUM_NOT_MET", probe.say("pay 51 EUR"));
      assertEquals("QUORUM_NOT_MET", probe.say("pay 50 USD"));
      assertEquals("ran", probe.say("pay 50 EUR"));
      assertEquals("QUORUM_NOT_MET", probe.say("pay 50 EUR"));
      assertEquals("ran", probe.say("close"));
      assertEquals("ran", probe.say("bind " + cosign(cosigned, "second", second, null)));
      assertEquals("ran", probe.say("pay 51 EUR"));
      assertEquals("ran", probe.say("pay 51 EUR"));
    }
    Journals.verified(jvm.journal());
  }

  @Test
  void conditions_areAboutWhatTheAgentFoundOutItself() throws Exception {
    trust("");
    String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    String elsewhere =
        jvm.authority.mint(PAY, holder, terms -> terms.environment(Map.of("host", exact("x"))));
    String here =
        jvm.authority.mint(
            PAY,
            holder,
            terms ->
                terms.environment(
                    Map.of(
                        "host",
                        exact(host),
                        "agents",
                        new Subset(List.of("javaagent:" + GovernedJvm.AGENT.getFileName())))));
    String unmeasured =
        jvm.authority.mint(
            PAY, holder, terms -> terms.environment(Map.of("code_source", exact("x"))));
    jvm.flag("-Dhost=x").flag("-Duser.name=x");
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("ENVIRONMENT_MISMATCH", probe.say("bind " + elsewhere));
      assertEquals("ENVIRONMENT_MISMATCH", probe.say("bind " + unmeasured));
      assertEquals("ran", probe.say("bind " + here));
      assertEquals("ran", probe.say("pay 1 EUR"));
    }
  }

  private static Exact exact(String text) {
    return new Exact(new Scalar.Text(text));
  }

  private static String cosign(
      String artifact, String keyId, SigningKey key, @Nullable String request) throws Exception {
    return ArtifactIssuer.cosign(
        artifact,
        keyId,
        new CosignatureTerms(
            UUID.randomUUID().toString(),
            Instant.now(),
            Duration.ofMinutes(5),
            List.of("example.org"),
            request),
        key);
  }

  private static void replace(Path file, String text) throws Exception {
    Path fresh = Files.writeString(file.resolveSibling("fresh"), text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
