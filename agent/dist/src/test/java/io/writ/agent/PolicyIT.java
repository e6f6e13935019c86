package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Idle;
import io.writ.agent.fixture.Logs;
import io.writ.agent.fixture.providers.OwnLogManager;
import io.writ.agent.fixture.providers.OwnLogging;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.ConfigField;
import io.writ.core.lineage.GenesisField;
import io.writ.core.policy.SignedPolicy;
import io.writ.crypto.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy's way into a running JVM: signed, newer than what was, whole, or not at all. */
class PolicyIT {
  private static final String RULES =
      """
      ungoverned: ["jdk:thread.*", "jdk:env.read"]
      ambient:
        own-code:
          actions: ["jdk:file.read", "jdk:file.stat", "jdk:file.list"]
          where: { path: { path_under: ["${java.home}", "${class.path}"] } }
      ceiling:
        pay: { actions: ["test:pay"]%s }
      """;
  private static final Map<String, Grant> PAY = Map.of("test:pay", Grant.ANY);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private GovernedJvm jvm;

  private final SigningKey ops =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());

  @BeforeEach
  void signedPolicy() throws Exception {
    jvm = new GovernedJvm(directory).policy("");
    Files.writeString(
        jvm.trustFile(),
        jvm.authority.trustFile().replace("level: development\n", "")
            + "policy_signers:\n  - { kid: ops, alg: Ed25519, x: %s }\n"
                .formatted(Base64Url.encode(ops.publicKey().bytes())));
    put(signed(document(1, "")));
  }

  private static String document(int version, String where) {
    return "id: shop\nversion: " + version + "\n" + RULES.formatted(where);
  }

  private String signed(String document) throws Rejected {
    int version = Integer.parseInt(document.replaceAll("(?s).*?version: ([0-9]+).*", "$1"));
    String id = document.replaceAll("(?s).*?id: ([a-z]+).*", "$1");
    return new SignedPolicy("ops", id, version, Instant.now(), document).sign(ops);
  }

  private void put(String policy) throws IOException {
    Path fresh = directory.resolve("policy.new");
    Files.writeString(fresh, policy);
    Files.move(
        fresh,
        jvm.policyFile(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static String hex(String document) {
    return HexFormat.of().formatHex(Sha256.of(document.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> startRefused() throws Exception {
    GovernedJvm.Result result = jvm.run(Idle.class);
    assertEquals(78, result.status(), () -> String.join("\n", result.err()));
    assertEquals(List.of(), result.out());
    String prefix = "writ: the start is refused: ";
    return result.writLines().stream()
        .map(line -> line.startsWith(prefix) ? line.substring(prefix.length()) : line)
        .toList();
  }

  private String lastComplaint(Conversation probe, int count) throws IOException {
    while (probe.errors().size() < count) {
      probe.say("pay 1 EUR");
    }
    return probe.errors().get(count - 1);
  }

  /** It would run before anything is woven, and the application could not choose any more. */
  @Test
  void loggingOfTheJvm_isLeftAloneByTheStart_alsoWhenSignaturesAreChecked() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    String hooks = "  logging: { actions: [\"jdk:runtime.hook\"] }\nceiling:";
    put(signed(document(1, "").replace("ceiling:", hooks)));
    GovernedJvm.Result result =
        jvm.flag("-Djava.util.logging.config.class=" + OwnLogging.class.getName())
            .flag("-Dtest.secret=" + secret)
            .flag("-Djava.util.logging.manager=" + OwnLogManager.class.getName())
            .run(Logs.class);
    assertEquals(
        List.of(
            "main ran", "log manager: denied", "logging configuration: denied", "OwnLogManager"),
        result.out());
    assertEquals(0, result.status(), () -> result.err().toString());
  }

  @Test
  void policyThatNobodySigned_refusesTheStartOutsideDevelopment() throws Exception {
    put(document(1, ""));
    assertEquals(
        List.of(
            jvm.policyFile()
                + ": is not signed, and ["
                + jvm.trustFile()
                + "] does not say [level: development]; sign it with [writ policy sign]"),
        startRefused());
  }

  @Test
  void policyOfAStrangerOrChangedOnTheWay_refusesTheStart() throws Exception {
    SigningKey eve = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    put(new SignedPolicy("ops", "shop", 1, Instant.now(), document(1, "")).sign(eve));
    assertEquals(
        List.of(
            jvm.policyFile()
                + ": BAD_SIGNATURE: policy.signature is not that of the policy signer [ops]; pin"
                + " the signer under [policy_signers] of ["
                + jvm.trustFile()
                + "], or have a pinned one sign"),
        startRefused());
    put(new SignedPolicy("ops", "shop", 2, Instant.now(), document(1, "")).sign(ops));
    assertEquals(
        List.of(
            jvm.policyFile()
                + ": the envelope names [shop v2], its document is [shop v1]; sign the document"
                + " anew"),
        startRefused());
  }

  @Test
  void restartWithAnOlderVersion_isRefused() throws Exception {
    put(signed(document(5, "")));
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("NO_ARTIFACT", probe.say("pay 1 EUR"));
    }
    Map<String, String> genesis =
        Journals.verified(jvm.journal()).set().verdicts().get(0).genesis();
    assertEquals("signed", genesis.get(GenesisField.TRUST_LEVEL.key()));
    assertEquals("ops", genesis.get(GenesisField.POLICY_SIGNER.key()));
    assertEquals(hex(document(5, "")), genesis.get(GenesisField.POLICY_DIGEST.key()));
    assertEquals(System.getProperty("java.home"), genesis.get(GenesisField.VARIABLE + "java.home"));
    put(signed(document(4, "")));
    assertEquals(
        List.of(
            jvm.policyFile()
                + " (document): is version [4], and version [5] was in force already; give it at"
                + " least [6] and sign it anew"),
        startRefused());
    put(signed(document(5, "") + "deny: {}\n"));
    assertEquals(1, startRefused().size());
    put(signed(document(5, "")));
    assertEquals(0, jvm.run(Idle.class).status());
  }

  @Test
  void developmentWithoutATrustFile_takesAnUnsignedPolicyAndSaysSoInGenesis() throws Exception {
    put(document(1, ""));
    jvm.options("policy=" + jvm.policyFile() + ",trust=development,journal=" + jvm.journal());
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("UNKNOWN_AUTHORITY", probe.say("bind " + jvm.authority.mint(PAY)));
    }
    Map<String, String> genesis =
        Journals.verified(jvm.journal()).set().verdicts().get(0).genesis();
    assertEquals("development", genesis.get(GenesisField.TRUST_LEVEL.key()));
    assertEquals("", genesis.get(GenesisField.POLICY_SIGNER.key()));
  }

  @Test
  void newerVersion_judgesTheNextCallOfAThreadThatIsBound() throws Exception {
    SigningKey holder = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    byte[] first = document(1, "").getBytes(StandardCharsets.UTF_8);
    String pinned =
        jvm.authority.mint(
            PAY, holder, terms -> terms.policy(PolicyPin.of("shop", Sha256.of(first))));
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("ran", probe.say("bind " + jvm.authority.mint(PAY)));
      assertEquals("ran", probe.say("pay 500 EUR"));
      put(signed(document(2, ", where: { amount: { range: { max: 100 } } }")));
      assertEquals("ABOVE_CEILING", probe.sayUntilNot("pay 500 EUR", "ran"));
      assertEquals("ran", probe.say("pay 100 EUR"));
      assertEquals("writ: policy [shop v2] is in force instead of v1", lastComplaint(probe, 1));
      assertEquals("ran", probe.say("close"));
      assertEquals("WRONG_POLICY", probe.say("bind " + pinned));
      assertEquals(1, probe.errors().size());
    }
    assertEquals(
        List.of("in-force shop 2 ops"),
        Configurations.of(jvm.journal()).stream()
            .map(
                record ->
                    record.value(ConfigField.OUTCOME)
                        + " "
                        + record.value(ConfigField.POLICY_ID)
                        + " "
                        + record.value(ConfigField.POLICY_VERSION)
                        + " "
                        + record.value(ConfigField.POLICY_SIGNER))
            .toList());
    Journals.verified(jvm.journal());
  }

  @Test
  void artifactPinnedToThePolicyBefore_isDeniedAtItsNextCall() throws Exception {
    SigningKey holder = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    byte[] first = document(1, "").getBytes(StandardCharsets.UTF_8);
    try (Conversation probe = new Conversation(jvm)) {
      PolicyPin pin = PolicyPin.of("shop", Sha256.of(first));
      assertEquals(
          "ran", probe.say("bind " + jvm.authority.mint(PAY, holder, terms -> terms.policy(pin))));
      assertEquals("ran", probe.say("pay 1 EUR"));
      put(signed(document(2, "")));
      assertEquals("WRONG_POLICY", probe.sayUntilNot("pay 1 EUR", "ran"));
    }
  }

  @Test
  void whatIsNotGoodInEveryRespect_isRefusedRecordedAndChangesNothing() throws Exception {
    put(signed(document(5, "")));
    List<String> bad =
        List.of(
            document(6, ""),
            "nothing of the kind",
            signed(document(4, "")),
            signed(document(5, "") + "deny: {}\n"),
            signed(document(6, "").replace("shop", "bank")),
            signed(document(6, "").replace("ambient:", "mode: observe\nambient:")),
            signed(document(6, "").replace("jdk:file.read", "jdk:file.raed")));
    List<String> why =
        List.of(
            ": is not signed, and [TRUST] does not say [level: development]; sign it with [writ"
                + " policy sign]",
            ": is not signed, and [TRUST] does not say [level: development]; sign it with [writ"
                + " policy sign]",
            " (document): is version [4], must be at least [6] to replace the one in force",
            " (document): is version [5], must be at least [6] to replace the one in force",
            " (document): is policy [bank v6], [shop] is in force",
            " (document): changes [mode], which takes a restart",
            " (document):6:15: unknown action [jdk:file.raed]; did you mean [jdk:file.read]?");
    try (Conversation probe = new Conversation(jvm)) {
      assertEquals("ran", probe.say("bind " + jvm.authority.mint(PAY)));
      for (int i = 0; i < bad.size(); i++) {
        put(bad.get(i));
        String expected = why.get(i).replace("TRUST", jvm.trustFile().toString());
        assertEquals(
            "writ: " + jvm.policyFile() + expected + "; policy [shop v5] stays in force",
            lastComplaint(probe, i + 1));
        assertEquals("ran", probe.say("pay 1 EUR"));
      }
      put(signed(document(7, ", where: { amount: 0 }")));
      assertEquals("ABOVE_CEILING", probe.sayUntilNot("pay 1 EUR", "ran"));
    }
    List<String> outcomes =
        Configurations.of(jvm.journal()).stream()
            .map(record -> record.value(ConfigField.OUTCOME))
            .toList();
    assertEquals(8, outcomes.size(), outcomes::toString);
    assertEquals(ConfigField.IN_FORCE, outcomes.get(7));
    assertTrue(outcomes.subList(0, 7).stream().allMatch(ConfigField.REFUSED::equals));
    Journals.verified(jvm.journal());
  }
}
