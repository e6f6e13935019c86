package io.writ.crypto;

import static io.writ.crypto.Beside.presented;
import static io.writ.crypto.Beside.proof;
import static io.writ.crypto.Beside.signed;
import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.CHILD_HOLDER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.child;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;
import static io.writ.crypto.Forge.without;
import static io.writ.crypto.Rejections.assertRefused;
import static io.writ.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Possession;
import io.writ.core.artifact.Quorum;
import io.writ.core.artifact.RequestHash;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs of possession: made by the leaf's holder, for this artifact, here, now and once. */
class ProofTest {
  private static final String ROOT = rootLink(root());
  private static final String CHILD = link(CHILD_HEADER, child(ROOT), HOLDER);
  private static final String MISSING =
      "proof is missing; sign one with the key of the last link's cnf.jwk";

  private final ArtifactVerifier verifier = Forge.verifier();

  private static String rootWith(Map<String, JsonValue> proof) {
    return presented(List.of(ROOT), List.of(), signed("writ-pop+jwt", null, proof, HOLDER));
  }

  private void assertProofRejected(Map<String, JsonValue> proof, String message) {
    assertRejected(verifier, rootWith(proof), Reason.POSSESSION_NOT_PROVEN, message);
  }

  private VerifiedArtifact verify(String presented, long now) throws Rejected {
    return verifier.verify(presented, Instant.ofEpochSecond(now));
  }

  private static Map<String, JsonValue> at(long issuedAt, String id) {
    return with(with(proof(ROOT), "iat", "" + issuedAt), "jti", "\"" + id + "\"");
  }

  @Test
  void missingProof_isRejectedForEveryChainAndForARootThatMayBeDelegated() {
    assertRejected(verifier, Forge.chain(ROOT, CHILD), Reason.POSSESSION_NOT_PROVEN, MISSING);
    assertRejected(verifier, ROOT, Reason.POSSESSION_NOT_PROVEN, MISSING);
  }

  /** What a thief of the longer chain would do: the leaf's own key does not fit the parent. */
  @Test
  void parentPresentedByTheHolderOfTheLeaf_isRejected() {
    assertRejected(
        verifier,
        presented(
            List.of(ROOT), List.of(), signed("writ-pop+jwt", null, proof(ROOT), CHILD_HOLDER)),
        Reason.BAD_SIGNATURE,
        "proof.signature is not that of the leaf's holder");
    String chain = presented(List.of(ROOT, CHILD), List.of(), null);
    String stolen =
        presented(
            List.of(ROOT),
            List.of(),
            signed("writ-pop+jwt", null, proof(ROOT, CHILD), CHILD_HOLDER));
    assertRejected(verifier, chain, Reason.POSSESSION_NOT_PROVEN, MISSING);
    assertRejected(
        verifier, stolen, Reason.BAD_SIGNATURE, "proof.signature is not that of the leaf's holder");
  }

  @Test
  void rootThatCannotBeDelegated_needsAProofOnlyWhereItIsAlwaysDemanded() throws Rejected {
    String root = rootLink(with(root(), "del_max_depth", "0"));
    verify(root, NOW);
    ArtifactVerifier always = Beside.verifier(Forge.terms().withPossession(Possession.ALWAYS));
    assertRejected(always, root, Reason.POSSESSION_NOT_PROVEN, MISSING);
    always.verify(Forge.proven(root), Instant.ofEpochSecond(NOW));
  }

  /** Not demanded, but there: then it must be good. */
  @Test
  void wrongProofWhereNoneIsDemanded_isRejected() {
    String root = rootLink(with(root(), "del_max_depth", "0"));
    assertRejected(
        verifier,
        presented(List.of(root), List.of(), signed("writ-pop+jwt", null, proof(ROOT), HOLDER)),
        Reason.POSSESSION_NOT_PROVEN,
        "proof.art_hash is not the hash of this artifact");
  }

  @Test
  void proofPresentedTwice_isRejectedAndAFreshOneOfTheSameSecondIsNot() throws Rejected {
    verify(rootWith(at(NOW, "p-1")), NOW);
    assertProofRejected(
        at(NOW, "p-1"), "proof was presented before; make a fresh one for each use");
    verify(rootWith(at(NOW, "p-2")), NOW);
  }

  /** Ed25519 is strict, but of an ES256 proof anybody can make a second spelling. */
  @Test
  void proofWithARespeltSignature_isStillTheSameProof() throws Rejected {
    SigningKey holder = Es256Chains.key(2);
    String root = rootLink(with(root(), "cnf", Es256Chains.confirmation(holder)));
    String proof = signed("writ-pop+jwt", null, proof(root), holder);
    verify(presented(List.of(root), List.of(), proof), NOW);
    assertRejected(
        verifier,
        presented(List.of(root), List.of(), Es256Chains.respelt(proof)),
        Reason.POSSESSION_NOT_PROVEN,
        "proof was presented before; make a fresh one for each use");
  }

  @Test
  void proofThatFailed_isNotUsedUp() throws Rejected {
    ArtifactVerifier demanding = Beside.demanding(Beside.quorum(1, Beside.ANNA));
    Instant now = Instant.ofEpochSecond(NOW);
    String proof = signed("writ-pop+jwt", null, proof(ROOT), HOLDER);
    assertRefused(
        () -> demanding.verify(presented(List.of(ROOT), List.of(), proof), now),
        Reason.QUORUM_NOT_MET,
        "artifact has co-signatures of [0] of the keys that a quorum of [1] names");
    demanding.verify(
        presented(List.of(ROOT), List.of(Beside.cosigned(ROOT, "anna", Beside.ANNA)), proof), now);
  }

  @Test
  void proofForAnotherRuntimeOrArtifact_isRejected() {
    assertProofRejected(
        with(proof(ROOT), "aud", "\"spiffe://example.org/other\""),
        "proof.aud is not [spiffe://example.org/payments]");
    assertProofRejected(proof(ROOT, CHILD), "proof.art_hash is not the hash of this artifact");
    assertProofRejected(
        proof(rootLink(with(root(), "txn", "\"t-2\""))),
        "proof.art_hash is not the hash of this artifact");
  }

  @Test
  void proofOfTheLeafSignedByAnyOtherKey_isRejected() {
    for (SigningKey signer : List.of(HOLDER, Forge.AUTHORITY, Forge.STRANGER)) {
      assertRejected(
          verifier,
          presented(
              List.of(ROOT, CHILD),
              List.of(),
              signed("writ-pop+jwt", null, proof(ROOT, CHILD), signer)),
          Reason.BAD_SIGNATURE,
          "proof.signature is not that of the leaf's holder");
    }
  }

  @Test
  void staleOrFutureProof_isRejectedToTheSecond() throws Rejected {
    verify(rootWith(at(NOW - 30, "a")), NOW);
    verify(rootWith(at(NOW + 30, "b")), NOW);
    assertProofRejected(
        at(NOW - 31, "c"), "proof.iat is [1799999969], now is [1800000000]; make a fresh one");
    assertProofRejected(
        at(NOW + 31, "d"), "proof.iat is [1800000031], now is [1800000000]; make a fresh one");
  }

  @Test
  void proofFromBeforeTheStartOfTheRuntime_isRejected() throws Rejected {
    ArtifactVerifier started =
        new ArtifactVerifier(new Signatures(), Forge.terms(), Instant.ofEpochSecond(NOW));
    assertRejected(
        started,
        rootWith(at(NOW - 1, "a")),
        Reason.POSSESSION_NOT_PROVEN,
        "proof.iat is [1799999999], before this runtime started at [1800000000]; make a fresh one");
    started.verify(rootWith(at(NOW, "b")), Instant.ofEpochSecond(NOW));
  }

  @Test
  void clockThatWentBack_isRejectedBeyondOneWindow() throws Rejected {
    verify(rootWith(at(NOW + 31, "a")), NOW + 31);
    assertProofRejected(
        at(NOW, "b"), "this runtime's clock went back from [1800000031] to [1800000000]");
    verify(rootWith(at(NOW, "b")), NOW + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jti", "iat", "aud", "art_hash"})
  void missingClaimOfAProof_isRejected(String name) {
    assertRejected(
        verifier,
        rootWith(without(proof(ROOT), name)),
        Reason.CLAIM_MISSING,
        "proof." + name + " is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jti|1|.jti is [integer], must be [string]",
        "jti|\"\"|.jti is empty",
        "iat|1.0|.iat is [number], must be [integer]",
        "aud|[\"spiffe://example.org/payments\"]|.aud is [array], must be [string]",
        "art_hash|null|.art_hash is [null], must be [string]",
        "req_hash|{}|.req_hash is [object], must be [string]",
        "exp|1800000100|.exp is not in this profile",
      })
  void wrongClaimOfAProof_isRejected(String name, String json, String problem) {
    assertRejected(
        verifier, rootWith(with(proof(ROOT), name, json)), Reason.CLAIM_INVALID, "proof" + problem);
  }

  @Test
  void proofWithAKeyIdOrAnotherAlgorithm_isRejected() {
    assertRejected(
        verifier,
        presented(
            List.of(ROOT), List.of(), signed("writ-pop+jwt", "issuer-2026", proof(ROOT), HOLDER)),
        Reason.HEADER_NOT_ALLOWED,
        "proof.header.kid names a key, but the key here is known already");
    assertRejected(
        verifier,
        presented(
            List.of(ROOT),
            List.of(),
            signed("writ-pop+jwt", null, proof(ROOT), Es256Chains.key(2))),
        Reason.ALGORITHM_NOT_ALLOWED,
        "proof.header.alg is not the algorithm of its key");
  }

  private static String request(long amount) {
    Arguments arguments = new Arguments();
    arguments.addInteger(amount);
    return String.valueOf(RequestHash.find("test:pay", List.of("amount"), arguments));
  }

  @Test
  void proofOfOneCall_allowsNoOther() throws Rejected {
    VerifiedArtifact artifact =
        verify(rootWith(with(proof(ROOT), "req_hash", "\"" + request(5) + "\"")), NOW);
    assertEquals(List.of(), artifact.approvalsFor(request(5), GovernanceState.NONE));
    assertRefused(
        () -> artifact.approvalsFor(request(6), GovernanceState.NONE),
        Reason.POSSESSION_NOT_PROVEN,
        "proof.req_hash is that of another call");
    assertRefused(
        () -> artifact.approvalsFor(null, GovernanceState.NONE),
        Reason.POSSESSION_NOT_PROVEN,
        "proof.req_hash is that of another call");
  }

  @Test
  void quorumNamedTwiceByTrustAndArtifact_isOneQuorum() throws Rejected {
    Quorum quorum = Beside.quorum(1, Beside.ANNA);
    String root = rootLink(with(root(), "writ", Beside.quorumJson(1, Beside.ANNA)));
    Beside.demanding(quorum)
        .verify(
            Beside.withCosignatures(root, Beside.cosigned(root, "anna", Beside.ANNA)),
            Instant.ofEpochSecond(NOW));
  }
}
