package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Idle;
import io.writ.agent.fixture.OwnFilesProbe;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalVerdict;
import io.writ.tlog.TileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sealed journals, from the option to what an auditor is told, on the shipped jar. */
class SealIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private GovernedJvm jvm;

  @BeforeEach
  void makeJvm() throws Exception {
    jvm = new GovernedJvm(directory).policy("  every-file: { actions: [\"jdk:file.*\"] }\n");
  }

  /** Lets it seal with a key of its own, whose public half is beside it. */
  static Path configureKey(GovernedJvm jvm) throws IOException {
    Path file = writeKey(jvm, "journal", newKey());
    jvm.with(",journal.key=" + file);
    return file;
  }

  private static SigningKey newKey() {
    return SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  }

  private static Path writeKey(GovernedJvm jvm, String name, SigningKey key) throws IOException {
    Files.writeString(
        jvm.directory.resolve(name + ".jwk"), JsonWriter.write(key.publicKey().toJwk()));
    return Files.writeString(jvm.directory.resolve(name + ".pem"), key.toPem());
  }

  private GovernedJvm.Result verify(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("verify"));
    command.addAll(List.of(arguments));
    command.add(jvm.journal().toString());
    return jvm.writ(command.toArray(String[]::new));
  }

  @Test
  void configuredKey_isWhatAnAuditorPins_andAnotherIsTampering() throws Exception {
    configureKey(jvm);
    assertEquals(0, jvm.run(Idle.class).status());

    GovernedJvm.Result pinned = verify("--journal-key", "journal.jwk");
    assertEquals(0, pinned.status(), pinned::toString);
    assertTrue(
        pinned.line("seals").matches("seals     all records covered by .*; the key is pinned"),
        pinned::toString);
    GovernedJvm.Result unpinned = verify();
    assertEquals(0, unpinned.status(), unpinned::toString);
    assertTrue(
        unpinned.line("seals").endsWith("NOT PINNED: name the key with --journal-key"),
        unpinned::toString);
    writeKey(jvm, "other", newKey());
    GovernedJvm.Result other = verify("--journal-key", "other.jwk");
    assertEquals(1, other.status(), other::toString);
    assertTrue(other.line("verdict").contains("expected one of the pinned keys"), other::toString);
  }

  @Test
  void cutAndClosedAgain_isMissedByTheCheckpoint() throws Exception {
    configureKey(jvm);
    assertEquals(0, jvm.run(Idle.class).status());
    Path checkpoint = only("checkpoint");
    Path segment = only("00000000.cq4");
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, java.util.Arrays.copyOf(bytes, bytes.length - 500));

    GovernedJvm.Result result = verify("--journal-key", "journal.jwk");

    assertEquals(1, result.status(), result::toString);
    assertTrue(
        result.line("verdict").contains("records as the checkpoint says, found ["),
        result::toString);
    Files.delete(checkpoint);
    GovernedJvm.Result without = verify("--journal-key", "journal.jwk");
    assertEquals(1, without.status(), without::toString);
    assertTrue(
        without.line("verdict").endsWith("expected a checkpoint, found no such file"),
        without::toString);
  }

  /** {@code -Dwrit.publicTlog} names the program of {@code agent/tlog}'s public check. */
  @Test
  void exportedJournal_isALogThatPublicToolsVerify() throws Exception {
    configureKey(jvm);
    assertEquals(0, jvm.run(Idle.class).status());
    Path journal = Objects.requireNonNull(only("checkpoint").getParent()).getParent();
    Path log = directory.resolve("log");
    GovernedJvm.Result exported = jvm.writ("journal", "export", String.valueOf(journal), "log");
    assertEquals(0, exported.status(), exported::toString);
    JournalVerdict verdict = Journals.verified(jvm.journal()).set().verdicts().get(0);
    long records = verdict.counts().records();
    assertEquals(
        List.of("exported " + records + " of " + records + " records to log"), exported.out());
    assertEquals(
        HexFormat.of().formatHex(new TileReader(log.resolve("t"), records).root()),
        verdict.seals().rootHex());
    assertEquals(verdict.seals().key() + "\n", Files.readString(log.resolve("vkey")));
    String program = System.getProperty("writ.publicTlog");
    if (program != null) {
      ProcessBuilder check =
          new ProcessBuilder(program, log.resolve("t").toString(), log.resolve("vkey").toString());
      GovernedJvm.Result checked = GovernedJvm.run(check);
      System.out.println("public tools: " + checked);
      assertEquals(0, checked.status(), checked::toString);
    }
    GovernedJvm.Result again = jvm.writ("journal", "export", String.valueOf(journal), "log");
    assertEquals(4, again.status(), again::toString);
  }

  private Path only(String name) throws IOException {
    try (Stream<Path> files = Files.walk(jvm.journal())) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  @Test
  void keyMadeAtBoot_sealsToo_andSaysThatNobodyKnowsIt() throws Exception {
    assertEquals(0, jvm.run(Idle.class).status());
    JournalVerdict verdict = Journals.verified(jvm.journal()).set().verdicts().get(0);
    assertEquals(verdict.counts().records(), verdict.seals().covered());
    assertEquals("boot", verdict.seals().keyOrigin());
    GovernedJvm.Result result = verify();
    assertTrue(
        result.line("seals").endsWith("the key was made at boot: nothing says whose it is"),
        result::toString);
  }

  @Test
  void keyOfAnAuthority_refusesTheStart() throws Exception {
    SigningKey authority = newKey();
    Path key = writeKey(jvm, "authority", authority);
    Files.writeString(
        jvm.trustFile(),
        jvm.authority.trustFile()
            + "  - { kid: second, alg: Ed25519, x: %s }\n"
                .formatted(Base64Url.encode(authority.publicKey().bytes())));
    jvm.with(",journal.key=" + key);
    assertEquals(
        "writ: the start is refused: "
            + key
            + ": is a key that the trust file pins for artifacts or policies; make one for the"
            + " journal alone with [keygen]",
        refused());
  }

  @Test
  void keyThatIsMissingOrNone_refusesTheStart() throws Exception {
    Path key = directory.resolve("journal.pem");
    jvm.with(",journal.key=" + key);
    assertEquals(
        "writ: the start is refused: "
            + key
            + ": cannot be read; the option [journal.key] names it",
        refused());
    SigningKey other = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    Files.writeString(key, other.toPem());
    assertEquals(
        "writ: the start is refused: "
            + key
            + ": is for [ES256]; a journal's key is Ed25519, made by [keygen]",
        refused());
  }

  private String refused() throws Exception {
    GovernedJvm.Result result = jvm.run(Idle.class);
    assertEquals(78, result.status(), result::toString);
    return result.writLines().get(0);
  }

  @Test
  void keyAndTree_areDeniedToTheApplication_whateverThePolicyGrants() throws Exception {
    Path key = configureKey(jvm);
    assertEquals(0, jvm.run(Idle.class).status());
    Path other = Files.writeString(directory.resolve("other"), "x");
    for (Path own : List.of(key, only("checkpoint"))) {
      GovernedJvm.Result result =
          jvm.run(
              OwnFilesProbe.class,
              jvm.policyFile().toString(),
              jvm.trustFile().toString(),
              own.toString(),
              other.toString());
      String rule = own.equals(key) ? "writ:key" : "writ:journal";
      for (String act : List.of("read", "write", "link to")) {
        String expected = act + " journal: denied by " + rule;
        assertTrue(result.out().contains(expected), () -> expected + " in " + result);
      }
    }
  }
}
