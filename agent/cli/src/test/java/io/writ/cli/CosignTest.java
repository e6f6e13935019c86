package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.core.artifact.RequestHash;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cosign} and {@code approve}. */
class CosignTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private Session session = new Session(Path.of(""));
  private String root = "";

  /** A runtime that demands the co-signature of bob for everything. */
  @BeforeEach
  void issue() throws Exception {
    session = new Session(directory);
    session.makeAuthority();
    session.run("", "keygen", "@bob.pem").ok();
    String jwk = session.read("bob.jwk");
    String x = jwk.substring(jwk.indexOf("\"x\":\"") + 5, jwk.lastIndexOf('"'));
    session.write(
        "trust.yaml",
        session.read("trust.yaml")
            + "cosigners:\n  - { kid: bob, alg: Ed25519, x: \""
            + x
            + "\" }\nquorum: { k: 1, of: [bob] }\n");
    root =
        session
            .issue(
                "--holder",
                "@bob.jwk",
                "--allow",
                "java:pay",
                "--where",
                "amount<=500",
                "--allow",
                "jdk:file.read")
            .ok();
  }

  private Session.Result sign(String command, String... more) {
    String[] head = {command, "--key", "@bob.pem", "--kid", "bob", "--audience", "example.org"};
    return session.run(root, Session.with(head, more));
  }

  @Test
  void cosignedArtifact_meetsTheQuorumAndSaysWhatWasSigned() throws Exception {
    Runtimes runtime = Runtimes.of(directory.resolve("trust.yaml"));
    assertEquals(
        "QUORUM_NOT_MET: artifact has co-signatures of [0] of the keys that a quorum of [1] names",
        runtime.present(root));
    Session.Result signed = sign("cosign");
    assertEquals(
        "co-signing for alice: java:pay, jdk:file.read; until 2027-01-15T08:05:00Z\n",
        signed.err());
    assertEquals("valid", runtime.present(signed.out().strip()));
    Session.Result shorter = sign("cosign", "--ttl", "30s");
    assertEquals(
        "co-signing for alice: java:pay, jdk:file.read; until 2027-01-15T08:00:30Z\n",
        shorter.err());
    assertEquals(
        "2027-01-15T08:00:30Z", runtime.verify(shorter.out().strip()).expiresAt().toString());
    assertEquals("", sign("cosign", "--json").err());
  }

  @Test
  void approvedCall_isTheOnlyOneThatMeetsTheQuorum() throws Exception {
    Session.Result signed = sign("approve", "--action", "java:pay", "--arg", "amount=40");
    assertEquals(
        "approving for alice: java:pay(amount=40), once; until 2027-01-15T08:05:00Z\n",
        signed.err());
    VerifiedArtifact artifact =
        Runtimes.of(directory.resolve("trust.yaml")).verify(signed.out().strip());
    assertEquals(1, artifact.approvalsFor(hash(40), GovernanceState.NONE).size());
    Rejected rejected =
        assertThrows(Rejected.class, () -> artifact.approvalsFor(hash(41), GovernanceState.NONE));
    assertEquals("artifact has too few approvals of this very call", rejected.detail());
    assertEquals("", sign("approve", "--json", "--action", "java:pay", "--arg", "amount=40").err());
  }

  private static String hash(long amount) {
    Arguments arguments = new Arguments();
    arguments.addInteger(amount);
    return String.valueOf(RequestHash.find("java:pay", List.of("amount"), arguments));
  }

  @Test
  void whatIsSigned_isSaidWithoutControlCharacters() {
    root = session.issue("--holder", "@bob.jwk", "--allow", "java:pay\u001b[2J").ok();
    assertEquals(
        "co-signing for alice: java:pay\\u001B[2J; until 2027-01-15T08:05:00Z\n",
        sign("cosign").err());
  }

  @Test
  void rootThatIsOver_isRefused() {
    session.at(Session.NOW.plusSeconds(300));
    sign("cosign").expect(1, "writ: EXPIRED: link[0] expired at [2027-01-15T08:05:00Z]");
  }

  @Test
  void whatCannotBeSigned_isRefused() {
    sign("cosign", "--ttl", "25h")
        .expect(4, "writ: --ttl [PT25H]: a co-signature lives for at most [PT24H]");
    sign("approve")
        .expect(
            4,
            "writ: Error: Missing required argument(s): (--action=ACTION [--arg=NAME=VALUE]...)");
    sign("approve", "--action", "java:pay")
        .expect(4, "writ: --arg [amount] is missing; give every argument of the call");
    sign("approve", "--action", "java:ship")
        .expect(
            1,
            "writ: ACTION_NOT_IN_SCOPE: link[0].authorization_details does not grant --action"
                + " [java:ship]");
    session
        .run(root, "cosign", "--json", "--key", "@bob.pem", "--kid", "b/b", "--audience", "x")
        .expect(
            1,
            "writ: HEADER_NOT_ALLOWED: cosignature.header.kid must be 1 to 64 of [A-Za-z0-9._-]");
  }
}
