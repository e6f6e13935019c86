package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.ProofTerms;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was captured on the way into one process is worth nothing in another. */
class ReplayedArtifactIT {
  private static final String ELSEWHERE = "spiffe://example.org/elsewhere";
  private static final Map<String, Grant> PAY = Map.of("test:pay", new Grant(Map.of()));

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private final SigningKey holder =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());

  private GovernedJvm jvm(String name) throws Exception {
    return new GovernedJvm(Files.createDirectory(directory.resolve(name)))
        .policy("ceiling:\n  pay: { actions: [\"test:pay\"] }\n");
  }

  private String proven(String artifact, String runtime) throws Exception {
    return ArtifactIssuer.prove(
        artifact,
        new ProofTerms(UUID.randomUUID().toString(), Instant.now(), runtime, null),
        holder);
  }

  @Test
  void artifactAndProofOfOneRuntime_areRefusedInAnother_andTheProofASecondTime() throws Exception {
    GovernedJvm here = jvm("here");
    GovernedJvm there = jvm("there");
    Files.writeString(
        there.trustFile(), here.authority.trustFile().replace(TestAuthority.RUNTIME, ELSEWHERE));
    String bearer = here.authority.mint(PAY, holder, terms -> terms);
    String forThere = here.authority.mintFor(ELSEWHERE, PAY, holder);
    try (Conversation first = new Conversation(here);
        Conversation second = new Conversation(there)) {
      assertEquals("WRONG_RUNTIME", second.say("bind " + bearer));
      assertEquals("ran", first.say("bind " + bearer));
      assertEquals("ran", first.say("pay 1 EUR"));
      assertEquals("ran", first.say("close"));
      // Proofs that are older than the process are refused by themselves.
      String proven =
          proven(
              here.authority.mint(PAY, holder, terms -> terms.maxDepth(3)), TestAuthority.RUNTIME);
      String wrongProof = proven(forThere, TestAuthority.RUNTIME);
      assertEquals("ran", first.say("bind " + proven));
      assertEquals("ran", first.say("pay 1 EUR"));
      assertEquals("ran", first.say("close"));
      assertEquals("POSSESSION_NOT_PROVEN", first.say("bind " + proven));
      assertEquals("WRONG_RUNTIME", second.say("bind " + proven));
      assertEquals("POSSESSION_NOT_PROVEN", second.say("bind " + wrongProof));
      assertEquals("NO_ARTIFACT", second.say("pay 1 EUR"));
      assertEquals("ran", second.say("bind " + proven(forThere, ELSEWHERE)));
      assertEquals("ran", second.say("pay 1 EUR"));
    }
    Journals journals = Journals.verified(there.journal());
    assertEquals(3, journals.count("writ:bind", "DENIED"));
    assertEquals(1, journals.count("test:pay", "DENIED"));
  }
}
