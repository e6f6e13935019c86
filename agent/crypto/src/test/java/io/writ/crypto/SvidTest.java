package io.writ.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SVIDs made by the JDK's keytool: an authority, workloads below it, and a stranger. */
class SvidTest {
  private static final String ID = "spiffe://example.org/test";
  private static final String PASSWORD = "changeit";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  static Path directory;

  private final Instant now = Instant.now();

  @BeforeAll
  static void issue() throws Exception {
    pair("ca", "EC", "bc:c", "ku=keyCertSign");
    pair("stranger", "EC", "bc:c", "ku=keyCertSign");
    workload("leaf", "EC", "SAN=uri:" + ID, "ku=digitalSignature");
    workload("rsa", "RSA", "SAN=uri:" + ID, "ku=digitalSignature");
    workload("two", "EC", "SAN=uri:" + ID + ",uri:spiffe://example.org/b", "ku=digitalSignature");
    workload("issuing", "EC", "SAN=uri:" + ID, "ku=digitalSignature,keyCertSign");
    workload("silent", "EC", "SAN=uri:" + ID, "ku=keyAgreement");
  }

  private static void pair(String alias, String algorithm, String... extensions) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keyalg", algorithm));
    command.addAll(List.of("-dname", "CN=" + alias, "-validity", "2"));
    for (String extension : extensions) {
      command.addAll(List.of("-ext", extension));
    }
    keytool(command);
  }

  private static void workload(String alias, String algorithm, String... extensions)
      throws Exception {
    pair(alias, algorithm);
    Path request = directory.resolve(alias + ".csr");
    keytool(List.of("-certreq", "-alias", alias, "-file", request.toString()));
    List<String> command = new ArrayList<>(List.of("-gencert", "-alias", "ca", "-validity", "2"));
    command.addAll(List.of("-rfc", "-infile", request.toString()));
    command.addAll(List.of("-outfile", directory.resolve(alias + ".crt").toString()));
    for (String extension : extensions) {
      command.addAll(List.of("-ext", extension));
    }
    keytool(command);
  }

  private static void keytool(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-keystore", directory.resolve("keys.p12").toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Path log = directory.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    assertEquals(0, process.waitFor(), Files.readString(log));
  }

  private static String key(String alias) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return pem("PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
  }

  private static String root(String alias) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return pem("CERTIFICATE", keys.getCertificate(alias).getEncoded());
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static String certificate(String alias) throws IOException {
    return Files.readString(directory.resolve(alias + ".crt"));
  }

  private static String refusal(String certificate, String key, String bundle, Instant now) {
    KeyRefused refused =
        assertThrows(KeyRefused.class, () -> Svid.checkProves(ID, certificate, key, bundle, now));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void workloadThatHoldsItsKey_isProven() throws Exception {
    Svid.checkProves(ID, certificate("leaf"), key("leaf"), root("ca"), now);
    Svid.checkProves(ID, certificate("rsa"), key("rsa"), root("stranger") + root("ca"), now);
  }

  @Test
  void anotherId_isNotProven() throws Exception {
    KeyRefused refused =
        assertThrows(
            KeyRefused.class,
            () -> Svid.checkProves(ID + "2", certificate("leaf"), key("leaf"), root("ca"), now));
    assertEquals(
        "the SVID names [" + ID + "], must name exactly [" + ID + "2]", refused.getMessage());
    assertEquals(
        "the SVID names [" + ID + ", spiffe://example.org/b], must name exactly [" + ID + "]",
        refusal(certificate("two"), key("two"), root("ca"), now));
  }

  @Test
  void anotherKey_provesNothing() throws Exception {
    assertEquals(
        "the private key is not that of the SVID",
        refusal(certificate("leaf"), key("two"), root("ca"), now));
    assertEquals(
        "not a PKCS#8 PEM private key [BEGIN PRIVATE KEY]",
        refusal(certificate("leaf"), certificate("leaf"), root("ca"), now));
  }

  @Test
  void certificateOfAStrangerOrPastItsTime_provesNothing() throws Exception {
    assertTrue(
        refusal(certificate("leaf"), key("leaf"), root("stranger"), now)
            .startsWith("the SVID does not verify: "));
    assertTrue(
        refusal(certificate("leaf"), key("leaf"), root("ca"), now.plus(Duration.ofDays(3)))
            .startsWith("the SVID does not verify: "));
    assertEquals(
        "the bundle file holds no certificate", refusal(certificate("leaf"), key("leaf"), "", now));
  }

  @Test
  void certificateThatMayIssueOrMayNotSign_isNoWorkloads() throws Exception {
    String message = "the SVID is not that of a workload: it must sign and issue nothing";
    assertEquals(message, refusal(certificate("issuing"), key("issuing"), root("ca"), now));
    assertEquals(message, refusal(certificate("silent"), key("silent"), root("ca"), now));
  }
}
