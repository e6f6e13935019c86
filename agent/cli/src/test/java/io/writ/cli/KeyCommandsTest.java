package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of each algorithm, plain and encrypted: made, and read by the commands that sign. */
class KeyCommandsTest {
  private static final String SECRET = "correct horse – é";

  @TempDir Path directory = Path.of("");
  private Session session = new Session(directory);

  @BeforeEach
  void start() throws IOException {
    session = new Session(directory);
    write("pass", SECRET + "\nnot this\n", "rw-------");
  }

  private void write(String name, String text, String mode) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private String read(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  private Session.Result issue(String... more) {
    String[] head = {
      "issue",
      "--max-depth",
      "3",
      "--key",
      "@k.pem",
      "--kid",
      "k",
      "--issuer",
      "https://issuer.example",
      "--audience",
      "example.org",
      "--runtime",
      "spiffe://example.org/pay",
      "--holder",
      "@k.jwk",
      "--allow",
      "java:pay"
    };
    String[] args = new String[head.length + more.length];
    System.arraycopy(head, 0, args, 0, head.length);
    System.arraycopy(more, 0, args, head.length, more.length);
    return session.run("", args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ed25519|\\{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"[A-Za-z0-9_-]{43}\"}",
        "ES256|\\{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"[A-Za-z0-9_-]{43}\",\"y\":\"[A-Za-z0-9_-]{43}\"}",
        "ML-DSA-65|\\{\"alg\":\"ML-DSA-65\",\"kty\":\"AKP\",\"pub\":\"[A-Za-z0-9_-]{2603}\"}",
      })
  void keyOfEachAlgorithm_isMadeAndSigns(String algorithm, String jwk) throws IOException {
    session.run("", "keygen", "@k.pem", "--algorithm", algorithm).ok();
    assertTrue(read("k.jwk").strip().matches(jwk), read("k.jwk"));
    assertTrue(read("k.pem").startsWith("-----BEGIN PRIVATE KEY-----\n"));
    assertMode("rw-------", "k.pem");
    String artifact = issue().ok();
    assertTrue(artifact.matches("\\[\"[A-Za-z0-9._-]+\"]"), artifact);
  }

  private void assertMode(String mode, String name) throws IOException {
    assertEquals(
        mode,
        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))));
  }

  @ParameterizedTest
  @CsvSource({"EdDSA", "ed25519", "RS256", "none", "''"})
  void otherAlgorithm_isAUsageError(String name) {
    session
        .run("", "keygen", "@k.pem", "--algorithm", name)
        .expect(
            4,
            "writ: Invalid value for option '--algorithm': ["
                + name
                + "] is not one of [Ed25519, ES256, ML-DSA-65]");
  }

  @Test
  void encryptedKey_isMadeAndReadWithAPassphraseFile() throws IOException {
    session.run("", "keygen", "@k.pem", "--passphrase-file", "@pass").ok();
    assertTrue(read("k.pem").startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    assertMode("rw-------", "k.pem");
    assertTrue(read("k.jwk").contains("\"OKP\""));
    issue("--passphrase-file", "@pass").ok();
    session.typing(SECRET);
    issue().ok();
    write("pass", "wrong", "rw-------");
    issue("--passphrase-file", "@pass")
        .expect(1, "writ: DIR/k.pem: a wrong passphrase, or a damaged file");
  }

  @Test
  void encryptedKey_isMadeWithAPassphraseTypedTwice() {
    session.typing(SECRET, SECRET).run("", "keygen", "@k.pem", "--passphrase").ok();
    session.typing(SECRET);
    String artifact = issue().ok();
    session.typing(SECRET);
    session
        .run(
            artifact,
            "attenuate",
            "--key",
            "@k.pem",
            "--holder-key-out",
            "@child.pem",
            "--max-depth",
            "1")
        .ok();
    session.typing("other");
    issue().expect(1, "writ: DIR/k.pem: a wrong passphrase, or a damaged file");
  }

  @Test
  void encryptedKeyWithNobodyToAsk_namesTheOption() {
    session.run("", "keygen", "@k.pem", "--passphrase-file", "@pass").ok();
    issue().expect(4, "writ: DIR/k.pem: encrypted, and no console to ask; give --passphrase-file");
    session
        .run("", "keygen", "@other.pem", "--passphrase")
        .expect(4, "writ: --passphrase needs a console; give --passphrase-file");
    assertFalse(Files.exists(directory.resolve("other.pem")));
  }

  @Test
  void passphraseThatIsEmptyOrTypedDifferently_writesNothing() {
    session
        .typing("")
        .run("", "keygen", "@k.pem", "--passphrase")
        .expect(4, "writ: an empty passphrase; nothing was written");
    session
        .typing("a", "b")
        .run("", "keygen", "@k.pem", "--passphrase")
        .expect(4, "writ: the two passphrases differ; nothing was written");
    session
        .typing("a")
        .run("", "keygen", "@k.pem", "--passphrase")
        .expect(4, "writ: --passphrase needs a console; give --passphrase-file");
    assertFalse(Files.exists(directory.resolve("k.pem")));
    assertFalse(Files.exists(directory.resolve("k.jwk")));
  }

  @Test
  void takenName_isRefusedBeforeAPassphraseIsAsked() {
    session.run("", "keygen", "@k.pem").ok();
    session
        .run("", "keygen", "@k.pem", "--passphrase")
        .expect(3, "writ: DIR/k.jwk: exists; a key is never overwritten, name another file");
  }

  @Test
  void twoSourcesOfOnePassphrase_areAUsageError() {
    session
        .run("", "keygen", "@k.pem", "--passphrase", "--passphrase-file", "@pass")
        .expect(
            4,
            "writ: Error: --passphrase-file=FILE, --passphrase are mutually exclusive (specify only"
                + " one)");
  }

  @ParameterizedTest
  @CsvSource({"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"})
  void passphraseFileOpenToOthers_isRefusedWithTheRemedy(String mode) throws IOException {
    write("pass", SECRET, mode);
    session
        .run("", "keygen", "@k.pem", "--passphrase-file", "@pass")
        .expect(
            1,
            "writ: DIR/pass: others have access to the passphrase [" + mode + "]; run chmod 600");
    assertFalse(Files.exists(directory.resolve("k.pem")));
  }

  @Test
  void passphraseFile_mustHoldOneLineOfUtf8() throws IOException {
    String outOfBounds = "writ: DIR/pass: the first line must have 1 to [1024] bytes";
    for (String text : new String[] {"", "\nsecond", "\r\n", "x".repeat(1025)}) {
      write("pass", text, "rw-------");
      session.run("", "keygen", "@k.pem", "--passphrase-file", "@pass").expect(1, outOfBounds);
    }
    Files.write(directory.resolve("pass"), new byte[] {'a', (byte) 0xE9, '\n'});
    session
        .run("", "keygen", "@k.pem", "--passphrase-file", "@pass")
        .expect(1, "writ: DIR/pass: the first line is not UTF-8");
    Files.write(directory.resolve("pass"), new byte[] {'a', (byte) 0xC3});
    session
        .run("", "keygen", "@k.pem", "--passphrase-file", "@pass")
        .expect(1, "writ: DIR/pass: the first line is not UTF-8");
    session
        .run("", "keygen", "@k.pem", "--passphrase-file", "@none")
        .expect(3, "writ: NoSuchFileException: DIR/none");
    write("pass", "x".repeat(1024) + "\r\n", "rw-------");
    session.run("", "keygen", "@k.pem", "--passphrase-file", "@pass").ok();
  }

  @Test
  void passphraseForAPlainKey_isNotUsed() {
    session.run("", "keygen", "@k.pem").ok();
    issue("--passphrase-file", "@none").ok();
  }
}
