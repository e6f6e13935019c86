package io.writ.crypto;

import static io.writ.crypto.Beside.ANNA;
import static io.writ.crypto.Beside.BEN;
import static io.writ.crypto.Beside.CARL;
import static io.writ.crypto.Beside.approved;
import static io.writ.crypto.Beside.cosignature;
import static io.writ.crypto.Beside.cosigned;
import static io.writ.crypto.Beside.demanding;
import static io.writ.crypto.Beside.quorum;
import static io.writ.crypto.Beside.quorumJson;
import static io.writ.crypto.Beside.signed;
import static io.writ.crypto.Beside.withCosignatures;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;
import static io.writ.crypto.Forge.without;
import static io.writ.crypto.Rejections.assertRefused;
import static io.writ.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Presentation;
import io.writ.core.artifact.RequestHash;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quorums: who counts, how often, for what. */
class CosignatureTest {
  private static final String ROOT = rootLink(root());
  private final ArtifactVerifier both = demanding(quorum(2, ANNA, BEN));
  private final ArtifactVerifier one = demanding(quorum(1, ANNA, BEN));

  private static VerifiedArtifact verify(ArtifactVerifier verifier, String presented)
      throws Rejected {
    return verifier.verify(presented, Instant.ofEpochSecond(NOW));
  }

  private static void assertTooFew(ArtifactVerifier verifier, int count, String... cosignatures) {
    assertRejected(
        verifier,
        withCosignatures(ROOT, cosignatures),
        Reason.QUORUM_NOT_MET,
        "artifact has co-signatures of [" + count + "] of the keys that a quorum of [2] names");
  }

  @Test
  void twoDifferentKeys_meetAQuorumOfTwo() throws Rejected {
    VerifiedArtifact artifact =
        verify(
            both, withCosignatures(ROOT, cosigned(ROOT, "ben", BEN), cosigned(ROOT, "anna", ANNA)));
    assertEquals(
        List.of(BEN.publicKey().thumbprint(), ANNA.publicKey().thumbprint()), artifact.cosigners());
    assertEquals(
        Instant.ofEpochSecond(1_800_000_100L), artifact.expiresAt(), "the earliest counts");
  }

  @Test
  void quorumThatTheTrustFileDemands_isMissedByAnArtifactThatOmitsIt() {
    assertTooFew(both, 0);
  }

  @Test
  void oneCosignatureTwice_countsOnce() {
    String cosignature = cosigned(ROOT, "anna", ANNA);
    assertTooFew(both, 1, cosignature, cosignature);
  }

  @Test
  void twoCosignaturesOfOneKey_countOnce() {
    assertTooFew(
        both,
        1,
        cosigned(ROOT, "anna", ANNA),
        signed("writ-cosig+jwt", "anna", with(cosignature(ROOT, ANNA), "jti", "\"c-2\""), ANNA));
  }

  @Test
  void oneKeyUnderTwoKeyIds_countsOnce() {
    assertTooFew(both, 1, cosigned(ROOT, "anna", ANNA), cosigned(ROOT, "anna-2", ANNA));
  }

  @Test
  void pinnedKeyThatTheQuorumDoesNotName_doesNotCount() {
    assertTooFew(both, 1, cosigned(ROOT, "anna", ANNA), cosigned(ROOT, "carl", CARL));
  }

  @Test
  void keyThatIsNotPinned_isPassedOverAndDoesNotCount() throws Rejected {
    String foreign = cosigned(ROOT, "dora", Forge.STRANGER);
    assertTooFew(both, 1, cosigned(ROOT, "anna", ANNA), foreign);
    verify(
        both,
        withCosignatures(ROOT, foreign, cosigned(ROOT, "anna", ANNA), cosigned(ROOT, "ben", BEN)));
  }

  @Test
  void quorumOfTheArtifact_isMetBesideThatOfTheTrustFile() throws Rejected {
    String root = rootLink(with(root(), "writ", quorumJson(1, CARL)));
    assertRejected(
        one,
        withCosignatures(root, cosigned(root, "anna", ANNA)),
        Reason.QUORUM_NOT_MET,
        "artifact has co-signatures of [0] of the keys that a quorum of [1] names");
    assertRejected(
        one,
        withCosignatures(root, cosigned(root, "carl", CARL)),
        Reason.QUORUM_NOT_MET,
        "artifact has co-signatures of [0] of the keys that a quorum of [1] names");
    verify(one, withCosignatures(root, cosigned(root, "anna", ANNA), cosigned(root, "carl", CARL)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"k\":0,\"of\":[\"A\"]}|.k is [0], must be from [1] to the [1] keys of [of]",
        "{\"k\":2,\"of\":[\"A\"]}|.k is [2], must be from [1] to the [1] keys of [of]",
        "{\"k\":1,\"of\":[]}|.k is [1], must be from [1] to the [0] keys of [of]",
        "{\"k\":-1,\"of\":[\"A\"]}|.k is negative",
        "{\"k\":1.0,\"of\":[\"A\"]}|.k is [number], must be [integer]",
        "{\"k\":2,\"of\":[\"A\",\"A\"]}|.of[1] is there twice",
        "{\"k\":1,\"of\":[\"short\"]}|.of[0] must be [a SHA-256 thumbprint]",
        "{\"k\":1,\"of\":\"A\"}|.of is [string], must be [array]",
        "{\"k\":1,\"of\":[\"A\"],\"or\":1}|.or is not in this profile",
      })
  void quorumOfNoneOfMoreThanAllOrMisspelt_isRejected(String quorum, String problem) {
    String json = quorum.replace("\"A\"", "\"" + ANNA.publicKey().thumbprint() + "\"");
    assertRejected(
        rootLink(with(root(), "writ", "{\"quorum\":" + json + "}")),
        Reason.CLAIM_INVALID,
        "link[0].writ.quorum" + problem);
  }

  @Test
  void cosignatureOfAnotherRoot_isRejected() {
    String other = rootLink(with(root(), "txn", "\"t-2\""));
    assertRejected(
        one,
        withCosignatures(ROOT, cosigned(other, "anna", ANNA)),
        Reason.QUORUM_NOT_MET,
        "cosignature[0].aat_hash is not the hash of this root");
  }

  @Test
  void cosignatureOfTheRoot_standsForTheLinksBelowIt() throws Rejected {
    String child = Forge.link(Forge.CHILD_HEADER, Forge.child(ROOT), Forge.HOLDER);
    String chain =
        Beside.presented(List.of(ROOT, child), List.of(cosigned(ROOT, "anna", ANNA)), null);
    verify(one, Forge.proven(chain));
    assertRejected(
        one,
        Forge.proven(
            Beside.presented(List.of(ROOT, child), List.of(cosigned(child, "anna", ANNA)), null)),
        Reason.QUORUM_NOT_MET,
        "cosignature[0].aat_hash is not the hash of this root");
  }

  @Test
  void cosignatureSignedByAnotherThanItsKeyId_isRejected() {
    assertRejected(
        one,
        withCosignatures(ROOT, signed("writ-cosig+jwt", "anna", cosignature(ROOT, BEN), BEN)),
        Reason.BAD_SIGNATURE,
        "cosignature[0].signature is not that of the co-signer [anna]");
    assertRejected(
        one,
        withCosignatures(ROOT, signed("writ-cosig+jwt", "anna", cosignature(ROOT, BEN), ANNA)),
        Reason.CLAIM_INVALID,
        "cosignature[0].iss must be [the thumbprint URI of the co-signer's key]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "jti", "iat", "exp", "aud", "aat_hash"})
  void missingClaimOfACosignature_isRejected(String name) {
    assertRejected(
        one,
        withCosignatures(
            ROOT, signed("writ-cosig+jwt", "anna", without(cosignature(ROOT, ANNA), name), ANNA)),
        Reason.CLAIM_MISSING,
        "cosignature[0]." + name + " is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exp|1800000000|EXPIRED|.exp is [1800000000], now is [1800000000]",
        "iat|1800000031|NOT_YET_VALID|.iat is [1800000031], now is [1800000000]",
        "iat|1800000300|CLAIM_INVALID|.exp is not after its iat",
        "exp|1800086391|LIFETIME_TOO_LONG|' lives for [86401] seconds, at most [PT24H]'",
        "aud|\"example.net\"|WRONG_AUDIENCE|.aud does not name [example.org]",
        "aud|[]|CLAIM_INVALID|.aud is empty",
        "scope|\"x\"|CLAIM_INVALID|.scope is not in this profile",
        "req_hash|1|CLAIM_INVALID|.req_hash is [integer], must be [string]",
        "iat|1.0|CLAIM_INVALID|.iat is [number], must be [integer]",
      })
  void wrongClaimOfACosignature_isRejected(
      String name, String json, Reason reason, String problem) {
    assertRejected(
        one,
        withCosignatures(
            ROOT,
            signed("writ-cosig+jwt", "anna", with(cosignature(ROOT, ANNA), name, json), ANNA)),
        reason,
        "cosignature[0]" + problem);
  }

  @Test
  void timesOfACosignature_areCheckedToTheSecond() throws Rejected {
    for (String claim : new String[] {"exp 1800000001", "exp 1800086390", "iat 1800000030"}) {
      String name = claim.substring(0, 3);
      verify(
          demanding(quorum(1, ANNA)),
          withCosignatures(
              ROOT,
              signed(
                  "writ-cosig+jwt",
                  "anna",
                  with(cosignature(ROOT, ANNA), name, claim.substring(4)),
                  ANNA)));
    }
  }

  @Test
  void seventeenCosignatures_areRejectedBeforeOneIsRead() {
    List<String> many = Collections.nCopies(17, "x");
    assertRejected(
        one,
        Beside.presented(List.of(ROOT), many, null),
        Reason.TOO_LARGE,
        "artifact has [17] cosignatures, at most [16]");
  }

  @Test
  void cosignatureOfARevokedCosigner_doesNotCount() {
    for (RevocationKind kind : List.of(RevocationKind.KEY, RevocationKind.AUTHORITY)) {
      GovernanceState revoked = Revoked.of(kind, ANNA.publicKey().thumbprint());
      assertRejected(
          both,
          revoked,
          withCosignatures(ROOT, cosigned(ROOT, "anna", ANNA), cosigned(ROOT, "ben", BEN)),
          Reason.QUORUM_NOT_MET,
          "artifact has co-signatures of [1] of the keys that a quorum of [2] names");
    }
  }

  @Test
  void revokedCosignature_doesNotCount() {
    String cosignature = cosigned(ROOT, "anna", ANNA);
    assertRejected(
        both,
        Revoked.of(RevocationKind.LINK, Forge.hash(cosignature)),
        withCosignatures(ROOT, cosignature, cosigned(ROOT, "ben", BEN)),
        Reason.QUORUM_NOT_MET,
        "artifact has co-signatures of [1] of the keys that a quorum of [2] names");
  }

  private static String request(long amount) {
    Arguments arguments = new Arguments();
    arguments.addInteger(amount);
    String hash = RequestHash.find("test:pay", List.of("amount"), arguments);
    return String.valueOf(hash);
  }

  @Test
  void approvalOfOtherArguments_doesNotCount() throws Rejected {
    VerifiedArtifact artifact =
        verify(one, withCosignatures(ROOT, approved(ROOT, "anna", ANNA, request(5))));
    String hash = Forge.hash(approved(ROOT, "anna", ANNA, request(5)));
    assertEquals(List.of(hash), artifact.approvalsFor(request(5), GovernanceState.NONE));
    assertRefused(
        () -> artifact.approvalsFor(request(6), GovernanceState.NONE),
        Reason.QUORUM_NOT_MET,
        "artifact has too few approvals of this very call");
    assertRefused(
        () -> artifact.approvalsFor(null, GovernanceState.NONE),
        Reason.QUORUM_NOT_MET,
        "artifact has too few approvals of this very call");
  }

  @Test
  void approvalsOfDifferentCalls_doNotMakeAQuorumTogether() throws Rejected {
    VerifiedArtifact artifact =
        verify(
            both,
            withCosignatures(
                ROOT,
                approved(ROOT, "anna", ANNA, request(5)),
                approved(ROOT, "ben", BEN, request(6))));
    for (long amount : new long[] {5, 6}) {
      assertRefused(
          () -> artifact.approvalsFor(request(amount), GovernanceState.NONE),
          Reason.QUORUM_NOT_MET,
          "artifact has too few approvals of this very call");
    }
  }

  @Test
  void approvalWhoseSignerWasRevokedMeanwhile_doesNotCount() throws Rejected {
    VerifiedArtifact artifact =
        verify(one, withCosignatures(ROOT, approved(ROOT, "anna", ANNA, request(5))));
    assertRefused(
        () ->
            artifact.approvalsFor(
                request(5), Revoked.of(RevocationKind.KEY, ANNA.publicKey().thumbprint())),
        Reason.QUORUM_NOT_MET,
        "artifact has too few approvals of this very call");
  }

  @Test
  void approvalBesideAQuorumThatIsMet_isNotUsedUp() throws Rejected {
    VerifiedArtifact artifact =
        verify(
            one,
            withCosignatures(
                ROOT, cosigned(ROOT, "ben", BEN), approved(ROOT, "anna", ANNA, request(5))));
    assertEquals(List.of(), artifact.approvalsFor(request(5), GovernanceState.NONE));
    assertEquals(List.of(), artifact.approvalsFor(request(6), GovernanceState.NONE));
  }

  /** The hybrid: an Ed25519 root that counts only with an ML-DSA-65 co-signature beside it. */
  @Test
  void postQuantumCosignature_canBeDemandedBesideAnEd25519Root() throws Rejected {
    byte[] seed = new byte[32];
    seed[0] = 21;
    SigningKey quantum = SigningKey.fromSeed(SignatureAlgorithm.ML_DSA_65, seed);
    ArtifactVerifier hybrid =
        Beside.verifier(
            Forge.terms()
                .withQuorums(
                    new PinnedKeys(Map.of("pq", quantum.publicKey())),
                    List.of(quorum(1, quantum))));
    String good = cosigned(ROOT, "pq", quantum);
    verify(hybrid, withCosignatures(ROOT, good));
    assertRejected(
        hybrid,
        withCosignatures(ROOT),
        Reason.QUORUM_NOT_MET,
        "artifact has co-signatures of [0] of the keys that a quorum of [1] names");
    assertRejected(
        hybrid,
        withCosignatures(ROOT, good.substring(0, good.length() - 8) + "AAAAAAAA"),
        Reason.BAD_SIGNATURE,
        "cosignature[0].signature is not that of the co-signer [pq]");
    assertRejected(
        hybrid,
        withCosignatures(
            ROOT,
            Forge.link(
                Beside.header("writ-cosig+jwt", "pq", ANNA), cosignature(ROOT, quantum), ANNA)),
        Reason.ALGORITHM_NOT_ALLOWED,
        "cosignature[0].header.alg is not the algorithm of its key");
  }

  @Test
  void presentationWithForeignMembersOrTypes_isRejected() {
    String good = withOneNoise(ROOT);
    assertRejected(
        one,
        good.replace("\"links\"", "\"x\":1,\"links\""),
        Reason.MALFORMED,
        "artifact has a member outside [links, cosignatures, proof]");
    assertRejected(
        one,
        good.replace("[\"x\"]", "\"x\""),
        Reason.CLAIM_INVALID,
        "artifact.cosignatures is [string], must be [array]");
    assertRejected(
        one,
        good.replace("[\"x\"]", "[1]"),
        Reason.MALFORMED,
        "cosignature[0] is [integer], must be [string]");
    assertRejected(
        one,
        good.replace("\"links\"", "\"proof\":1,\"links\""),
        Reason.MALFORMED,
        "proof is [integer], must be [string]");
  }

  private static String withOneNoise(String root) {
    return new Presentation(List.of(root), List.of("x"), null).toText();
  }
}
