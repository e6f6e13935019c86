package io.writ.crypto;

import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;
import static io.writ.crypto.Rejections.assertRefused;
import static io.writ.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.jws.Rejected;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.StatusList;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Token Status Lists: of the list itself, and of the artifact that refers to one. */
class StatusListTest {
  private static final String CLAIMS = Revoked.statusClaims(1, new byte[] {(byte) 0xb9, 0x00});

  private final ArtifactVerifier verifier = Forge.verifier();

  private static String referring(long index) {
    return rootLink(
        with(
            root(),
            "status",
            "{\"status_list\":{\"idx\":" + index + ",\"uri\":\"" + Revoked.LIST_URI + "\"}}"));
  }

  private static String list(String claims) {
    return Forge.link(Revoked.STATUS_HEADER, claims, Revoked.STATUS_ISSUER);
  }

  private static void assertListRejected(String claims, Reason reason, String message) {
    assertRefused(() -> Revoked.verifyStatus(list(claims)), reason, message);
  }

  private void assertStatusRejected(
      GovernanceState governance, long index, Reason reason, String message) {
    assertRejected(verifier, governance, Forge.proven(referring(index)), reason, message);
  }

  @Test
  void artifactWhoseStatusIsValid_verifiesUntilTheListIsStale() throws Rejected {
    GovernanceState governance = Revoked.withStatuses(8, 1_000, 0, 1);
    VerifiedArtifact artifact =
        verifier.verify(Forge.proven(referring(0)), Instant.ofEpochSecond(NOW), governance, 999);
    assertNull(artifact.standing(governance, 999).reason());
    assertEquals(1_000, artifact.standing(governance, 999).untilNanos());
    assertEquals(Reason.STALE_GOVERNANCE, artifact.standing(governance, 1_000).reason());
  }

  @Test
  void listThatThisRuntimeDoesNotHave_isAReasonToRefuse() {
    assertStatusRejected(
        GovernanceState.NONE,
        0,
        Reason.GOVERNANCE_MISMATCH,
        "link[0].status names a list that this runtime does not have");
  }

  @Test
  void listThatIsTooShort_isAReasonToRefuse() {
    assertStatusRejected(
        Revoked.withStatuses(8, 1_000, 0, 0),
        2,
        Reason.REVOKED,
        "link[0].status is [-1] in its list");
    assertStatusRejected(
        Revoked.withStatuses(8, 1_000, 0, 0),
        Integer.MAX_VALUE,
        Reason.REVOKED,
        "link[0].status is [-1] in its list");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "255"})
  void statusOtherThanValid_isRejectedAlsoWhenItIsOnlySuspended(int status) {
    assertStatusRejected(
        Revoked.withStatuses(8, 1_000, 0, status),
        1,
        Reason.REVOKED,
        "link[0].status is [" + status + "] in its list");
  }

  @Test
  void listThatWasNotRenewed_isStale() {
    assertStatusRejected(
        Revoked.withStatuses(8, 0, 0),
        0,
        Reason.STALE_GOVERNANCE,
        "link[0].status names a list that was not renewed in time");
  }

  /** The examples of the draft, section "Compressed Byte Array". */
  @ParameterizedTest
  @CsvSource({
    "1,0,1", "1,1,0", "1,2,0", "1,3,1", "1,4,1", "1,5,1", "1,6,0", "1,7,1", "1,15,0", "1,16,-1",
    "2,0,1", "2,1,2", "2,2,3", "2,3,2", "4,0,9", "4,1,11", "8,0,185", "8,1,0", "8,2,-1", "8,-1,-1"
  })
  void statuses_areReadFromTheLeastSignificantBits(int bits, int index, int status)
      throws Rejected {
    StatusList list = Revoked.verifyStatus(list(CLAIMS.replace("\"bits\":1", "\"bits\":" + bits)));
    assertEquals(status, list.status(index));
  }

  @Test
  void listOfAnotherSubject_isRejected() {
    assertListRejected(
        CLAIMS.replace("/status/1", "/status/2"),
        Reason.CLAIM_INVALID,
        "status_list.sub is not the list's URI");
  }

  @Test
  void listOfAnotherSignerOrWithAnotherHeader_isRejected() {
    assertRefused(
        () -> Revoked.verifyStatus(Forge.link(Revoked.STATUS_HEADER, CLAIMS, Forge.AUTHORITY)),
        Reason.BAD_SIGNATURE,
        "status_list.signature is not that of the list's pinned key");
    assertRefused(
        () ->
            Revoked.verifyStatus(
                Forge.link(
                    Revoked.STATUS_HEADER.replace("}", ",\"jwk\":{}}"),
                    CLAIMS,
                    Revoked.STATUS_ISSUER)),
        Reason.HEADER_NOT_ALLOWED,
        "status_list.header has a parameter outside [alg, typ, kid]");
  }

  @Test
  void listThatIsOver_isRejectedAtItsSecond() throws Rejected {
    Revoked.verifyStatus(list(CLAIMS.replace("1800003600", "1800000001")));
    assertListRejected(
        CLAIMS.replace("1800003600", "1800000000"),
        Reason.STALE_GOVERNANCE,
        "status_list.exp is [2027-01-15T08:00:00Z], now is [2027-01-15T08:00:00Z]");
  }

  @Test
  void listWithoutEndOrTimeToLive_isGoodForTwelveHoursAtATime() throws Rejected {
    StatusList list =
        Revoked.verifyStatus(
            list(CLAIMS.replace("\"exp\":1800003600,", "").replace("\"ttl\":60,", "")));
    assertEquals(StatusList.DEFAULT_TTL, list.ttl());
    assertEquals(Instant.MAX, list.expiresAt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"bits\":1|\"bits\":3|CLAIM_INVALID|.status_list.bits must be one of [1, 2, 4, 8]",
        "\"bits\":1|\"bits\":\"1\"|CLAIM_INVALID|.status_list.bits is [string], must be [integer]",
        "\"bits\":1,||CLAIM_MISSING|.status_list.bits is missing",
        "\"lst\"|\"x\"|CLAIM_MISSING|.status_list.lst is missing",
        "\"status_list\"|\"x\"|CLAIM_MISSING|.status_list is missing",
        "\"sub\"|\"x\"|CLAIM_MISSING|.sub is missing",
        "\"iat\"|\"x\"|CLAIM_MISSING|.iat is missing",
        "\"ttl\":60|\"ttl\":\"60\"|CLAIM_INVALID|.ttl is [string], must be [integer]",
        "\"ttl\":60|\"ttl\":-1|CLAIM_INVALID|.ttl is negative",
      })
  void listThatIsNotWellFormed_isRejected(
      String part, String replacement, Reason reason, String problem) {
    assertListRejected(
        CLAIMS.replace(part, replacement == null ? "" : replacement),
        reason,
        "status_list" + problem);
  }

  private static String withBytes(String lst) {
    return CLAIMS.replaceFirst("\"lst\":\"[^\"]*\"", "\"lst\":\"" + lst + "\"");
  }

  @Test
  void zipBomb_isRejectedAtFourMebibytes() throws Rejected {
    Revoked.verifyStatus(list(withBytes(Revoked.deflated(new byte[StatusList.MAX_BYTES - 1]))));
    for (int size : new int[] {StatusList.MAX_BYTES + 1, 64 * 1024 * 1024}) {
      assertListRejected(
          withBytes(Revoked.deflated(new byte[size])),
          Reason.TOO_LARGE,
          "status_list.status_list.lst inflates beyond [4194304] bytes");
    }
  }

  @Test
  void listOfExactlyFourMebibytes_isRead() throws Rejected {
    StatusList list =
        Revoked.verifyStatus(list(withBytes(Revoked.deflated(new byte[StatusList.MAX_BYTES]))));
    assertEquals(0, list.status(8 * StatusList.MAX_BYTES - 1));
    assertEquals(-1, list.status(8 * StatusList.MAX_BYTES));
  }

  @Test
  void bytesThatAreNoZlibData_areRejected() {
    assertListRejected(
        withBytes("AAAA"), Reason.MALFORMED, "status_list.status_list.lst is not zlib data");
    assertListRejected(
        withBytes("A"),
        Reason.MALFORMED,
        "status_list.status_list.lst is not base64url: no bytes have this length");
    String whole = Revoked.deflated(new byte[100]);
    assertListRejected(
        withBytes(whole.substring(0, 4)),
        Reason.MALFORMED,
        "status_list.status_list.lst ends too early");
    assertListRejected(
        withBytes(""), Reason.MALFORMED, "status_list.status_list.lst ends too early");
  }

  /** The same list, seen again, has no new epoch: the denial must not be kept for the old one. */
  @Test
  void listThatIsSeenAgain_raisesTheBoundArtifactThatItHadLetFall() throws Rejected {
    GovernanceState first = Revoked.withStatuses(8, 1_000, 0);
    Policy policy =
        new Policy(
            new Origin("test", 1, new byte[32], "test.yaml"),
            Mode.ENFORCE,
            new Rules(
                List.of(),
                List.of(new Rule("all", List.of(new ActionPattern("*")), Map.of())),
                List.of()),
            AuthorityLimits.NONE);
    GovernedAction connect = new GovernedAction(0, "jdk:net.connect", List.of());
    Authority authority =
        new Authority(
            verifier.verify(Forge.proven(referring(0)), Instant.ofEpochSecond(NOW), first, 0),
            9_000,
            9_000);
    ActionRules rules = new ActionRules(policy, connect);
    Arguments none = new Arguments();
    assertNull(Decision.decide(rules, none, authority, 999, first).reason());
    assertEquals(
        Reason.STALE_GOVERNANCE, Decision.decide(rules, none, authority, 1_000, first).reason());
    GovernanceState renewed = Revoked.withStatuses(8, 5_000, 0);
    assertEquals(first.epoch(), renewed.epoch());
    assertNull(Decision.decide(rules, none, authority, 1_001, renewed).reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|CLAIM_MISSING|.status.status_list is missing",
        "{\"status_list\":{\"idx\":0}}|CLAIM_MISSING|.status.status_list.uri is missing",
        "{\"status_list\":{\"uri\":\"x\"}}|CLAIM_MISSING|.status.status_list.idx is missing",
        "{\"status_list\":{\"idx\":-1,\"uri\":\"x\"}}|CLAIM_INVALID|.status.status_list.idx is"
            + " negative",
        "{\"status_list\":{\"idx\":2147483648,\"uri\":\"x\"}}|CLAIM_INVALID|.status.status_list.idx"
            + " is beyond [2147483647]",
        "{\"status_list\":{\"idx\":0,\"uri\":\"x\",\"y\":1}}|CLAIM_INVALID|.status.status_list.y is"
            + " not in this profile",
        "{\"identifier_list\":{}}|CLAIM_INVALID|.status.identifier_list is not in this profile",
      })
  void statusOutsideTheProfile_isRejected(String status, Reason reason, String problem) {
    assertRejected(rootLink(with(root(), "status", status)), reason, "link[0]" + problem);
  }

  @Test
  void statusInAChild_isRejected() {
    assertRejected(
        Forge.chainWith("status", "{\"status_list\":{\"idx\":0,\"uri\":\"x\"}}"),
        Reason.CLAIM_INVALID,
        "link[1].status stands in a child; only a root has one");
  }
}
