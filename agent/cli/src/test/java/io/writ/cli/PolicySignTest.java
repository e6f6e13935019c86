package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.jws.PinnedKeys;
import io.writ.core.policy.SignedPolicy;
import io.writ.crypto.Signatures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicySignTest {
  private static final String DOCUMENT =
      "# what the shop may do\nid: shop\nversion: %d\nambient: {}\n";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path directory;

  private Session session = new Session(Path.of(""));

  @BeforeEach
  void key() throws Exception {
    session = new Session(directory);
    session.run("", "keygen", "@ops.pem").ok();
    session.write("shop.yaml", DOCUMENT.formatted(3));
  }

  private Session.Result sign(String document, String... more) {
    String[] args = new String[7 + more.length];
    String[] head = {"policy", "sign", "--key", "@ops.pem", "--kid", "ops", document};
    System.arraycopy(head, 0, args, 0, head.length);
    System.arraycopy(more, 0, args, head.length, more.length);
    return session.run("", args);
  }

  @Test
  void signedPolicy_holdsTheDocumentByteForByte() throws Exception {
    String out = sign("@shop.yaml").ok();
    assertTrue(out.matches("signed shop v3 [0-9a-f]{64} as ops in DIR/shop.jwt"), out);
    SignedPolicy signed =
        SignedPolicy.verify(
            session.read("shop.jwt"),
            new PinnedKeys(Map.of("ops", KeyFiles.readPublic(directory.resolve("ops.jwk")))),
            new Signatures(),
            Session.NOW);
    assertEquals(DOCUMENT.formatted(3), signed.document());
    assertEquals("shop 3 ops", signed.id() + " " + signed.version() + " " + signed.keyId());
  }

  @Test
  void olderVersionOrAnotherDocumentOfTheSame_doesNotReplaceWhatIsSigned() throws Exception {
    sign("@shop.yaml").ok();
    String before = session.read("shop.jwt");
    session.write("old.yaml", DOCUMENT.formatted(2));
    sign("@old.yaml", "--out", "@shop.jwt")
        .expect(
            Exit.INVALID,
            "writ: version is [2], version [3] is signed already; give it at least [4]");
    session.write("other.yaml", DOCUMENT.formatted(3) + "deny: {}\n");
    sign("@other.yaml", "--out", "@shop.jwt")
        .expect(
            Exit.INVALID,
            "writ: version is [3], version [3] is signed already; give it at least [4]");
    session.write("foreign.yaml", "id: bank\nversion: 9\n");
    sign("@foreign.yaml", "--out", "@shop.jwt")
        .expect(
            Exit.INVALID,
            "writ: the file to write holds policy [shop], this is [bank]; name another");
    sign("@old.yaml", "--out", "@ops.jwk")
        .expect(
            Exit.INVALID,
            "writ: the file to write holds something that is no signed policy; name another");
    assertEquals(before, session.read("shop.jwt"));
    session.write("new.yaml", DOCUMENT.formatted(4));
    sign("@new.yaml", "--out", "@shop.jwt").ok();
    assertNotEquals(before, session.read("shop.jwt"));
  }

  @Test
  void documentThatNoRuntimeWouldTake_isRefusedWithItsPlace() throws Exception {
    session.write("none.yaml", "id: shop\nversion: 0\n");
    sign("@none.yaml")
        .expect(Exit.INVALID, "writ: DIR/none.yaml:2:10: version must be a whole number from 1");
    assertTrue(Files.notExists(directory.resolve("none.jwt")));
    session.write(
        "wrong.yaml", "id: shop\nversion: 4\ndeny:\n  x: { actions: [\"jdk:file.raed\"] }\n");
    sign("@wrong.yaml")
        .expect(
            Exit.INVALID,
            "writ: DIR/wrong.yaml:4:18: unknown action [jdk:file.raed]; did you mean"
                + " [jdk:file.read]?");
    assertTrue(Files.notExists(directory.resolve("wrong.jwt")));
  }

  @Test
  void artifactPinnedToASignedPolicy_isPinnedToItsDocument() throws Exception {
    sign("@shop.yaml").ok();
    assertEquals(pinnedTo("@shop.yaml"), pinnedTo("@shop.jwt"));
  }

  private String pinnedTo(String policy) {
    String artifact =
        session
            .run(
                "",
                "issue",
                "--key",
                "@ops.pem",
                "--kid",
                "ops",
                "--issuer",
                "https://a.example",
                "--audience",
                "a.example",
                "--runtime",
                "spiffe://a.example/x",
                "--holder",
                "@ops.jwk",
                "--allow",
                "jdk:file.read",
                "--policy",
                policy)
            .ok();
    String json = session.run(artifact, "inspect", "--json").out();
    int at = json.indexOf("ni:///sha-256;");
    return json.substring(at, json.indexOf('"', at));
  }
}
