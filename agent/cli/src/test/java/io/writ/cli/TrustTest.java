package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  private static final String HEAD =
      "runtime: { id: \"spiffe://example.org/pay\", audience: \"example.org\" }\n";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private Session session = new Session(Path.of(""));

  @BeforeEach
  void makeAuthority() {
    session = new Session(directory);
    session.makeAuthority();
    session.run("", "keygen", "@second.pem").ok();
    session.run("", "keygen", "@ec.pem", "--algorithm", "ES256").ok();
    session.run("", "keygen", "@pq.pem", "--algorithm", "ML-DSA-65").ok();
  }

  private Session.Result pin(String keyId, String key, String... more) {
    String[] head = {"trust", "pin", "--file", "@trust.yaml", "--kid", keyId, "--key", key};
    return session.run("", Session.with(head, more));
  }

  private Session.Result rotate(String... more) {
    return session.run("", Session.with(new String[] {"trust", "rotate", "@trust.yaml"}, more));
  }

  private String shape() throws IOException {
    return session
        .read("trust.yaml")
        .replaceAll("(x|y): \"[A-Za-z0-9_-]{43}\"", "$1: …")
        .replaceAll("pub: \"[A-Za-z0-9_-]{2603}\"", "pub: …");
  }

  @Test
  void keyOfEachAlgorithm_isPinnedAndEverythingElseStays() throws IOException {
    session.write(
        "trust.yaml",
        "# ours\n"
            + session.read("trust.yaml").replace("  - {", "  # the first\n  - {")
            + "\n# short\nlifetimes: { leaf: PT1M }\n");
    pin("second", "@second.jwk").ok();
    pin("ec", "@ec.jwk").ok();
    pin("bob", "@pq.jwk", "--cosigner").ok();
    pin("eve", "@ec.jwk", "--cosigner").ok();
    assertEquals(
        """
        # ours
        %sauthorities:
          # the first
          - { kid: "issuer-2026", alg: Ed25519, x: … }
          - { kid: "second", alg: Ed25519, x: … }
          - { kid: "ec", alg: ES256, x: …, y: … }

        # short
        lifetimes: { leaf: PT1M }
        cosigners:
          - { kid: "bob", alg: ML-DSA-65, pub: … }
          - { kid: "eve", alg: ES256, x: …, y: … }
        """
            .formatted(HEAD),
        shape());
  }

  @Test
  void keyIdThatIsTaken_isRefusedAndTheFileStays() throws IOException {
    String before = session.read("trust.yaml");
    pin("issuer-2026", "@second.jwk")
        .expect(1, "writ: DIR/trust.yaml:4:12: kid [issuer-2026] is there twice; keep one");
    pin("a b", "@second.jwk").expect(4, "writ: --kid must be 1 to 64 of [A-Za-z0-9._-]");
    assertEquals(before, session.read("trust.yaml"));
  }

  @Test
  void newFile_needsARuntimeAndAnAuthority() {
    String[] head = {"trust", "add", "--file", "@new.yaml", "--kid", "a", "--key", "@second.jwk"};
    session
        .run("", head)
        .expect(
            4,
            "writ: a new trust file needs --runtime [scheme://domain/path] and --audience [domain]");
    session
        .run("", Session.with(head, "--cosigner"))
        .expect(
            4, "writ: DIR/new.yaml: does not exist; pin an authority first, without --cosigner");
    pin("a", "@second.jwk", "--audience", "x")
        .expect(
            4,
            "writ: DIR/trust.yaml: exists; its runtime stays, leave out --runtime and --audience");
    assertFalse(Files.exists(directory.resolve("new.yaml")));
  }

  @Test
  void fileThatIsLaidOutOtherwise_isLeftToPeople() throws IOException {
    String flow =
        session.read("trust.yaml").replace("authorities:\n  - ", "authorities: [").strip() + "]\n";
    session.write("trust.yaml", flow);
    pin("second", "@second.jwk")
        .expect(
            1,
            "writ: DIR/trust.yaml: [authorities] must be a list of one line [  - {…}] per key, to"
                + " be changed by a program; change it by hand");
    assertEquals(flow, session.read("trust.yaml"));
  }

  @Test
  void rotation_pinsTheNewKeyAndRetiresTheOld() throws IOException {
    session.write(
        "trust.yaml",
        session.read("trust.yaml").replace("authorities:", "authorities: # ask ops")
            + "  # the last line\n");
    Session.Result rotated =
        rotate("--kid", "issuer-2026", "--jwk", "@pq.jwk", "--new-kid", "issuer-2027");
    assertTrue(
        rotated
            .ok()
            .matches(
                "pinned issuer-2027 ML-DSA-65 [A-Za-z0-9_-]{43} beside issuer-2026 as authorities\n"
                    + "note: a policy that limits authorities must name issuer-2027 too"),
        rotated.out());
    assertEquals("retired issuer-2026 of authorities", rotate("--retire", "issuer-2026").ok());
    assertEquals(
        HEAD
            + "authorities: # ask ops\n  - { kid: \"issuer-2027\", alg: ML-DSA-65, pub: … }\n"
            + "  # the last line\n",
        shape());
  }

  @Test
  void entryOfSeveralLines_isRetiredWhole() throws IOException {
    pin("second", "@second.jwk").ok();
    String flow = session.read("trust.yaml");
    session.write(
        "trust.yaml",
        flow.replaceFirst(
            "- \\{ kid: \"issuer-2026\", alg: Ed25519, x: (\\S+) }",
            "- kid: issuer-2026 # old\n    alg: Ed25519\n    x: $1"));
    rotate("--retire", "issuer-2026").ok();
    assertEquals(HEAD + "authorities:\n  - { kid: \"second\", alg: Ed25519, x: … }\n", shape());
  }

  @Test
  void rotationThatWouldBeAMistake_isRefusedAndTheFileStays() throws IOException {
    pin("bob", "@second.jwk", "--cosigner").ok();
    pin("eve", "@pq.jwk", "--cosigner").ok();
    session.write("trust.yaml", session.read("trust.yaml") + "quorum: { k: 1, of: [bob] }\n");
    String before = session.read("trust.yaml");
    rotate().expect(4, "writ: nothing to do; give --kid, --jwk and --new-kid, or --retire");
    rotate("--retire", "issuer-2026")
        .expect(
            1,
            "writ: DIR/trust.yaml: --retire [issuer-2026] is the only one of [authorities]; pin"
                + " another first");
    rotate("--retire", "nobody")
        .expect(1, "writ: DIR/trust.yaml: --retire [nobody] is none of [issuer-2026, bob, eve]");
    rotate("--retire", "bob")
        .expect(
            1,
            "writ: --retire [bob]: still in use: DIR/trust.yaml:6:22: [bob] is not the kid of one"
                + " of [cosigners]");
    rotate("--kid", "issuer-2026", "--jwk", "@issuer.jwk", "--new-kid", "b")
        .expect(1, "writ: DIR/trust.yaml: --jwk is a key that is pinned already; make a new one");
    rotate("--kid", "bob", "--jwk", "@ec.jwk", "--new-kid", "eve")
        .expect(
            1, "writ: DIR/trust.yaml: --new-kid [eve] stays with another key; choose a new one");
    rotate("--kid", "bob", "--jwk", "@pq.jwk", "--new-kid", "eve")
        .expect(1, "writ: DIR/trust.yaml: --new-kid [eve] is pinned already, with this key");
    rotate("--kid", "bob", "--jwk", "@ec.jwk", "--new-kid", "a/b")
        .expect(4, "writ: --new-kid must be 1 to 64 of [A-Za-z0-9._-]");
    session
        .run("", "trust", "rotate", "@none.yaml", "--retire", "x")
        .expect(3, "writ: DIR/none.yaml: does not exist; name the trust file");
    assertEquals(before, session.read("trust.yaml"));
  }

  @Test
  void whatNamesTheOldKey_isNoted() throws IOException {
    pin("bob", "@second.jwk", "--cosigner").ok();
    session.write(
        "trust.yaml",
        session.read("trust.yaml")
            + "quorum: { k: 1, of: [bob] }\n"
            + "revocations: { file: list.jwt, signers: [issuer-2026] }\n");
    assertTrue(
        rotate("--kid", "bob", "--jwk", "@ec.jwk", "--new-kid", "bob-2")
            .ok()
            .endsWith(" beside bob as cosigners\nnote: a quorum names bob and not bob-2"));
    assertTrue(
        rotate("--kid", "issuer-2026", "--jwk", "@pq.jwk", "--new-kid", "next")
            .ok()
            .contains("\nnote: revocations.signers names issuer-2026 and not next\n"));
  }

  @Test
  void list_showsAllThatIsPinnedAndDemanded() throws IOException {
    pin("bob", "@pq.jwk", "--cosigner").ok();
    session.write(
        "trust.yaml",
        session.read("trust.yaml")
            + "quorum: { k: 1, of: [bob] }\n"
            + "possession: always\n"
            + "lifetimes: { leaf: PT1M }\n"
            + "revocations: { file: list.jwt }\n");
    String listed = session.run("", "trust", "list", "@trust.yaml").ok();
    assertEquals(
        """
        runtime    spiffe://example.org/pay
        audience   example.org
        authority  issuer-2026 Ed25519 …
        cosigner   bob ML-DSA-65 …
        quorum     1 of [bob]
        possession always
        leaf       lives for at most PT1M
        root       lives for at most PT1H
        revoked    DIR/list.jwt, STALE_GOVERNANCE: DIR/list.jwt: cannot be read \
        [NoSuchFileException]""",
        listed.replaceAll("[A-Za-z0-9_-]{43}", "…"));
    session
        .run("", "revoke", "@list.jwt", "--key", "@issuer.pem", "--kid", "issuer-2026", "--renew")
        .ok();
    session.at(Session.NOW.plusSeconds(90));
    assertTrue(
        session
            .run("", "trust", "list", "@trust.yaml")
            .ok()
            .endsWith("DIR/list.jwt, version 1, 90 s old, good until 2027-01-16T08:00:00Z"));
    assertEquals(
        "{\"runtime\":\"spiffe://example.org/pay\",\"audience\":\"example.org\",\"development\":false,\"policySigners\":[],\"authorities\":"
            + "[{\"kid\":\"issuer-2026\",\"alg\":\"Ed25519\",\"thumbprint\":\"…\"}],\"cosigners\":"
            + "[{\"kid\":\"bob\",\"alg\":\"ML-DSA-65\",\"thumbprint\":\"…\"}],\"quorums\":[{\"k\":1,"
            + "\"of\":[\"bob\"]}],\"possession\":\"always\",\"leafSeconds\":60,\"rootSeconds\":3600,"
            + "\"revocations\":{\"file\":\"DIR/list.jwt\",\"signers\":[\"issuer-2026\"],"
            + "\"version\":1,\"ageSeconds\":90,\"exp\":1800086400},\"statusLists\":[]}",
        session
            .run("", "trust", "list", "--json", "@trust.yaml")
            .ok()
            .replaceAll("[A-Za-z0-9_-]{43}", "…"));
  }
}
