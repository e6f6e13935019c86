package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private Session session = new Session(Path.of(""));

  @BeforeEach
  void makeSession() {
    session = new Session(directory);
  }

  private void makeKeys(String... keygenOptions) {
    session.makeAuthority(keygenOptions);
    for (String name : List.of("holder", "worker", "bob")) {
      session
          .run("", Session.with(new String[] {"keygen", "@" + name + ".pem"}, keygenOptions))
          .ok();
    }
    String[] pin = {"trust", "pin", "--file", "@trust.yaml", "--kid", "bob", "--key", "@bob.jwk"};
    session.run("", Session.with(pin, "--cosigner")).ok();
  }

  private void trust(String more) throws IOException {
    session.write("trust.yaml", session.read("trust.yaml") + more);
  }

  private String issue(String... more) {
    String[] scope = {"--holder", "@holder.jwk", "--allow", "java:pay"};
    return session.issue(Session.with(more, scope)).ok();
  }

  private String cosign(String artifact, String key) {
    String[] head = {"cosign", "--json", "--key", key, "--kid", "bob", "--ttl", "50s"};
    return session.run(artifact, Session.with(head, "--audience", "example.org")).ok();
  }

  private String attenuate(String artifact, String... more) {
    String[] head = {"attenuate", "--key", "@holder.pem", "--holder", "@worker.jwk"};
    return session.run(artifact, Session.with(head, more)).ok();
  }

  private String prove(String artifact, String key) {
    return session
        .run(artifact, "prove", "--key", key, "--runtime", "spiffe://example.org/pay")
        .ok();
  }

  private List<String> lines(String artifact, int exitCode) {
    Session.Result result = session.run(artifact, "inspect", "--trust", "@trust.yaml");
    assertEquals(exitCode + " ", result.exitCode() + " " + result.err());
    return result.out().replaceAll("[A-Za-z0-9_-]{43}", "…").lines().toList();
  }

  private static String line(List<String> lines, String what) {
    return lines.stream().filter(line -> line.startsWith(what + " ")).findFirst().orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "ES256", "ML-DSA-65"})
  void chainOfOneAlgorithm_isIssuedCosignedAttenuatedProvenAndInspected(String algorithm)
      throws Exception {
    makeKeys("--algorithm", algorithm);
    trust("quorum: { k: 1, of: [bob] }\n");
    String cosigned = cosign(issue("--max-depth", "1"), "@bob.pem");
    String proven = prove(attenuate(cosigned, "--ttl", "1m"), "@worker.pem");
    assertEquals("valid", Runtimes.of(directory.resolve("trust.yaml")).present(proven));
    session.at(Session.NOW.plusSeconds(3));
    List<String> lines = lines(proven, 0);
    assertEquals("verdict   valid now", line(lines, "verdict"));
    assertEquals("expires   2027-01-15T08:00:50Z, by cosignature[0]", line(lines, "expires"));
    assertEquals("quorum    1 of […], demanded by the trust file", line(lines, "quorum"));
    assertEquals(
        "cosigned  bob …, all calls, until 2027-01-15T08:00:50Z: valid", line(lines, "cosigned"));
    assertEquals("proof     for spiffe://example.org/pay, 3 s old, any call", line(lines, "proof"));
    assertTrue(line(lines, "link[1]").endsWith("holder " + algorithm + " …"), lines.toString());
    String json = session.run(proven, "inspect", "--json", "--trust", "@trust.yaml").ok();
    assertTrue(
        json.replaceAll("[A-Za-z0-9_-]{43}", "…")
            .startsWith(
                "{\"verified\":true,\"authority\":\"issuer-2026\",\"expires\":1800000050,"
                    + "\"expiresBy\":\"cosignature[0]\",\"needsProof\":false,\"proof\":{\"aud\":"
                    + "\"spiffe://example.org/pay\",\"ageSeconds\":3,\"oneCall\":false},"
                    + "\"quorums\":[{\"k\":1,\"of\":[\"…\"],\"demandedBy\":\"trust\"}],"
                    + "\"cosignatures\":[{\"kid\":\"bob\",\"thumbprint\":\"…\",\"exp\":1800000050,"
                    + "\"oneCall\":false,\"hash\":\"…\",\"verdict\":\"valid\"}],\"links\":[{"),
        json);
  }

  @Test
  void artifactAtRest_isValidAndSaysThatItNeedsAProof() throws Exception {
    makeKeys();
    List<String> lines = lines(issue("--max-depth", "1"), 0);
    assertEquals("verdict   valid now", line(lines, "verdict"));
    assertEquals("proof     needs a proof of possession when presented", line(lines, "proof"));
    assertEquals(
        "proof     none needed: one root that cannot be delegated",
        line(lines(issue(), 0), "proof"));
    trust("possession: always\n");
    assertEquals(
        "proof     needs a proof of possession when presented", line(lines(issue(), 0), "proof"));
  }

  @Test
  void proofThatIsOld_isNamed() {
    makeKeys();
    String proven = prove(issue("--max-depth", "1"), "@holder.pem");
    session.at(Session.NOW.plusSeconds(31));
    assertEquals(
        "verdict   rejected, POSSESSION_NOT_PROVEN: proof.iat is [1800000000], now is"
            + " [1800000031]; make a fresh one",
        line(lines(proven, 1), "verdict"));
  }

  @Test
  void whatOnlyTheRuntimeKnows_isAssumedAndShown() throws Exception {
    makeKeys();
    session.write("policy.yaml", "id: shop\nversion: 1\n");
    String[] claims = {
      "--policy",
      "@policy.yaml",
      "--condition",
      "host=build-7",
      "--actor",
      "agent-7",
      "--transaction",
      "t-1",
      "--governance",
      "ticket=CHG-1",
      "--request-workload",
      "web",
      "--not-before",
      "2027-01-15T08:00:00Z"
    };
    List<String> lines = lines(issue(claims), 0);
    assertEquals(
        "verdict   valid now, where its conditions hold, under its policy", line(lines, "verdict"));
    assertEquals("condition host = \"build-7\"", line(lines, "condition"));
    assertEquals("policy    shop ni:///sha-256;…", line(lines, "policy"));
    assertEquals("actors    {\"sub\":\"agent-7\"}", line(lines, "actors"));
    assertEquals("txn       t-1", line(lines, "txn"));
    assertEquals("workload  web", line(lines, "workload"));
    assertEquals("governed  {\"ticket\":\"CHG-1\"}", line(lines, "governed"));
    assertEquals("from      2027-01-15T08:00:00Z", line(lines, "from"));
    assertEquals(
        "verdict   rejected, ENVIRONMENT_MISMATCH: link[0].writ.env.time_of_day does not hold here",
        line(lines(issue("--condition", "time_of_day>=481"), 1), "verdict"));
  }

  @Test
  void cosignatureThatDoesNotCount_isShownWithItsReason() {
    makeKeys();
    String root = issue("--quorum", "1", "--cosigner", "@bob.jwk");
    List<String> lines = lines(root, 1);
    assertEquals(
        "verdict   rejected, QUORUM_NOT_MET: artifact has co-signatures of [0] of the keys that a"
            + " quorum of [1] names",
        line(lines, "verdict"));
    assertEquals("quorum    1 of […], demanded by link[0]", line(lines, "quorum"));
    assertEquals(
        "cosigned  bob …, all calls, until 2027-01-15T08:00:50Z: BAD_SIGNATURE:"
            + " cosignature[1].signature is not that of the co-signer [bob]",
        lines(cosign(cosign(root, "@bob.pem"), "@worker.pem"), 1).stream()
            .filter(line -> line.startsWith("cosigned"))
            .toList()
            .get(1));
    String cosigned = cosign(root, "@bob.pem");
    session.at(Session.NOW.plusSeconds(300));
    assertEquals(
        "cosigned  bob …, all calls, until 2027-01-15T08:00:50Z: not looked at, because the"
            + " artifact is refused",
        line(lines(cosigned, 1), "cosigned"));
  }

  @Test
  void approvalByAStranger_isShownAsThat() {
    makeKeys();
    String[] approve = {"approve", "--json", "--key", "@worker.pem", "--kid", "stranger"};
    String approved =
        session
            .run(
                issue(), Session.with(approve, "--audience", "example.org", "--action", "java:pay"))
            .ok();
    assertEquals(
        "cosigned  stranger …, one call, until 2027-01-15T08:05:00Z: not pinned in the trust file",
        line(lines(approved, 0), "cosigned"));
    String unasked = session.run(approved, "inspect").ok().replaceAll("[A-Za-z0-9_-]{43}", "…");
    assertTrue(
        unasked.contains("\ncosigned  stranger …, one call, until 2027-01-15T08:05:00Z\n"),
        unasked);
  }

  @Test
  void revokedLinkOrCosigner_isNamed() throws Exception {
    makeKeys();
    trust("revocations: { file: list.jwt }\n");
    String root = cosign(issue(), "@bob.pem");
    List<String> lines = lines(root, 1);
    assertEquals(
        "verdict   rejected, STALE_GOVERNANCE: DIR/list.jwt: cannot be read [NoSuchFileException]",
        line(lines, "verdict"));
    assertEquals("revoked   unknown: the lists cannot be used", line(lines, "revoked"));
    revoke("--renew");
    session.at(Session.NOW.plusSeconds(9));
    assertEquals(
        "revoked   nothing, by version 1 of DIR/list.jwt, 9 s old",
        line(lines(root, 0), "revoked"));
    revoke("--authority", "@bob.jwk");
    assertTrue(line(lines(root, 0), "cosigned").endsWith(": revoked"));
    session.write("root.writ", root);
    revoke("--link", "@root.writ");
    lines = lines(root, 1);
    assertEquals("verdict   rejected, REVOKED: link[0] is revoked", line(lines, "verdict"));
    assertEquals(
        "revoked   link[0] is revoked, by version 3 of DIR/list.jwt, 0 s old",
        line(lines, "revoked"));
    session.at(Session.NOW.plusSeconds(300));
    assertEquals(
        "revoked   not looked at, because the artifact is refused, by version 3 of DIR/list.jwt,"
            + " 291 s old",
        line(lines(root, 1), "revoked"));
  }

  private void revoke(String... more) {
    String[] head = {"revoke", "@list.jwt", "--key", "@issuer.pem", "--kid", "issuer-2026"};
    session.run("", Session.with(head, more)).ok();
  }

  @Test
  void statusThatTheRuntimeCannotLookUp_isNamed() {
    makeKeys();
    List<String> lines = lines(issue("--status-list", "https://x/1", "--status-index", "4"), 1);
    assertEquals(
        "verdict   rejected, GOVERNANCE_MISMATCH: link[0].status names a list that this runtime"
            + " does not have",
        line(lines, "verdict"));
    assertEquals("status    index 4 of https://x/1", line(lines, "status"));
  }

  @Test
  void narrowedCondition_isAStep() {
    makeKeys();
    String child =
        attenuate(
            issue("--max-depth", "1", "--condition", "host in a,b"),
            "--condition",
            "host=a",
            "--condition",
            "os_user=web",
            "--not-before",
            "2027-01-15T08:00:00Z");
    assertEquals(
        List.of(
            "  condition: host = \"a\", was in \"a\", \"b\"",
            "  condition: os_user = \"web\", was any",
            "  not before 2027-01-15T08:00:00Z"),
        lines(child, 0).stream()
            .filter(line -> line.startsWith("  condition") || line.startsWith("  not"))
            .toList());
  }
}
