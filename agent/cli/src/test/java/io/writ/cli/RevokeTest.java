package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.Sha256;
import io.writ.core.revocation.RevocationKind;
import io.writ.core.revocation.RevocationList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevokeTest {
  private static final String HASH = "A".repeat(43);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private Session session = new Session(Path.of(""));

  @BeforeEach
  void makeAuthority() {
    session = new Session(directory);
    session.makeAuthority();
  }

  private Session.Result revoke(String... more) {
    String[] head = {"revoke", "@list.jwt", "--key", "@issuer.pem", "--kid", "issuer-2026"};
    return session.run("", Session.with(head, more));
  }

  private RevocationList list() throws Exception {
    return RevocationList.readUnverified(session.read("list.jwt").strip());
  }

  @Test
  void listThatDoesNotExist_isMadeAndThenAddedTo() throws Exception {
    assertEquals(
        """
        revoked transaction t-1
        version 1 of DIR/list.jwt, good until 2027-01-16T08:00:00Z""",
        revoke("--transaction", "t-1").ok());
    session.at(Session.NOW.plusSeconds(60));
    assertEquals(
        """
        revoked link %1$s
        revoked before: transaction t-1
        revoked transaction t-2
        version 2 of DIR/list.jwt, good until 2027-01-16T08:01:00Z"""
            .formatted(HASH),
        revoke("--transaction", "t-1", "--transaction", "t-2", "--link-hash", HASH).ok());
    assertEquals(2, list().version());
    assertEquals(Set.of("t-1", "t-2"), list().revoked().get(RevocationKind.TRANSACTION));
    assertEquals(Duration.ofHours(1), list().ttl());
    assertEquals(
        "rw-r--r--",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("list.jwt"))));
    assertNoLeftovers();
  }

  private void assertNoLeftovers() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          List.of(), files.filter(f -> f.getFileName().toString().endsWith(".new")).toList());
    }
  }

  @Test
  void everyKind_canBeNamed() throws Exception {
    session.run("", "keygen", "@holder.pem").ok();
    String root =
        session.issue("--max-depth", "1", "--holder", "@holder.jwk", "--allow", "java:pay").ok();
    session.write("root.writ", root);
    String child =
        session
            .run(
                root,
                "attenuate",
                "--key",
                "@holder.pem",
                "--holder-key-out",
                "@child.pem",
                "--ttl",
                "1m")
            .ok();
    session.write("child.writ", child);
    session.write("policy.yaml", "id: shop\n");
    List<String> hashes = UnverifiedArtifact.readUnverified(child).linkHashes();
    String holder = KeyFiles.readPublic(directory.resolve("holder.jwk")).thumbprint();
    String issuer = KeyFiles.readPublic(directory.resolve("issuer.jwk")).thumbprint();
    String policy = "ni:///sha-256;" + HASH;
    revoke(
            "--link",
            "@child.writ",
            "--link",
            "@child.writ#0",
            "--jwk",
            "@holder.jwk",
            "--key-thumbprint",
            HASH,
            "--authority",
            "@issuer.jwk",
            "--authority",
            HASH,
            "--policy",
            "@policy.yaml",
            "--policy",
            policy,
            "--transaction",
            "t")
        .ok();
    RevocationList list = list();
    assertEquals(Set.copyOf(hashes), list.revoked().get(RevocationKind.LINK));
    assertEquals(Set.of(holder, HASH), list.revoked().get(RevocationKind.KEY));
    assertEquals(Set.of(issuer, HASH), list.revoked().get(RevocationKind.AUTHORITY));
    String digest = Base64Url.encode(Sha256.ofAscii("id: shop\n"));
    assertEquals(
        Set.of("ni:///sha-256;" + digest, policy), list.revoked().get(RevocationKind.POLICY));
  }

  @Test
  void renewal_keepsWhatIsRevokedAndHowLongTheListLives() throws Exception {
    assertEquals(
        "version 1 of DIR/list.jwt, good until 2027-01-15T10:00:00Z",
        revoke("--renew", "--exp", "2h", "--ttl", "5m").ok());
    revoke("--transaction", "t").ok();
    // Over since an hour: nobody relies on it, and it can still be renewed.
    session.at(Session.NOW.plusSeconds(3 * 3600));
    assertEquals(
        "version 3 of DIR/list.jwt, good until 2027-01-15T13:00:00Z", revoke("--renew").ok());
    assertTrue(list().isRevoked(RevocationKind.TRANSACTION, "t"));
    assertEquals(Duration.ofMinutes(5), list().ttl());
  }

  @Test
  void signerThatTheTrustFileDoesNotName_isRefusedAndTheListStays() throws Exception {
    revoke("--transaction", "t").ok();
    String before = session.read("list.jwt");
    session.run("", "keygen", "@other.pem").ok();
    session
        .run(
            "",
            "revoke",
            "@list.jwt",
            "--key",
            "@other.pem",
            "--kid",
            "issuer-2026",
            "--trust",
            "@trust.yaml",
            "--renew")
        .expect(
            1,
            "writ: DIR/trust.yaml: --kid [issuer-2026] with this --key is none of those who may"
                + " revoke [issuer-2026]");
    session
        .run("", "revoke", "@list.jwt", "--key", "@other.pem", "--kid", "issuer-2026", "--renew")
        .expect(
            1,
            "writ: DIR/list.jwt: BAD_SIGNATURE: revocations.signature is not that of the authority"
                + " [issuer-2026]; give --trust FILE if another key signed the list");
    session
        .run("", "revoke", "@list.jwt", "--key", "@other.pem", "--kid", "a b", "--renew")
        .expect(4, "writ: --kid must be 1 to 64 of [A-Za-z0-9._-]");
    assertEquals(before, session.read("list.jwt"));
    revoke("--renew", "--trust", "@trust.yaml").ok();
  }

  @Test
  void fileThatIsNoList_isRefusedAndStays() throws IOException {
    session.write("list.jwt", "my diary");
    revoke("--transaction", "t")
        .expect(
            1, "writ: MALFORMED: revocations is not a compact JWS: it must have exactly two dots");
    assertEquals("my diary", session.read("list.jwt"));
    assertNoLeftovers();
  }

  @Test
  void listThatCannotBe_isNotWritten() throws IOException {
    revoke("--transaction", "t", "--exp", "169h")
        .expect(1, "writ: CLAIM_INVALID: revocations.exp must be after iat by at most [PT168H]");
    assertFalse(Files.exists(directory.resolve("list.jwt")));
    assertNoLeftovers();
  }

  @Test
  void whatNamesNothing_isAUsageError() throws IOException {
    revoke()
        .expect(
            4,
            "writ: nothing to revoke; name --link, --jwk, --authority, --policy or --transaction,"
                + " or --renew");
    revoke("--renew", "--transaction", "t")
        .expect(4, "writ: --renew adds nothing; leave it out to revoke");
    revoke("--link-hash", "x")
        .expect(4, "writ: --link-hash [x] must be a SHA-256 in base64url, 43 characters");
    revoke("--key-thumbprint", "x")
        .expect(4, "writ: --key-thumbprint [x] must be a SHA-256 in base64url, 43 characters");
    revoke("--policy", "ni:///x")
        .expect(
            4, "writ: --policy [ni:///x] must be [ni:///sha-256;] and 43 characters of base64url");
    revoke("--transaction", "")
        .expect(4, "writ: --transaction is empty; name the txn of an artifact");
    session.run("", "keygen", "@holder.pem").ok();
    session.write("a.writ", session.issue("--holder", "@holder.jwk", "--allow", "x:y").ok());
    revoke("--link", "@a.writ#1")
        .expect(4, "writ: --link [DIR/a.writ#1]: the artifact has [1] links");
    revoke("--link", "@none.writ").expect(3, "writ: NoSuchFileException: DIR/none.writ");
  }

  @Test
  void linkToTheList_leadsToItAfterwardsToo() throws Exception {
    revoke("--transaction", "t").ok();
    Files.createSymbolicLink(directory.resolve("current.jwt"), directory.resolve("list.jwt"));
    session
        .run(
            "", "revoke", "@current.jwt", "--key", "@issuer.pem", "--kid", "issuer-2026", "--renew")
        .ok();
    assertTrue(Files.isSymbolicLink(directory.resolve("current.jwt")));
    assertEquals(2, list().version());
  }

  @Test
  void listThatSomebodyElseChangesMeanwhile_isNotOverwritten() throws Exception {
    session.write("list.jwt", "one");
    ReplacedFile replaced = ReplacedFile.read(directory.resolve("list.jwt"));
    session.write("list.jwt", "two");
    Failure failure = assertThrows(Failure.class, () -> replaced.replace("three"));
    assertEquals(
        directory.toRealPath().resolve("list.jwt") + ": changed meanwhile; run the command again",
        failure.getMessage());
    assertEquals("two", session.read("list.jwt"));
    assertNoLeftovers();
  }
}
