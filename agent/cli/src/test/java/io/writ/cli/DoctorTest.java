package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.NeededPackages;
import io.writ.journal.JournalModules;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path directory = Path.of("");
  private Session session = new Session(directory);

  @BeforeEach
  void configure() throws Exception {
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
            "main",
            "--key",
            "@issuer.jwk",
            "--runtime",
            "spiffe://example.org/pay",
            "--audience",
            "example.org")
        .ok();
    Files.writeString(
        directory.resolve("trust.yaml"), "level: development\n", StandardOpenOption.APPEND);
    Files.writeString(
        directory.resolve("policy.yaml"),
        "id: shop\nversion: 3\nambient:\n  own: { actions: [\"jdk:file.read\"] }\n");
  }

  private Session.Result examine(String... more) {
    String[] head = {"doctor", "--policy", "@policy.yaml", "--trust", "@trust.yaml"};
    String[] args = new String[head.length + more.length];
    System.arraycopy(head, 0, args, 0, head.length);
    System.arraycopy(more, 0, args, head.length, more.length);
    return session.run("", args);
  }

  private static List<String> lines(Session.Result result, String subject) {
    return result.out().lines().filter(l -> l.matches("\\S+ +" + subject + " .*")).toList();
  }

  @Test
  void policySignedByAPinnedSigner_isShownWithTheSigner() throws Exception {
    session.run("", "keygen", "@ops.pem").ok();
    session
        .run(
            "",
            "trust",
            "pin",
            "--file",
            "@trust.yaml",
            "--kid",
            "ops",
            "--key",
            "@ops.jwk",
            "--policy-signer")
        .ok();
    session.run("", "policy", "sign", "--key", "@ops.pem", "--kid", "ops", "@policy.yaml").ok();
    Session.Result result =
        session.run("", "doctor", "--policy", "@policy.jwt", "--trust", "@trust.yaml");
    assertEquals(
        List.of(
            "ok       policy   DIR/policy.jwt: valid, [shop v3] signed by [ops], mode [enforce],"
                + " rules [ambient 1, ceiling 0, deny 0]"),
        lines(result, "policy"));
  }

  @Test
  void developmentTrust_isNamedAsSuch() {
    Session.Result result =
        session.run("", "doctor", "--policy", "@policy.yaml", "--trust", "development");
    assertEquals(
        List.of(
            "note     trust    development: the policy counts without a signature, no artifact"
                + " does"),
        lines(result, "trust"));
  }

  @Test
  void goodConfiguration_canStart() {
    Session.Result result = examine("--journal", "@journal");
    assertEquals("", result.err());
    assertEquals(0, result.exitCode(), result.out());
    assertEquals(
        List.of(
            "ok       policy   DIR/policy.yaml: valid, [shop v3], mode [enforce], rules [ambient"
                + " 1, ceiling 0, deny 0]"),
        lines(result, "policy"));
    assertEquals(
        List.of(
            "ok       trust    DIR/trust.yaml: valid, runtime [spiffe://example.org/pay],"
                + " authorities [main]"),
        lines(result, "trust"));
    assertEquals(
        List.of("ok       journal  journal [DIR/journal]: free; the agent will make the directory"),
        lines(result, "journal"));
    assertEquals(
        List.of(
            "ok       flag     -javaagent:writ-agent.jar=policy=DIR/policy.yaml,"
                + "trust=DIR/trust.yaml,journal=DIR/journal"),
        lines(result, "flag"));
    assertTrue(result.out().endsWith("the agent can start\n"), result.out());
    assertTrue(Files.notExists(directory.resolve("journal")), "doctor changes nothing");
  }

  @Test
  void everySiteOfThisJdk_isPresent() {
    Session.Result result = examine("--journal", "@journal");
    assertTrue(lines(result, "site").size() >= 30, result.out());
    for (String line : lines(result, "site")) {
      assertTrue(line.startsWith("ok ") && line.endsWith(" is present"), line);
    }
    assertEquals(1, lines(result, "jdk").size());
  }

  @Test
  void siteThatIsNativeOrMissing_isAProblem() {
    assertEquals(
        Finding.problem(
            "site", "java.lang.Object#hashCode()I is native and cannot be woven; use another JDK"),
        JdkCheck.site(site("java.lang.Object", "hashCode", "()I")));
    assertEquals(
        Finding.problem(
            "site", "java.lang.Object#hashCode()J is missing; use a JDK that the catalogue knows"),
        JdkCheck.site(site("java.lang.Object", "hashCode", "()J")));
    assertEquals(
        Finding.problem("site", "java.lang.Gone#x()V is missing, with its class"),
        JdkCheck.site(site("java.lang.Gone", "x", "()V")));
  }

  private static JdkSite site(String type, String method, String descriptor) {
    return new JdkSite(type, method, descriptor, null, List.of(), List.of(), 17, 99, "x");
  }

  @Test
  void jdkRelease_isSupportedTestedOrNeither() {
    assertEquals(Finding.Status.PROBLEM, JdkCheck.version(16).status());
    assertEquals(Finding.Status.OK, JdkCheck.version(17).status());
    assertEquals(Finding.Status.NOTE, JdkCheck.version(21).status());
    assertEquals(Finding.Status.OK, JdkCheck.version(25).status());
  }

  @Test
  void packagesThatPremainOpens_includeWhatTheJournalNeeds() {
    for (JournalModules.Need need : JournalModules.NEEDS) {
      assertTrue(
          NeededPackages.ALL.stream()
              .anyMatch(
                  known ->
                      known.name().equals(need.packageName())
                          && known.isOpened() == (need.access() == JournalModules.Access.OPEN)),
          need.packageName());
    }
    assertEquals(
        NeededPackages.ALL.size(), lines(examine("--journal", "@journal"), "package").size());
  }

  @Test
  void malformedPolicy_isTheAgentsOwnMessageAndExitOne() throws Exception {
    Files.writeString(
        directory.resolve("policy.yaml"),
        "id: shop\nversion: 1\nambiant:\n  x: { actions: [\"jdk:file.read\"] }\n");
    Session.Result result = examine("--journal", "@journal");
    assertEquals(1, result.exitCode());
    assertEquals(
        List.of(
            "problem  policy   DIR/policy.yaml:3:1: unknown key [ambiant]; did you mean"
                + " [ambient]?"),
        lines(result, "policy"));
    assertTrue(result.out().endsWith("problems found: 1\n"), result.out());
  }

  @Test
  void missingTrustFile_isAProblem() throws Exception {
    Files.delete(directory.resolve("trust.yaml"));
    Session.Result result = examine("--journal", "@journal");
    assertEquals(1, result.exitCode());
    assertEquals(
        List.of(
            "problem  trust    DIR/trust.yaml: does not exist; let option [trust] name the file"),
        lines(result, "trust"));
  }

  @Test
  void journalThatIsAFile_isAProblem() throws Exception {
    Files.writeString(directory.resolve("journal"), "x");
    Session.Result result = examine("--journal", "@journal");
    assertEquals(1, result.exitCode());
    assertEquals(
        List.of(
            "problem  journal  journal [DIR/journal]: is a file, not a directory; name a directory"
                + " that this service may write"),
        lines(result, "journal"));
  }

  @Test
  void journalInUse_isAProblemAndAClosedOneTellsItsEnd() throws Exception {
    Path root = directory.resolve("journal");
    try (SegmentedJournal journal = SegmentedJournal.open(JournalOptions.of(root, "test"))) {
      Session.Result result = examine("--journal", "@journal");
      assertEquals(1, result.exitCode());
      assertEquals(
          List.of(
              "problem  journal  journal [DIR/journal]: in use by another process; give each JVM"
                  + " its own directory, or stop the other"),
          lines(result, "journal"));
    }
    Session.Result result = examine("--journal", "@journal");
    assertEquals(0, result.exitCode(), result.out());
    assertEquals(
        List.of(
            "ok       journal  journal [DIR/journal]: free",
            "ok       journal  the last of [1] journals is [closed] after [2] records"),
        lines(result, "journal"));
  }

  @Test
  void emptyJournalDirectory_isFree() throws Exception {
    Files.createDirectory(directory.resolve("journal"));
    assertEquals(
        List.of(
            "ok       journal  journal [DIR/journal]: free",
            "ok       journal  no journal in it yet"),
        lines(examine("--journal", "@journal"), "journal"));
  }

  @Test
  void settings_areListedAndAMisspeltOneIsTheAgentsOwnMessage() {
    SettingsCheck settings =
        new SettingsCheck(
            Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g", "WRIT_POLCY", "p", "HOME", "/root"),
            Map.of("writ.trust", "t.yaml", "user.dir", "/"));
    assertEquals(
        List.of(
            Finding.note("setting", "environment variable [JAVA_TOOL_OPTIONS=-Xmx1g]"),
            Finding.note("setting", "environment variable [WRIT_POLCY=p]"),
            Finding.note("setting", "system property [writ.trust=t.yaml]")),
        settings.found());
    assertEquals(Path.of("t.yaml"), settings.path(null, "trust"));
    assertEquals(
        Finding.problem(
            "flag", "environment variable [WRIT_POLCY] is unknown; did you mean [WRIT_POLICY]?"),
        settings.flag(Path.of("p"), Path.of("t"), Path.of("j")));
  }

  @Test
  void nothingNamed_isSaidAndNoProblem() {
    Session.Result result = session.run("", "doctor");
    assertEquals(0, result.exitCode(), result.out());
    assertEquals(
        List.of("note     policy   not named; add --policy FILE"), lines(result, "policy"));
    assertEquals(
        List.of("note     flag     -javaagent:writ-agent.jar=policy=FILE,trust=FILE,journal=DIR"),
        lines(result, "flag"));
    assertTrue(
        result
            .out()
            .endsWith(
                "nothing against a start; name policy, trust and journal to have them checked\n"));
  }

  @Test
  void json_isOneObjectPerLineAndNothingElse() {
    Session.Result result = examine("--journal", "@journal", "--json");
    assertEquals(0, result.exitCode());
    for (String line : result.out().lines().toList()) {
      assertTrue(
          line.matches("\\{\"subject\":\"[a-z]+\",\"status\":\"(ok|note)\",\"detail\":\".+\"}"),
          line);
    }
  }
}
