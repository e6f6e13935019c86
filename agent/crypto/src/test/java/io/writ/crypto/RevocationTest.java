package io.writ.crypto;

import static io.writ.crypto.Forge.AUTHORITY;
import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.CHILD_HOLDER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.child;
import static io.writ.crypto.Forge.hash;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;
import static io.writ.crypto.Rejections.assertRefused;
import static io.writ.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import io.writ.core.revocation.RevocationList;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of revocations, and what each kind takes back. */
class RevocationTest {
  private static final String ROOT = rootLink(root());
  private static final String CHILD = link(CHILD_HEADER, child(ROOT), HOLDER);
  private static final Map<String, JsonValue> LIST =
      Forge.claims(
          """
          {"version":5,"iat":1800000000,"exp":1800003600,"ttl":60,"revoked":{"links":["x"]}}
          """);

  private final ArtifactVerifier verifier = Forge.verifier();

  private static String signedList(Map<String, JsonValue> claims) {
    return Beside.signed("writ-revocations+jwt", "issuer-2026", claims, AUTHORITY);
  }

  private static void assertListRejected(String list, Reason reason, String message) {
    assertRefused(() -> Revoked.verify(list), reason, message);
  }

  private void assertRevoked(GovernanceState governance, String chain, String message) {
    assertRejected(verifier, governance, Forge.proven(chain), Reason.REVOKED, message);
  }

  @Test
  void revokedAncestorUnderALiveLeaf_takesTheLeafWithIt() {
    String chain = Forge.chain(ROOT, CHILD);
    assertRevoked(Revoked.of(RevocationKind.LINK, hash(ROOT)), chain, "link[0] is revoked");
    assertRevoked(Revoked.of(RevocationKind.LINK, hash(CHILD)), chain, "link[1] is revoked");
  }

  @Test
  void revokedLeaf_leavesItsParentInForce() throws Rejected {
    verifier.verify(
        Forge.proven(ROOT),
        Instant.ofEpochSecond(NOW),
        Revoked.of(RevocationKind.LINK, hash(CHILD)),
        0);
  }

  @Test
  void revokedHolderKeyAuthorityPolicyOrTransaction_takesTheArtifactBack() {
    String chain = Forge.chain(ROOT, CHILD);
    assertRevoked(
        Revoked.of(RevocationKind.KEY, HOLDER.publicKey().thumbprint()),
        chain,
        "link[0].cnf.jwk is revoked");
    assertRevoked(
        Revoked.of(RevocationKind.KEY, CHILD_HOLDER.publicKey().thumbprint()),
        chain,
        "link[1].cnf.jwk is revoked");
    assertRevoked(
        Revoked.of(RevocationKind.AUTHORITY, AUTHORITY.publicKey().thumbprint()),
        chain,
        "link[0] is signed with a key that is revoked");
    assertRevoked(Revoked.of(RevocationKind.TRANSACTION, "t-1"), chain, "link[0].txn is revoked");
    PolicyPin pin = PolicyPin.of("payments", new byte[32]);
    String pinned =
        rootLink(
            with(
                root(),
                "writ",
                "{\"policy\":{\"id\":\"payments\",\"digest\":\"" + pin.digest() + "\"}}"));
    assertRejected(
        Forge.verifier(pin),
        Revoked.of(RevocationKind.POLICY, pin.digest()),
        Forge.proven(pinned),
        Reason.REVOKED,
        "link[0].writ.policy is revoked");
  }

  @Test
  void idOfAnotherKind_revokesNothing() throws Rejected {
    for (RevocationKind kind :
        List.of(RevocationKind.KEY, RevocationKind.AUTHORITY, RevocationKind.POLICY)) {
      verifier.verify(
          Beside.presented(
              List.of(ROOT),
              List.of(),
              Beside.signed(
                  "writ-pop+jwt",
                  null,
                  with(Beside.proof(ROOT), "jti", "\"" + kind + "\""),
                  HOLDER)),
          Instant.ofEpochSecond(NOW),
          Revoked.of(kind, hash(ROOT)),
          0);
    }
  }

  /** ECDSA's (r, n − s): another text, another digest, the same link. */
  @Test
  void revokedLinkWithARespeltSignature_staysRevoked() throws Rejected {
    SigningKey authority = Es256Chains.key(1);
    VerifierTerms terms =
        VerifierTerms.of(
            new PinnedKeys(Map.of("issuer-2026", authority.publicKey())), Forge.terms().runtime());
    ArtifactVerifier es256 = Beside.verifier(terms);
    String root = link(Beside.header("writ+jwt", "issuer-2026", authority), root(), authority);
    String respelt = Es256Chains.respelt(root);
    assertNotEquals(root, respelt);
    es256.verify(Forge.proven(respelt), Instant.ofEpochSecond(NOW));
    for (String spelling : List.of(root, respelt)) {
      assertRejected(
          es256,
          Revoked.of(RevocationKind.LINK, hash(root)),
          Forge.proven(spelling),
          Reason.REVOKED,
          "link[0] is revoked");
    }
  }

  /** The same bytes in another base64url would be another text with another hash; there is none. */
  @Test
  void revokedLinkReEncoded_isNoLinkAtAll() {
    String headerPart = ROOT.substring(0, ROOT.indexOf('.'));
    String rest = ROOT.substring(ROOT.indexOf('.'));
    GovernanceState revoked = Revoked.of(RevocationKind.LINK, hash(ROOT));
    assertRejected(
        verifier,
        revoked,
        headerPart + "=" + rest,
        Reason.MALFORMED,
        "link[0].header is not base64url: foreign character at [" + headerPart.length() + "]");
    String spaced = Forge.ROOT_HEADER.replace(",", ", ");
    assertRejected(
        verifier,
        revoked,
        Forge.encode(spaced) + rest,
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
  }

  @Test
  void listThatIsNotNewer_isRejected() throws Rejected {
    RevocationList list = Revoked.verify(signedList(LIST));
    list.checkNewerThan(4);
    for (long inForce : new long[] {5, 6}) {
      assertRefused(
          () -> list.checkNewerThan(inForce),
          Reason.STALE_GOVERNANCE,
          "revocations.version is [5], must be at least [" + (inForce + 1) + "]");
    }
  }

  @Test
  void listOfAnotherSigner_isRejected() {
    assertListRejected(
        Beside.signed("writ-revocations+jwt", "issuer-2027", LIST, AUTHORITY),
        Reason.UNKNOWN_AUTHORITY,
        "revocations.header.kid is [issuer-2027], which the trust file does not let revoke");
    assertListRejected(
        Beside.signed("writ-revocations+jwt", "issuer-2026", LIST, HOLDER),
        Reason.BAD_SIGNATURE,
        "revocations.signature is not that of the authority [issuer-2026]");
  }

  @Test
  void listThatIsOverOrFromTheFuture_isRejectedToTheSecond() throws Rejected {
    Revoked.verify(signedList(with(with(LIST, "iat", "1799999900"), "exp", "1800000001")));
    assertListRejected(
        signedList(with(with(LIST, "iat", "1799999900"), "exp", "1800000000")),
        Reason.STALE_GOVERNANCE,
        "revocations.exp is [2027-01-15T08:00:00Z], now is [2027-01-15T08:00:00Z]");
    Revoked.verify(signedList(with(LIST, "iat", "1800000030")));
    assertListRejected(
        signedList(with(LIST, "iat", "1800000031")),
        Reason.NOT_YET_VALID,
        "revocations.iat is [2027-01-15T08:00:31Z], now is [2027-01-15T08:00:00Z]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "iat", "exp", "ttl", "revoked"})
  void listWithoutOneOfItsClaims_isRejected(String name) {
    assertListRejected(
        signedList(Forge.without(LIST, name)),
        Reason.CLAIM_MISSING,
        "revocations." + name + " is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version|0|.version must be at least [1]",
        "version|1.5|.version is [number], must be [integer]",
        "exp|1800000000|.exp must be after iat by at most [PT168H]",
        "exp|1800604801|.exp must be after iat by at most [PT168H]",
        "ttl|0|.ttl must be from [1] to [604800]",
        "ttl|604801|.ttl must be from [1] to [604800]",
        "revoked|[]|.revoked is [array], must be [object]",
        "revoked|{\"people\":[]}|.revoked.people is not in this profile",
        "revoked|{\"links\":\"x\"}|.revoked.links is [string], must be [array]",
        "revoked|{\"links\":[1]}|.revoked.links[0] is [integer], must be [string]",
        "nbf|1|.nbf is not in this profile",
      })
  void listOutsideTheProfile_isRejected(String name, String json, String problem) {
    assertListRejected(
        signedList(with(LIST, name, json)), Reason.CLAIM_INVALID, "revocations" + problem);
  }

  @Test
  void listAtItsBoundaries_isRead() throws Rejected {
    RevocationList list =
        Revoked.verify(signedList(with(with(LIST, "exp", "1800604800"), "ttl", "604800")));
    assertEquals(604_800, list.ttl().toSeconds());
    assertEquals(Set.of("x"), list.revoked().get(RevocationKind.LINK));
    assertEquals(Set.of(), list.revoked().get(RevocationKind.KEY));
  }

  /** Deadline included: at it the state says nothing any more. */
  @Test
  void staleOrRevokedPolicyState_isAnOutage() throws Rejected {
    RevocationList list = Revoked.verify(signedList(LIST));
    GovernanceState state = new GovernanceState(1, list, 1_000, false, Map.of());
    assertNull(state.outage(999));
    assertEquals(Reason.STALE_GOVERNANCE, state.outage(1_000));
    GovernanceState revoked = new GovernanceState(1, list, 1_000, true, Map.of());
    assertEquals(Reason.REVOKED, revoked.outage(0));
  }

  @Test
  void revocationAfterTheBind_isSeenByTheStandingOfTheArtifact() throws Rejected {
    VerifiedArtifact artifact =
        verifier.verify(Forge.proven(Forge.chain(ROOT, CHILD)), Instant.ofEpochSecond(NOW));
    assertNull(artifact.standing(GovernanceState.NONE, 0).reason());
    assertEquals(
        "link[0] is revoked",
        artifact.standing(Revoked.of(RevocationKind.LINK, hash(ROOT)), 0).detail());
  }
}
