package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.artifact.RequestHash;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.Arguments;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProveTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private Session session = new Session(Path.of(""));
  private String root = "";

  @BeforeEach
  void issue() {
    session = new Session(directory);
    session.makeAuthority();
    root =
        session
            .issue(
                "--max-depth",
                "1",
                "--holder-key-out",
                "@holder.pem",
                "--allow",
                "java:pay",
                "--where",
                "amount<=500",
                "--where",
                "currency any")
            .ok();
  }

  private Session.Result prove(String artifact, String... more) {
    String[] head = {"prove", "--key", "@holder.pem", "--runtime", "spiffe://example.org/pay"};
    return session.run(artifact, Session.with(head, more));
  }

  @Test
  void provenArtifact_isGoodOnceAndForItsRuntimeOnly() throws Exception {
    Runtimes runtime = Runtimes.of(directory.resolve("trust.yaml"));
    assertEquals(
        "POSSESSION_NOT_PROVEN: proof is missing; sign one with the key of the last link's cnf.jwk",
        runtime.present(root));
    String proven = prove(root).ok();
    assertTrue(
        proven.matches("\\{\"links\":\\[\"[^\"]+\"],\"proof\":\"[A-Za-z0-9._-]+\"}"), proven);
    assertEquals("valid", runtime.present(proven));
    assertEquals(
        "POSSESSION_NOT_PROVEN: proof was presented before; make a fresh one for each use",
        runtime.present(proven));
    assertEquals("valid", runtime.present(prove(proven).ok()), "a fresh proof replaces the old");
  }

  @Test
  void proofForOneCall_holdsForThatCallOnly() throws Exception {
    String proven =
        prove(root, "--action", "java:pay", "--arg", "currency=EUR", "--arg", "amount=40.0").ok();
    VerifiedArtifact artifact = Runtimes.of(directory.resolve("trust.yaml")).verify(proven);
    assertEquals(List.of(), artifact.approvalsFor(hash(40), GovernanceState.NONE));
    Rejected rejected =
        assertThrows(Rejected.class, () -> artifact.approvalsFor(hash(41), GovernanceState.NONE));
    assertEquals("proof.req_hash is that of another call", rejected.detail());
  }

  private static String hash(long amount) {
    Arguments arguments = new Arguments();
    arguments.add(Arguments.Kind.DECIMAL, BigDecimal.valueOf(amount));
    arguments.add(Arguments.Kind.TEXT, "EUR");
    return String.valueOf(RequestHash.find("java:pay", List.of("amount", "currency"), arguments));
  }

  @Test
  void otherKey_isRefused() {
    session
        .run(root, "prove", "--key", "@issuer.pem", "--runtime", "spiffe://example.org/pay")
        .expect(
            1, "writ: BROKEN_ANCESTRY: link[0].cnf.jwk is not the key that was given for signing");
  }

  @Test
  void runtimeThatIsNoneOrNotNamed_isRefused() {
    session
        .run(root, "prove", "--key", "@holder.pem", "--runtime", "spiffe://example.org/")
        .expect(
            4, "writ: --runtime [spiffe://example.org/] must be the id of one runtime, no prefix");
    session
        .run(root, "prove", "--key", "@holder.pem", "--runtime", "spiffe://example.org/ship")
        .expect(
            1,
            "writ: WRONG_RUNTIME: link[0].may_act.sub is [spiffe://example.org/pay] and does not"
                + " cover --runtime [spiffe://example.org/ship]");
  }

  @Test
  void artifactThatIsOver_isRefused() {
    session.at(Session.NOW.plusSeconds(300));
    prove(root).expect(1, "writ: EXPIRED: link[0] expired at [2027-01-15T08:05:00Z]");
  }

  @Test
  void callThatCannotBe_isRefused() {
    prove(root, "--arg", "amount=1")
        .expect(4, "writ: Error: Missing required argument(s): --action=ACTION");
    prove(root, "--action", "java:pays")
        .expect(
            1,
            "writ: ACTION_NOT_IN_SCOPE: link[0].authorization_details does not grant --action"
                + " [java:pays]");
    prove(root, "--action", "java:pay", "--arg", "amount=1")
        .expect(4, "writ: --arg [currency] is missing; give every argument of the call");
    prove(root, "--action", "java:pay", "--arg", "amount=1", "--arg", "amount=2")
        .expect(4, "writ: --arg [amount] is there twice; keep one");
    prove(root, "--action", "java:pay", "--arg", "amount=1e500", "--arg", "currency=EUR")
        .expect(4, "writ: --arg: a number may have at most [400] digits");
    String[] many = new String[36];
    for (int i = 0; i < many.length; i += 2) {
      many[i] = "--arg";
      many[i + 1] = "a" + i + "=1";
    }
    prove(root, Session.with(new String[] {"--action", "java:pay"}, many))
        .expect(4, "writ: --arg is there [18] times; no action has more than [16] arguments");
  }

  @Test
  void typesOfArguments_areInTheHelp() {
    String help = session.run("", "prove", "--help").ok().replaceAll("\\s+", " ");
    assertTrue(help.contains("A JSON number is a number; true and false are booleans;"), help);
  }
}
