package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.api.Reason;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordDraft;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyExplainTest {
  private final Path directory;
  private final Session session;

  PolicyExplainTest(@TempDir Path directory) {
    this.directory = directory;
    this.session = new Session(directory);
  }

  @BeforeEach
  void writePolicy() throws Exception {
    session.write(
        "policy.yaml",
        """
        id: shop
        version: 7
        ambient:
          data: { actions: ["jdk:file.read"], where: { path: { path_under: [/data, "${user.dir}"] } } }
          loopback: { actions: ["jdk:net.connect"], where: { host: { cidr: 127.0.0.0/8 }, port: 80 } }
        ceiling:
          pay:
            actions: ["java:com.acme.Pay#pay(long)"]
            where: { amount: { range: { max: 500 } }, to: [x] }
        deny:
          odd: { actions: ["jdk:net.connect"], where: { host: { host: evil.example.org } } }
        """
            .replace("to: [x]", "to: { one_of: [x, y] }"));
  }

  private Session.Result explain(String... call) {
    return session.run(
        "",
        Session.with(
            new String[] {
              "policy", "explain", "--policy", "@policy.yaml", "--property", "user.dir=/srv/shop"
            },
            call));
  }

  @Test
  void allowedCall_namesItsRule() {
    assertEquals(
        """
        allowed by ambient rule [data] of policy [shop v7]
        call    jdk:file.read path=/data/x
        deny    no rule speaks of the action
        ambient [data] covers it
        ceiling no rule speaks of the action""",
        explain("--action", "jdk:file.read", "path=/data/x").ok());
  }

  @Test
  void deniedCall_namesTheClauseAndTheSmallestGrant() {
    Session.Result result = explain("--action", "jdk:net.connect", "host=127.0.0.1", "port=81");
    result.expect(1, "");
    assertEquals(
        """
        denied NO_ARTIFACT under policy [shop v7]
        call    jdk:net.connect host="127.0.0.1" port=81
        deny    [odd] does not strike it: [host] is not { host: ["evil.example.org"] }
        ambient [loopback] does not cover it: [port] is not 80
        ceiling no rule speaks of the action
        The smallest grant without an artifact, under [ambient]:
          net-connect:
            actions: ["jdk:net.connect"]
            where: { host: "127.0.0.1", port: 81 }
        Or in the tools of an artifact:
          {"jdk:net.connect":{"host":{"type":"exact","value":"127.0.0.1"},"port":{"type":"exact","value":81}}}
        for which the policy needs a rule under [ceiling] as well, as the one above.
        """,
        result.out());
  }

  @Test
  void callThatADenialCannotDecide_isStruckAndNoGrantHelps() {
    Session.Result result = explain("--action", "jdk:net.connect", "host=a_b", "port=80");
    result.expect(1, "");
    assertEquals(
        """
        denied DENIED_BY_POLICY by deny rule [odd] of policy [shop v7]
        call    jdk:net.connect host="a_b" port=80
        deny    [odd] strikes what it cannot decide: [host] cannot be decided by { host:\
         ["evil.example.org"] }
        ambient [loopback] does not cover it: [host] cannot be decided by { cidr: ["127.0.0.0/8"] }
        ceiling no rule speaks of the action
        No grant helps: deny rules [odd] override all of them.
        """,
        result.out());
  }

  @Test
  void artifact_isVerifiedAndCounts() throws Exception {
    session.makeAuthority();
    session.write(
        "pay.writ",
        session
            .issue(
                "--allow",
                "java:com.acme.Pay#pay(long)",
                "--where",
                "amount<=900",
                "--where",
                "to any",
                "--holder",
                "@issuer.jwk")
            .ok());
    String[] bound = {"--artifact", "@pay.writ", "--trust", "@trust.yaml"};
    String[] pay = {"--action", "java:com.acme.Pay#pay(long)", "to=x"};

    assertEquals(
        """
        allowed by the artifact, under the ceiling of policy [shop v7]
        call    java:com.acme.Pay#pay(long) to="x" amount=400
        deny    no rule speaks of the action
        ambient no rule speaks of the action
        ceiling [pay] covers it""",
        explain(Session.with(Session.with(bound, pay), "amount=400")).ok());
    assertEquals(
        "denied ABOVE_CEILING by argument [amount] under policy [shop v7]",
        explain(Session.with(Session.with(bound, pay), "amount=600"))
            .expect(1, "")
            .out()
            .lines()
            .findFirst()
            .orElse(""));
  }

  @Test
  void recordedCall_isDecidedWithTheVariablesOfItsJournal() throws Exception {
    long sequence;
    try (SegmentedJournal journal =
        SegmentedJournal.open(
            JournalOptions.of(directory.resolve("journal"), "0.1.0")
                .under("shop", 6, "11".repeat(32), "pinned"))) {
      RecordDraft draft = new RecordDraft();
      draft.executionHigh = journal.runtimeIdHigh();
      draft.executionLow = 1;
      draft.actionId = journal.intern(DictionaryKind.ACTION, "jdk:net.connect");
      draft.decision = RecordDraft.DENIED;
      draft.reason = Reason.NO_ARTIFACT.code();
      draft.attributes = new String[] {"port", "80"};
      draft.attributeCount = 2;
      sequence = journal.append(draft);
    }
    Session.Result result =
        session.run(
            "",
            "policy",
            "explain",
            "@journal",
            "--record",
            Long.toString(sequence),
            "--policy",
            "@policy.yaml");
    result.expect(1, "");
    assertEquals(
        """
        denied DENIED_BY_POLICY by deny rule [odd] of policy [shop v7]
        call    jdk:net.connect host=(a value that no constraint decides) port=80
        note    recorded as denied NO_ARTIFACT
        note    [host] was not recorded whole; it is taken as undecidable.
        """,
        result.out().substring(0, result.out().indexOf("deny    ")));
    session
        .run("", "policy", "explain", "@journal", "--record", "0", "--policy", "@policy.yaml")
        .expect(1, "writ: no record [0] among the decisions: INTACT, closed by its writer");
  }

  @Test
  void whatCannotBeAsked_isRefusedInOneLine() {
    explain().expect(4, "writ: give either --record with a JOURNAL or --action");
    explain("--action", "jdk:file.raed", "path=/x")
        .expect(1, "writ: unknown action [jdk:file.raed]");
    explain("--action", "jdk:file.read")
        .expect(1, "writ: action [jdk:file.read] has an argument [path]; give it");
    explain("--action", "jdk:file.read", "name=/x")
        .expect(1, "writ: action [jdk:file.read] has no argument [name]");
    explain("--action", "a:b", "x=1", "--trust", "@t")
        .expect(4, "writ: --artifact and --trust go together");
    explain("--action", "a:b", "x=1", "x=2")
        .expect(4, "writ: argument [x] is there twice; keep one");
  }
}
