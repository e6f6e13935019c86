package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.StatusReference;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Rejected;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code issue} and {@code attenuate} put into a link beyond its scope. */
class IssueTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private Session session = new Session(Path.of(""));

  @BeforeEach
  void makeAuthority() {
    session = new Session(directory);
    session.makeAuthority();
    session.run("", "keygen", "@holder.pem").ok();
    session.run("", "keygen", "@bob.pem", "--algorithm", "ES256").ok();
  }

  private Session.Result issue(String... more) {
    String[] scope = {"--holder", "@holder.jwk", "--allow", "java:pay"};
    return session.issue(Session.with(more, scope));
  }

  private static List<LinkView> links(String artifact) throws Rejected {
    return UnverifiedArtifact.readUnverified(artifact).unverifiedLinks();
  }

  @Test
  void everyClaim_isAsItWasTyped() throws Exception {
    session.write("policy.yaml", "id: shop\nversion: 1\nambient: { x: \"${user.home}\" }\n");
    LinkView root =
        links(
                issue(
                        "--actor",
                        "agent-7",
                        "--transaction",
                        "t-1",
                        "--request-workload",
                        "spiffe://example.org/web",
                        "--not-before",
                        "2027-01-15T08:01:00Z",
                        "--status-list",
                        "https://issuer.example/status/1",
                        "--status-index",
                        "7",
                        "--policy",
                        "@policy.yaml",
                        "--governance",
                        "ticket=CHG-1,purpose=pay, at once,retention=1y,class=internal",
                        "--quorum",
                        "1",
                        "--cosigner",
                        "@bob.jwk",
                        "--cosigner",
                        "@holder.jwk")
                    .ok())
            .get(0);
    assertEquals("{\"sub\":\"agent-7\"}", JsonWriter.write(Objects.requireNonNull(root.act())));
    assertEquals("t-1", root.transaction());
    assertEquals("spiffe://example.org/web", root.requestWorkload());
    assertEquals(Session.NOW.plusSeconds(60), root.notBefore());
    assertEquals(new StatusReference("https://issuer.example/status/1", 7), root.status());
    byte[] digest = Sha256.ofAscii("id: shop\nversion: 1\nambient: { x: \"${user.home}\" }\n");
    assertEquals(PolicyPin.of("shop", digest), root.policy());
    assertEquals(
        "{\"ticket\":\"CHG-1\",\"purpose\":\"pay, at once\",\"retention\":\"1y\",\"class\":"
            + "\"internal\"}",
        JsonWriter.write(Objects.requireNonNull(root.governance())));
    List<String> cosigners =
        List.of(
            KeyFiles.readPublic(directory.resolve("bob.jwk")).thumbprint(),
            KeyFiles.readPublic(directory.resolve("holder.jwk")).thumbprint());
    assertEquals(1, Objects.requireNonNull(root.quorum()).k());
    assertEquals(cosigners, List.copyOf(Objects.requireNonNull(root.quorum()).of()));
  }

  @Test
  void conditions_areAddedAndNarrowed() throws Exception {
    String root =
        issue(
                "--max-depth",
                "1",
                "--condition",
                "host in build-7,build-8",
                "--condition",
                "time_of_day>=480",
                "--condition",
                "time_of_day<=1020",
                "--condition",
                "agents only javaagent:writ-agent.jar")
            .ok();
    assertEquals(
        "[\"build-7\",\"build-8\"]",
        JsonWriter.write(
            Objects.requireNonNull(
                ((io.writ.core.encoding.JsonValue.Members)
                        Objects.requireNonNull(links(root).get(0).environment().get("host"))
                            .toJson())
                    .byName()
                    .get("values"))));
    LinkView child = links(attenuate(root, "--condition", "host=build-7").ok()).get(1);
    assertEquals(List.of("host", "time_of_day", "agents"), names(child));
    assertEquals(
        "{\"type\":\"exact\",\"value\":\"build-7\"}",
        JsonWriter.write(Objects.requireNonNull(child.environment().get("host")).toJson()));
    attenuate(root, "--condition", "host=build-9")
        .expect(1, "writ: WIDENED: link[1].writ.env.host admits more than its parent's constraint");
    LinkView later =
        links(attenuate(root, "--not-before", "2027-01-15T08:01:00Z", "--ttl", "2m").ok()).get(1);
    assertEquals(Session.NOW.plusSeconds(60), later.notBefore());
  }

  private static List<String> names(LinkView link) {
    return List.copyOf(link.environment().keySet());
  }

  private Session.Result attenuate(String artifact, String... more) {
    String[] head = {"attenuate", "--key", "@holder.pem", "--holder", "@bob.jwk"};
    return session.run(artifact, Session.with(head, more));
  }

  @Test
  void cosignatures_areKeptByAttenuationAndTheProofIsNot() throws Exception {
    String root = issue("--max-depth", "1").ok();
    String cosigned =
        session
            .run(
                root,
                "cosign",
                "--json",
                "--key",
                "@bob.pem",
                "--kid",
                "bob",
                "--audience",
                "example.org")
            .ok();
    String proven =
        session
            .run(cosigned, "prove", "--key", "@holder.pem", "--runtime", "spiffe://example.org/pay")
            .ok();
    var presentation =
        UnverifiedArtifact.readUnverified(attenuate(proven, "--ttl", "1m").ok()).presentation();
    assertEquals(1, presentation.cosignatures().size());
    assertEquals(null, presentation.proof());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--condition|host|--condition [host]: write NAME<=N, NAME>=N, NAME=V, 'NAME in V,V', 'NAME"
            + " not in V,V', 'NAME has T,T', 'NAME only T,T', 'NAME empty', 'NAME under /PATH',"
            + " 'NAME under-url URL', 'NAME host H,H', 'NAME cidr BLOCK,BLOCK' or 'NAME any'",
        "--not-before|soon|Invalid value for option '--not-before': [soon] is not an instant; write"
            + " 2027-01-15T08:00:00Z",
        "--not-before|2027-01-15T08:00:00.5Z|Invalid value for option '--not-before':"
            + " [2027-01-15T08:00:00.5Z] has a fraction of a second; leave it out",
        "--not-before|2027-01-15T08:05:00Z|--not-before [2027-01-15T08:05:00Z] is not before the"
            + " link's end [2027-01-15T08:05:00Z]",
        "--governance|cost=5|--governance [cost=5]: write ticket=…, class=…, purpose=… or"
            + " retention=…, with commas between",
        "--governance|ticket=1,ticket=2|--governance [ticket=1,ticket=2]: ticket is there twice;"
            + " keep one",
        "--quorum|1|Error: Missing required argument(s): --cosigner=JWK",
        "--status-list|https://x|Error: Missing required argument(s): --status-index=N",
      })
  void optionThatMeansNothing_isAUsageError(String option, String value, String message) {
    issue(option, value).expect(4, "writ: " + message);
  }

  @Test
  void quorumThatCannotBeMet_isRefused() {
    issue("--quorum", "2", "--cosigner", "@bob.jwk")
        .expect(4, "writ: --quorum [2] must be from [1] to the [1] keys of --cosigner");
    issue("--quorum", "1", "--cosigner", "@bob.jwk", "--cosigner", "@bob.jwk")
        .expect(4, "writ: --cosigner [DIR/bob.jwk] is a key that is there twice; keep one");
    issue("--status-list", "https://x", "--status-index", "-1")
        .expect(4, "writ: --status-index [-1] must be at least [0]");
  }

  @Test
  void policyWithoutId_isRefused() throws Exception {
    session.write("policy.yaml", "version: 1\n");
    issue("--policy", "@policy.yaml").expect(1, "writ: DIR/policy.yaml:1:1: key [id] is missing");
  }
}
