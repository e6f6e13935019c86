package io.writ.crypto;

import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.scope;
import static io.writ.crypto.Forge.with;
import static io.writ.crypto.Forge.without;
import static io.writ.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every claim of one link: missing, of a wrong type, wrong, and at its boundary. */
class ClaimRejectionTest {
  private static final String TOOLS = "link[0].authorization_details[0].tools";

  private static void assertClaimRejected(String name, String json, Reason reason, String message) {
    assertRejected(rootLink(with(root(), name, json)), reason, message);
  }

  private static void assertScopeRejected(String tools, Reason reason, String message) {
    assertClaimRejected("authorization_details", scope(tools), reason, message);
  }

  private static void assertConstraintRejected(String json, Reason reason, String problem) {
    assertScopeRejected("{\"a:b\":{\"x\":" + json + "}}", reason, TOOLS + "[\"a:b\"].x" + problem);
  }

  @Test
  void rootAlone_verifiesAndExposesWhatItSays() throws Rejected {
    VerifiedArtifact artifact = Forge.verify(rootLink(root()));
    assertEquals("01900000-0000-7000-8000-000000000001", artifact.id());
    assertEquals("alice", artifact.subject());
    assertEquals("issuer-2026", artifact.authority());
    assertEquals(Instant.ofEpochSecond(1_799_999_960L), artifact.notBefore());
    assertEquals(Instant.ofEpochSecond(1_800_000_200L), artifact.expiresAt());
    assertEquals(3, artifact.tools().size());
    assertEquals("artifact 01900000-0000-7000-8000-000000000001", artifact.toString());
    assertEquals(32, artifact.digest().length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iss",
        "aud",
        "iat",
        "exp",
        "jti",
        "may_act",
        "authorization_details",
        "cnf",
        "del_depth",
        "del_max_depth"
      })
  void missingClaim_isRejected(String name) {
    assertRejected(
        rootLink(without(root(), name)), Reason.CLAIM_MISSING, "link[0]." + name + " is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iss|1|link[0].iss is [integer], must be [string]",
        "iss|\"\"|link[0].iss is empty",
        "iss|\"no uri\"|link[0].iss must be [a URI]",
        "sub|null|link[0].sub is [null], must be [string]",
        "aud|[]|link[0].aud is empty",
        "aud|[1]|link[0].aud[0] is [integer], must be [string]",
        "iat|1.0|link[0].iat is [number], must be [integer]",
        "iat|-1|link[0].iat is negative",
        "exp|\"9\"|link[0].exp is [string], must be [integer]",
        "exp|1799999990|link[0].exp is not after its iat",
        "nbf|1.5|link[0].nbf is [number], must be [integer]",
        "jti|\"1\"|link[0].jti must be a UUID of version [7] in lower case",
        "jti|\"01900000-0000-4000-8000-000000000001\"|link[0].jti must be a UUID of version [7] in"
            + " lower case",
        "may_act|\"x\"|link[0].may_act is [string], must be [object]",
        "may_act|{\"sub\":\"spiffe://\"}|link[0].may_act.sub must be [scheme://domain/path], or a"
            + " prefix ending in [/]",
        "may_act|{\"sub\":\"spiffe://example.org/a/../b\"}|link[0].may_act.sub must be"
            + " [scheme://domain/path], or a prefix ending in [/]",
        "may_act|{\"sub\":\"spiffe://example.org/%2e\"}|link[0].may_act.sub must be"
            + " [scheme://domain/path], or a prefix ending in [/]",
        "may_act|{\"sub\":\"spiffe://example.org/\",\"iss\":\"x\"}|link[0].may_act.iss is not in this"
            + " profile",
        "del_depth|1.0|link[0].del_depth is [number], must be [integer]",
        "del_depth|-1|link[0].del_depth is negative",
        "act|\"bob\"|link[0].act is [string], must be [object]",
        "req_wl|{}|link[0].req_wl is [object], must be [string]",
        "txn|{}|link[0].txn is [object], must be [string]",
        "writ|[]|link[0].writ is [array], must be [object]",
        "writ|{\"handoff\":1}|link[0].writ.handoff is [integer], must be [boolean]",
        "writ|{\"polcy\":{}}|link[0].writ.polcy is not in this profile",
        "writ|{\"gov\":{\"owner\":\"x\"}}|link[0].writ.gov.owner is not in this profile",
        "scope|\"admin\"|link[0].scope is not in this profile",
        "Exp|1|link[0].Exp is not in this profile",
      })
  void claimOutsideTheProfile_isRejected(String name, String json, String message) {
    assertClaimRejected(name, json, Reason.CLAIM_INVALID, message);
  }

  @Test
  void claimNameWithControlCharacters_isPrintedWithoutThem() {
    assertClaimRejected(
        "a\nb\u202e", "1", Reason.CLAIM_INVALID, "link[0].a?b? is not in this profile");
  }

  @Test
  void registeredStatementsAboutALogin_areIgnored() throws Rejected {
    Forge.verify(rootLink(with(with(root(), "acr", "\"high\""), "client_id", "\"app\"")));
  }

  @Test
  void mayActWithoutSubject_isRejected() {
    assertClaimRejected("may_act", "{}", Reason.CLAIM_MISSING, "link[0].may_act.sub is missing");
  }

  @Test
  void restrictionThatCannotBeCheckedYet_isRejected() {
    assertClaimRejected(
        "writ",
        "{\"min_gseq\":1}",
        Reason.STALE_GOVERNANCE,
        "link[0].writ.min_gseq cannot be checked: no governance sequence numbers in this version");
  }

  @Test
  void times_areCheckedToTheSecond() throws Rejected {
    Forge.verify(rootLink(with(root(), "iat", "" + (NOW + 30))));
    assertClaimRejected(
        "iat",
        "" + (NOW + 31),
        Reason.NOT_YET_VALID,
        "link[0].iat is [1800000031], now is [1800000000]");
    Forge.verify(rootLink(with(root(), "nbf", "" + NOW)));
    assertClaimRejected(
        "nbf",
        "" + (NOW + 1),
        Reason.NOT_YET_VALID,
        "link[0].nbf is [1800000001], now is [1800000000]");
    Forge.verify(rootLink(with(root(), "exp", "" + (NOW + 1))));
    assertClaimRejected(
        "exp", "" + NOW, Reason.EXPIRED, "link[0].exp is [1800000000], now is [1800000000]");
    assertClaimRejected(
        "exp",
        "9007199254740991",
        Reason.LIFETIME_TOO_LONG,
        "link[0] lives for [PT2501999292983H36M41S], at most [PT5M] as the last link");
    Forge.verify(rootLink(with(root(), "exp", "1800000290")));
    assertClaimRejected(
        "exp",
        "1800000291",
        Reason.LIFETIME_TOO_LONG,
        "link[0] lives for [PT5M1S], at most [PT5M] as the last link");
  }

  @Test
  void anotherAudienceOrRuntime_isRejected() {
    assertClaimRejected(
        "aud", "\"example.net\"", Reason.WRONG_AUDIENCE, "link[0].aud does not name [example.org]");
    assertClaimRejected(
        "may_act",
        "{\"sub\":\"spiffe://example.org/pay\"}",
        Reason.WRONG_RUNTIME,
        "link[0].may_act.sub does not name [spiffe://example.org/payments]");
    assertClaimRejected(
        "may_act",
        "{\"sub\":\"spiffe://example.org/payments/\"}",
        Reason.WRONG_RUNTIME,
        "link[0].may_act.sub does not name [spiffe://example.org/payments]");
  }

  @Test
  void policyPin_mustBeThePolicyThatRuns() throws Rejected {
    PolicyPin pin = PolicyPin.of("payments", new byte[32]);
    String pinned =
        rootLink(
            with(
                root(),
                "writ",
                "{\"policy\":{\"id\":\"payments\",\"digest\":\"" + pin.digest() + "\"}}"));
    Instant now = Instant.ofEpochSecond(NOW);
    Forge.verifier(pin).verify(Forge.proven(pinned), now);
    assertRejected(
        pinned, Reason.WRONG_POLICY, "link[0].writ.policy is not the policy that runs [none]");
    Rejected rejected =
        assertThrows(
            Rejected.class,
            () -> Forge.verifier(PolicyPin.of("other", new byte[32])).verify(pinned, now));
    assertEquals(
        "link[0].writ.policy is not the policy that runs [other "
            + "ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA]",
        rejected.getMessage());
  }

  @Test
  void privateOrForeignHolderKey_isRejected() {
    String jwk = JsonWriter.write(HOLDER.publicKey().toJwk());
    assertClaimRejected(
        "cnf",
        "{\"jwk\":" + jwk.replace("{", "{\"d\":\"AAAA\",") + "}",
        Reason.CLAIM_INVALID,
        "link[0].cnf.jwk holds private member [d]; publish no key");
    assertClaimRejected(
        "cnf",
        "{\"jwk\":" + jwk.replace("Ed25519", "X25519") + "}",
        Reason.CLAIM_INVALID,
        "link[0].cnf.jwk.crv must be [Ed25519]");
    assertClaimRejected(
        "cnf",
        "{\"jwk\":" + jwk.replace("{", "{\"alg\":\"HS256\",") + "}",
        Reason.ALGORITHM_NOT_ALLOWED,
        "link[0].cnf.jwk.alg is not the key's own [Ed25519]");
    assertClaimRejected(
        "cnf",
        "{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}}",
        Reason.CLAIM_INVALID,
        "link[0].cnf.jwk.x has [3] bytes, must have [32]");
    assertClaimRejected(
        "cnf", "{\"kid\":\"x\"}", Reason.CLAIM_INVALID, "link[0].cnf.kid is not in this profile");
    assertClaimRejected("cnf", "{}", Reason.CLAIM_MISSING, "link[0].cnf.jwk is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "ED25519,d",
    "ED25519,k",
    "ES256,d",
    "ML_DSA_65,priv",
    "ML_DSA_65,d",
    "ED25519,priv",
    "ES256,p",
    "ES256,q",
    "ES256,dp",
    "ES256,dq",
    "ES256,qi",
    "ES256,oth"
  })
  void privateHolderKeyOfAnyType_isRejected(SignatureAlgorithm algorithm, String member) {
    byte[] seed = new byte[32];
    seed[0] = 7;
    String jwk = JsonWriter.write(SigningKey.fromSeed(algorithm, seed).publicKey().toJwk());
    assertClaimRejected(
        "cnf",
        "{\"jwk\":" + jwk.replace("{", "{\"" + member + "\":\"AAAA\",") + "}",
        Reason.CLAIM_INVALID,
        "link[0].cnf.jwk holds private member [" + member + "]; publish no key");
  }

  @Test
  void rootWithDepthOrParent_isRejected() {
    assertClaimRejected(
        "del_depth", "1", Reason.BROKEN_ANCESTRY, "link[0].del_depth is [1], must be [0]");
    assertClaimRejected(
        "par_hash",
        "\"x\"",
        Reason.BROKEN_ANCESTRY,
        "link[0].par_hash stands in a root, which has no parent");
    assertClaimRejected(
        "del_max_depth", "9", Reason.DEPTH_EXCEEDED, "link[0].del_max_depth is [9], at most [8]");
  }

  @Test
  void scopeThatIsNotExactlyOneEntry_isRejected() {
    String entry = "{\"type\":\"attenuating_agent_token\",\"tools\":{}}";
    assertClaimRejected(
        "authorization_details",
        "[" + entry + "," + entry + "]",
        Reason.CLAIM_INVALID,
        "link[0].authorization_details has [2] entries, must have [1]");
    assertClaimRejected(
        "authorization_details",
        entry.replace("attenuating", "other").transform(e -> "[" + e + "]"),
        Reason.CLAIM_INVALID,
        "link[0].authorization_details[0].type must be [attenuating_agent_token]");
    assertClaimRejected(
        "authorization_details",
        "[" + entry.replace("{}", "{},\"actions\":[]") + "]",
        Reason.CLAIM_INVALID,
        "link[0].authorization_details[0].actions is not in this profile");
  }

  @Test
  void scopeBeyondItsLimits_isRejected() {
    StringBuilder actions = new StringBuilder("{");
    for (int i = 0; i <= 256; i++) {
      actions.append(i == 0 ? "" : ",").append("\"a:").append(i).append("\":{}");
    }
    assertScopeRejected(
        actions.append('}').toString(),
        Reason.TOO_LARGE,
        TOOLS + " has [257] actions, at most [256]");
    StringBuilder arguments = new StringBuilder("{\"a:b\":{");
    for (int i = 0; i <= 64; i++) {
      arguments
          .append(i == 0 ? "" : ",")
          .append("\"x")
          .append(i)
          .append("\":{\"type\":\"wildcard\"}");
    }
    assertScopeRejected(
        arguments.append("}}").toString(),
        Reason.TOO_LARGE,
        TOOLS + "[\"a:b\"] has [65] constraints, at most [64]");
    String longName = "a:" + "b".repeat(255);
    assertScopeRejected(
        "{\"" + longName + "\":{}}",
        Reason.TOO_LARGE,
        TOOLS + "[\"" + longName.substring(0, 256) + "\"] has [257] bytes, at most [256]");
  }

  @Test
  void constraintOfUnknownOrUndelegableType_isRejected() {
    String known =
        ".type must be one of [exact, one_of, not_one_of, range, contains, subset, path_under,"
            + " url_under, host, cidr, all, any, wildcard]";
    assertConstraintRejected("{\"type\":\"regex\",\"value\":\".*\"}", Reason.CLAIM_INVALID, known);
    assertConstraintRejected("{\"type\":\"cel\"}", Reason.CLAIM_INVALID, known);
    assertConstraintRejected("{}", Reason.CLAIM_MISSING, ".type is missing");
    assertConstraintRejected("5", Reason.CLAIM_INVALID, " is [integer], must be [object]");
  }

  @Test
  void constraintThatIsNotWellFormed_isRejected() {
    assertConstraintRejected("{\"type\":\"exact\"}", Reason.CLAIM_MISSING, ".value is missing");
    assertConstraintRejected(
        "{\"type\":\"exact\",\"value\":null}",
        Reason.CLAIM_INVALID,
        ".value is [null], must be [string, number or boolean]");
    assertConstraintRejected(
        "{\"type\":\"exact\",\"value\":1,\"or\":2}",
        Reason.CLAIM_INVALID,
        " has a member that its type does not have");
    assertConstraintRejected(
        "{\"type\":\"one_of\",\"values\":[]}", Reason.CLAIM_INVALID, ".values is empty");
    assertConstraintRejected(
        "{\"type\":\"range\"}", Reason.CLAIM_MISSING, " has neither [min] nor [max]");
    assertConstraintRejected(
        "{\"type\":\"range\",\"min\":2,\"max\":1}",
        Reason.CLAIM_INVALID,
        ".min is greater than [max]");
    assertConstraintRejected(
        "{\"type\":\"range\",\"min\":\"2\"}",
        Reason.CLAIM_INVALID,
        ".min is [string], must be [number]");
    assertConstraintRejected(
        "{\"type\":\"exact\",\"value\":\"" + "x".repeat(4097) + "\"}",
        Reason.TOO_LARGE,
        ".value has [4097] bytes, at most [4096]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "", "/a/", "/a/../b", "/a/./b", "//a", "/a\\u0000b", "/.."})
  void pathThatIsNotCanonical_isRejected(String path) {
    assertConstraintRejected(
        "{\"type\":\"path_under\",\"path\":\"" + path + "\"}",
        Reason.CLAIM_INVALID,
        ".path must be absolute, without [.], [..], empty components and NUL");
  }
}
