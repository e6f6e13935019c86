package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.core.encoding.Base64Url;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} finds about the files that a trust file names. */
class TrustCheckTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private Session session = new Session(Path.of(""));

  @BeforeEach
  void makeAuthority() {
    session = new Session(directory);
    session.makeAuthority();
    session.run("", "keygen", "@self.pem").ok();
    session.run("", "keygen", "@other.pem").ok();
  }

  /** The lines about identity, revocations and status lists. */
  private List<String> examine() {
    return session
        .run("", "doctor", "--trust", "@trust.yaml")
        .out()
        .lines()
        .filter(line -> line.matches("\\S+ +(identity|revoked|status) .*"))
        .toList();
  }

  private void trust(String from, String to) throws IOException {
    session.write("trust.yaml", session.read("trust.yaml").replace(from, to));
  }

  @Test
  void runtimeWithoutProof_isANote() {
    assertEquals(
        List.of(
            "note     identity nothing proves that this runtime is [spiffe://example.org/pay]; name"
                + " [key] or [svid] under [runtime]"),
        examine());
  }

  @Test
  void runtimeKey_isReadAndComparedWithThePinned() throws IOException {
    String jwk = session.read("self.jwk");
    String x = jwk.substring(jwk.indexOf("\"x\":\"") + 5, jwk.lastIndexOf('"'));
    trust(
        "\"example.org\" }",
        "\"example.org\", key: { file: self.pem, alg: Ed25519, x: \"" + x + "\" } }");
    assertEquals(
        List.of(
            "ok       identity DIR/self.pem: proves that this runtime is"
                + " [spiffe://example.org/pay]"),
        examine());
    trust("self.pem", "other.pem");
    assertEquals(
        List.of(
            "problem  identity does not prove that this runtime is [spiffe://example.org/pay]:"
                + " DIR/other.pem is not the key that the trust file pins"),
        examine());
    trust("other.pem", "none.pem");
    assertEquals(
        List.of(
            "problem  identity DIR/none.pem: cannot be read [NoSuchFileException]; the trust file"
                + " names it under [runtime]"),
        examine());
    session.write("none.pem", "nothing");
    assertEquals(
        List.of(
            "problem  identity does not prove that this runtime is [spiffe://example.org/pay]: not"
                + " a PKCS#8 PEM private key [BEGIN PRIVATE KEY]"),
        examine());
  }

  @Test
  void svidThatIsMissing_isAProblem() throws IOException {
    trust(
        "\"example.org\" }",
        "\"example.org\", svid: { certificate: c.pem, key: k.pem, bundle: b.pem } }");
    assertEquals(
        List.of(
            "problem  identity DIR/c.pem: cannot be read [NoSuchFileException]; the trust file"
                + " names it under [runtime]"),
        examine());
  }

  @Test
  void revocationList_isVerifiedAndMustBeFresh() throws IOException {
    session.write("trust.yaml", session.read("trust.yaml") + "revocations: { file: list.jwt }\n");
    assertEquals(
        "problem  revoked  STALE_GOVERNANCE: DIR/list.jwt: cannot be read [NoSuchFileException];"
            + " renew it by writ revoke --renew",
        examine().get(1));
    session
        .run("", "revoke", "@list.jwt", "--key", "@issuer.pem", "--kid", "issuer-2026", "--renew")
        .ok();
    session.at(Session.NOW.plusSeconds(60));
    assertEquals(
        "ok       revoked  version [1], 60 s old, good until [2027-01-16T08:00:00Z]",
        examine().get(1));
    session.at(Session.NOW.plusSeconds(86_400));
    assertEquals(
        "problem  revoked  STALE_GOVERNANCE: DIR/list.jwt: revocations.exp is"
            + " [2027-01-16T08:00:00Z], now is [2027-01-16T08:00:00Z]; renew it by writ revoke"
            + " --renew",
        examine().get(1));
  }

  @Test
  void statusListThatIsNone_isAProblem() throws IOException {
    String key =
        session.read("trust.yaml").replaceAll("(?s).*(alg: Ed25519, x: \"[^\"]+\").*", "$1");
    session.write(
        "trust.yaml",
        session.read("trust.yaml")
            + "status_lists:\n  - { uri: \"https://x/1\", file: status.jwt, "
            + key
            + " }\n");
    session.write("status.jwt", "hello");
    assertEquals(
        "problem  status   MALFORMED: DIR/status.jwt: status_list is not a compact JWS: it must have"
            + " exactly two dots; fetch it anew from [https://x/1]",
        examine().get(1));
  }

  @Test
  void statusListOfItsIssuer_isGood() throws Exception {
    String key =
        session.read("trust.yaml").replaceAll("(?s).*(alg: Ed25519, x: \"[^\"]+\").*", "$1");
    session.write(
        "trust.yaml",
        session.read("trust.yaml")
            + "status_lists:\n  - { uri: \"https://x/1\", file: status.jwt, "
            + key
            + " }\n");
    session.write("status.jwt", statusList());
    assertEquals(
        "ok       status   [https://x/1] good until [2027-01-15T09:00:00Z]", examine().get(1));
  }

  /** Eight tokens of one bit, all valid, signed as another standard has it. */
  private String statusList() throws Exception {
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[1]);
    deflater.finish();
    byte[] list = new byte[64];
    int length = deflater.deflate(list);
    deflater.end();
    String claims =
        "{\"sub\":\"https://x/1\",\"iat\":1800000000,\"exp\":1800003600,\"status_list\":{\"bits\":1,"
            + "\"lst\":\""
            + Base64Url.encode(Arrays.copyOf(list, length))
            + "\"}}";
    String input =
        encode("{\"alg\":\"Ed25519\",\"typ\":\"statuslist+jwt\"}") + "." + encode(claims);
    byte[] signature =
        SigningKey.fromPem(session.read("issuer.pem"), null)
            .sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64Url.encode(signature);
  }

  private static String encode(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }
}
