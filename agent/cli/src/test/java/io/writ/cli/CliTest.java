package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {
  private static final String UUID =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";

  @TempDir Path directory = Path.of("");
  private Session session = new Session(directory);

  @BeforeEach
  void makeKeysAndTrust() {
    session = new Session(directory);
    session.run("", "keygen", "@issuer.pem").ok();
    session
        .run(
            "",
            "trust",
            "add",
            "--file",
            "@trust.yaml",
            "--kid",
            "issuer-2026",
            "--key",
            "@issuer.jwk",
            "--runtime",
            "spiffe://example.org/pay",
            "--audience",
            "example.org")
        .ok();
  }

  private Session.Result issue(String... more) {
    String[] head = {
      "issue",
      "--key",
      "@issuer.pem",
      "--kid",
      "issuer-2026",
      "--issuer",
      "https://issuer.example",
      "--audience",
      "example.org",
      "--runtime",
      "spiffe://example.org/pay",
      "--subject",
      "alice",
      "--max-depth",
      "3",
      "--holder-key-out",
      "@holder.pem",
      "--allow",
      "java:pay",
      "--where",
      "amount<=500",
      "--where",
      "amount>=1",
      "--where",
      "currency in EUR,CHF",
      "--allow",
      "jdk:file.read",
      "--where",
      "path under /data"
    };
    String[] args = new String[head.length + more.length];
    System.arraycopy(head, 0, args, 0, head.length);
    System.arraycopy(more, 0, args, head.length, more.length);
    return session.run("", args);
  }

  @Test
  void generatedKey_isReadableByItsOwnerOnlyAndNeverOverwritten() throws IOException {
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("issuer.pem"))));
    assertTrue(
        Files.readString(directory.resolve("issuer.jwk"))
            .matches("\\{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"[A-Za-z0-9_-]{43}\"}\n"));
    session
        .run("", "keygen", "@issuer.pem")
        .expect(3, "writ: DIR/issuer.jwk: exists; a key is never overwritten, name another file");
    Files.delete(directory.resolve("issuer.jwk"));
    session
        .run("", "keygen", "@issuer.pem")
        .expect(3, "writ: DIR/issuer.pem: exists; a key is never overwritten, name another file");
  }

  @Test
  void issuedArtifact_isOneLineThatVerifies() {
    String artifact = issue().ok();
    assertTrue(artifact.matches("\\[\"[A-Za-z0-9._-]+\"]"), artifact);
    String text = session.run(artifact, "inspect", "--trust", "@trust.yaml").ok();
    assertTrue(
        text.matches(
            "artifact  "
                + UUID
                + "\n"
                + "verdict   valid now\n"
                + "authority issuer-2026, https://issuer.example\n"
                + "subject   alice\n"
                + "runtime   spiffe://example.org/pay\n"
                + "audience  example.org\n"
                + "expires   2027-01-15T08:05:00Z, by link\\[0]\n"
                + "proof     needs a proof of possession when presented\n"
                + "grants\n"
                + "  java:pay\n"
                + "    amount from 1 to 500\n"
                + "    currency in \"EUR\", \"CHF\"\n"
                + "  jdk:file.read\n"
                + "    path under /data\n"
                + "link\\[0]   "
                + UUID
                + ", issued 2027-01-15T08:00:00Z, depth 0 of 3, holder Ed25519 [A-Za-z0-9_-]{43}"),
        text);
  }

  @Test
  void attenuatedArtifact_showsEachNarrowingStep() throws IOException {
    Files.writeString(directory.resolve("a.json"), issue().out());
    String child =
        session
            .run(
                "",
                "attenuate",
                "--key",
                "@holder.pem",
                "--holder-key-out",
                "@child.pem",
                "--ttl",
                "1m",
                "--max-depth",
                "1",
                "--allow",
                "java:pay",
                "--where",
                "amount<=100",
                "--where",
                "amount>=1",
                "@a.json")
            .ok();
    String text = session.run(child, "inspect", "--trust", "@trust.yaml").ok();
    assertTrue(
        (text + "\n")
            .endsWith(
                """
                  java:pay: amount from 1 to 100, was from 1 to 500
                  drops jdk:file.read
                  max depth 1, was 3
                  expires 2027-01-15T08:01:00Z, was 2027-01-15T08:05:00Z
                """),
        text);
    String json = session.run(child, "inspect", "--json").ok();
    assertTrue(
        json.startsWith("{\"verified\":null,\"authority\":\"issuer-2026\",\"expires\":"), json);
    session.at(Session.NOW.plusSeconds(60));
    Session.Result expired = session.run(child, "inspect", "--json", "--trust", "@trust.yaml");
    assertEquals(1, expired.exitCode());
    assertTrue(
        expired
            .out()
            .startsWith(
                "{\"verified\":false,\"reason\":\"EXPIRED\",\"detail\":\"link[1].exp is"
                    + " [1800000060], now is [1800000060]\""),
        expired.out());
  }

  @Test
  void attenuationThatWidens_isRefusedAndWritesNoKey() {
    String artifact = issue().ok();
    session
        .run(
            artifact,
            "attenuate",
            "--key",
            "@holder.pem",
            "--holder-key-out",
            "@child.pem",
            "--allow",
            "java:pay",
            "--where",
            "amount<=501")
        .expect(
            1,
            "writ: WIDENED: link[1].authorization_details[0].tools[\"java:pay\"].amount admits more"
                + " than its parent's constraint");
    assertFalse(Files.exists(directory.resolve("child.pem")));
    session
        .run(
            artifact,
            "attenuate",
            "--key",
            "@issuer.pem",
            "--holder-key-out",
            "@child.pem",
            "--max-depth",
            "1")
        .expect(
            1, "writ: BROKEN_ANCESTRY: link[0].cnf.jwk is not the key that was given for signing");
    session.at(Session.NOW.plusSeconds(300));
    session
        .run(
            artifact,
            "attenuate",
            "--key",
            "@holder.pem",
            "--holder-key-out",
            "@child.pem",
            "--max-depth",
            "1")
        .expect(1, "writ: EXPIRED: link[0] expired at [2027-01-15T08:05:00Z]");
  }

  @Test
  void artifactThatIsNone_isRejectedAndNotEchoed() {
    session
        .run("hello\u001b[31m", "inspect")
        .expect(1, "writ: MALFORMED: link[0] is not a compact JWS: it must have exactly two dots");
  }

  @Test
  void artifactOfAnotherAuthority_isShownWithWhatIsWrong() {
    session.run("", "keygen", "@other.pem").ok();
    session
        .run(
            "",
            "trust",
            "add",
            "--file",
            "@other.yaml",
            "--kid",
            "issuer-2026",
            "--key",
            "@other.jwk",
            "--runtime",
            "spiffe://example.org/pay",
            "--audience",
            "example.org")
        .ok();
    Session.Result result = session.run(issue().ok(), "inspect", "--trust", "@other.yaml");
    assertEquals(1, result.exitCode());
    assertTrue(
        result
            .out()
            .contains(
                "verdict   rejected, BAD_SIGNATURE: link[0].signature is not that of the authority"
                    + " [issuer-2026]\n"),
        result.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amount|write NAME<=N, NAME>=N, NAME=V, 'NAME in V,V', 'NAME not in V,V', 'NAME has T,T',"
            + " 'NAME only T,T', 'NAME empty', 'NAME under /PATH', 'NAME under-url URL', 'NAME host"
            + " H,H', 'NAME cidr BLOCK,BLOCK' or 'NAME any'",
        "amount<=lots|a bound must be a number",
        "amount=|a value is missing",
        "currency in EUR,|a value is missing",
        "path under data|the path must be absolute, without [.], [..] and a slash at its end",
        "a={\"type\":\"regex\"}|constraint.type must be one of [exact, one_of, not_one_of, range,"
            + " contains, subset, path_under, url_under, host, cidr, all, any, wildcard]",
        "a={|the constraint ends too early",
        "amount<=400|contradicts an earlier clause",
      })
  void whereClauseThatMeansNothing_isAUsageError(String clause, String problem) {
    issue("--allow", "java:x", "--where", "amount<=500", "--where", clause)
        .expect(4, "writ: --where [" + clause + "]: " + problem);
  }

  @Test
  void whereClauses_haveTypes() {
    String artifact =
        issue(
                "--allow",
                "java:x",
                "--where",
                "a=5",
                "--where",
                "b=\"5\"",
                "--where",
                "c=true",
                "--where",
                "d any",
                "--where",
                "e={\"type\":\"range\",\"min\":0.5}",
                "--where",
                "f=a b")
            .ok();
    String json = session.run(artifact, "inspect", "--json").ok();
    assertTrue(
        json.contains(
            "\"java:x\":{\"a\":{\"type\":\"exact\",\"value\":5},\"b\":{\"type\":\"exact\",\"value\":"
                + "\"5\"},\"c\":{\"type\":\"exact\",\"value\":true},\"d\":{\"type\":\"wildcard\"},"
                + "\"e\":{\"type\":\"range\",\"min\":0.5},\"f\":{\"type\":\"exact\",\"value\":"
                + "\"a b\"}}"),
        json);
  }

  @Test
  void wrongUsage_isExitCode4() {
    session.run("").expect(4, "writ: a command is missing; try [writ --help]");
    session.run("", "trust").expect(4, "writ: Missing required subcommand");
    session.run("", "keygen").expect(4, "writ: Missing required parameter: 'FILE'");
    issue("--allow", "java:pay")
        .expect(4, "writ: --allow [java:pay] is there twice; give its --where once");
    issue("--ttl", "soon")
        .expect(
            4,
            "writ: Invalid value for option '--ttl': [soon] is not a lifetime; write 30s, 5m or 1h");
  }

  @Test
  void missingFile_isExitCode3AndBadKeyIsExitCode1() throws IOException {
    session.run("", "inspect", "@none.json").expect(3, "writ: NoSuchFileException: DIR/none.json");
    Files.writeString(directory.resolve("issuer.pem"), "secret");
    issue().expect(1, "writ: DIR/issuer.pem: not a PKCS#8 PEM private key [BEGIN PRIVATE KEY]");
  }

  @Test
  void help_isExitCode0() {
    String help = session.run("", "--help").ok();
    for (String command :
        List.of(
            "keygen",
            "issue",
            "attenuate",
            "prove",
            "cosign",
            "approve",
            "revoke",
            "inspect",
            "trust",
            "doctor",
            "verify",
            "show",
            "tree")) {
      assertTrue(help.contains("\n  " + command + " "), command);
    }
    String trust = session.run("", "trust", "--help").ok();
    assertTrue(trust.contains("\n  pin, add ") && trust.contains("\n  rotate "), trust);
    assertTrue(session.run("", "issue", "--help").ok().contains("--holder-key-out"));
  }
}
