package io.writ.crypto;

import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.child;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;
import static io.writ.crypto.Rejections.assertRefused;
import static io.writ.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.ProofTerms;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.SignatureVerifier;
import io.writ.core.revocation.RevocationKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A chain that was verified before is not verified again; whatever may change is. */
class SeenChainsTest {
  private static final String ROOT = rootLink(root());
  private static final String CHILD = link(CHILD_HEADER, child(ROOT), HOLDER);
  private static final String CHAIN = Forge.chain(ROOT, CHILD);

  /** Counts what is really verified. */
  private static final class Counting implements SignatureVerifier {
    private final Signatures signatures = new Signatures();
    int count;

    @Override
    public boolean verify(
        SignatureAlgorithm alg, byte[] publicKey, byte[] signingInput, byte[] signature) {
      count++;
      return signatures.verify(alg, publicKey, signingInput, signature);
    }
  }

  private final Counting counting = new Counting();
  private final ArtifactVerifier verifier =
      new ArtifactVerifier(counting, Forge.terms(), Instant.ofEpochSecond(NOW - 60));

  private int nextProof;

  /** Each with a proof of its own. */
  private String proven(String chain, long now) throws Rejected {
    return ArtifactIssuer.prove(
        chain,
        new ProofTerms(
            "p-" + nextProof++, Instant.ofEpochSecond(now), "spiffe://example.org/payments", null),
        chain.contains(CHILD) ? Forge.CHILD_HOLDER : HOLDER);
  }

  private void verify(String chain) throws Rejected {
    verifier.verify(proven(chain, NOW), Instant.ofEpochSecond(NOW));
  }

  @Test
  void secondPresentation_costsTheProofsSignatureOnly() throws Rejected {
    verify(CHAIN);
    assertEquals(3, counting.count, "root, child, proof");
    verify(CHAIN);
    assertEquals(4, counting.count, "proof");
    verify(Forge.chain(ROOT));
    assertEquals(5, counting.count, "the root was seen at the beginning of the chain");
  }

  @Test
  void childOfAChainThatWasSeen_isVerifiedUnderIt() throws Rejected {
    verify(Forge.chain(ROOT));
    assertEquals(2, counting.count);
    verify(CHAIN);
    assertEquals(4, counting.count, "child and proof");
  }

  @Test
  void chainThatWasSeen_expiresAllTheSame() throws Rejected {
    verify(CHAIN);
    for (long now : new long[] {NOW + 200, NOW + 10_000}) {
      assertRefused(
          () -> verifier.verify(proven(CHAIN, now), Instant.ofEpochSecond(now)),
          Reason.EXPIRED,
          "link[0].exp is [1800000200], now is [" + now + "]");
    }
  }

  @Test
  void chainThatWasSeen_isRevokedAllTheSame() throws Rejected {
    verify(CHAIN);
    assertRejected(
        verifier,
        Revoked.of(RevocationKind.LINK, Forge.hash(ROOT)),
        proven(CHAIN, NOW),
        Reason.REVOKED,
        "link[0] is revoked");
  }

  @Test
  void chainThatWasSeen_needsAFreshProofAllTheSame() throws Rejected {
    String presented = proven(CHAIN, NOW);
    verifier.verify(presented, Instant.ofEpochSecond(NOW));
    assertRejected(
        verifier,
        presented,
        Reason.POSSESSION_NOT_PROVEN,
        "proof was presented before; make a fresh one for each use");
    assertRejected(
        verifier,
        CHAIN,
        Reason.POSSESSION_NOT_PROVEN,
        "proof is missing; sign one with the key of the last link's cnf.jwk");
  }

  @Test
  void chainThatWasSeenInAnHour_isRefusedOutsideOfItAllTheSame() throws Rejected {
    ArtifactVerifier timed =
        Beside.verifier(Forge.terms().withEnvironment(new Environment(Map.of())));
    String root =
        rootLink(
            with(root(), "writ", "{\"env\":{\"time_of_day\":{\"type\":\"exact\",\"value\":480}}}"));
    timed.verify(proven(root, NOW), Instant.ofEpochSecond(NOW));
    assertRefused(
        () -> timed.verify(proven(root, NOW + 60), Instant.ofEpochSecond(NOW + 60)),
        Reason.ENVIRONMENT_MISMATCH,
        "link[0].writ.env.time_of_day does not hold here");
  }

  /** What one runtime remembers is no other's; an authority that it does not pin stays unknown. */
  @Test
  void chainThatAnotherRuntimeHasSeen_isVerifiedWithThisOnesKeys() throws Rejected {
    verify(CHAIN);
    ArtifactVerifier other =
        Beside.verifier(
            VerifierTerms.of(
                new PinnedKeys(Map.of("issuer-2026", Forge.STRANGER.publicKey())),
                Forge.terms().runtime()));
    assertRejected(
        other,
        proven(CHAIN, NOW),
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
    ArtifactVerifier elsewhere =
        Beside.verifier(
            VerifierTerms.of(
                Revoked.signers(),
                new RuntimeIdentity("spiffe://example.com/payments", "example.org")));
    assertRejected(
        elsewhere,
        proven(CHAIN, NOW),
        Reason.WRONG_RUNTIME,
        "link[0].may_act.sub does not name [spiffe://example.com/payments]");
  }

  @Test
  void linkWhoseSignatureWasAltered_isNotFoundInTheMemory() throws Rejected {
    verify(CHAIN);
    int dot = CHILD.lastIndexOf('.') + 1;
    String altered =
        CHILD.substring(0, dot) + (CHILD.charAt(dot) == 'A' ? 'B' : 'A') + CHILD.substring(dot + 1);
    assertRejected(
        verifier,
        Beside.presented(List.of(ROOT, altered), List.of(), null),
        Reason.BAD_SIGNATURE,
        "link[1].signature is not that of its parent's holder");
    int rootDot = ROOT.lastIndexOf('.') + 1;
    String alteredRoot =
        ROOT.substring(0, rootDot)
            + (ROOT.charAt(rootDot) == 'A' ? 'B' : 'A')
            + ROOT.substring(rootDot + 1);
    assertRejected(
        verifier,
        Beside.presented(List.of(alteredRoot, CHILD), List.of(), null),
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
  }

  /** Both texts have the digest of the chain; only one of them is a chain. */
  @Test
  void linksJoinedIntoOneText_areNotFoundInTheMemory() throws Rejected {
    verify(CHAIN);
    String joined = ROOT + "," + CHILD;
    for (String presented : List.of(joined, "[\"" + joined + "\"]")) {
      assertRejected(
          verifier,
          presented,
          Reason.MALFORMED,
          "link[0] is not a compact JWS: it must have exactly two dots");
    }
  }

  @Test
  void childUnderAnotherRootThanTheOneSeen_isVerifiedAgain() throws Rejected {
    verify(CHAIN);
    String sibling = rootLink(with(root(), "jti", "\"01900000-0000-7000-8000-000000000009\""));
    assertRejected(
        verifier,
        Beside.presented(List.of(sibling, CHILD), List.of(), null),
        Reason.BROKEN_ANCESTRY,
        "link[1].par_hash is not the hash of the link above");
  }
}
