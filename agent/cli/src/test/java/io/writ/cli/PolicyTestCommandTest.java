package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTestCommandTest {
  private static final String CASES =
      """
      policy: payments.yaml
      cases:
        - name: reads its own code
          call: { action: jdk:file.read, path: "${java.home}/lib/modules" }
          expect: allowed
          rule: own-code
        - name: alice may pay 400
          artifact:
            authority: issuer-2026
            scope: { "java:com.acme.Pay#transfer(long)": { amount: { range: { max: 500 } } } }
          call: { action: "java:com.acme.Pay#transfer(long)", amount: 400 }
          expect: allowed
          rule: pay
        - name: nobody may pay 600
          artifact:
            authority: issuer-2026
            scope: { "java:com.acme.Pay#transfer(long)": {} }
          call: { action: "java:com.acme.Pay#transfer(long)", amount: 600 }
          expect: denied
          reason: ABOVE_CEILING
        - name: another authority may not
          artifact:
            authority: other
            scope: { "java:com.acme.Pay#transfer(long)": {} }
          call: { action: "java:com.acme.Pay#transfer(long)", amount: 1 }
          expect: denied
          reason: AUTHORITY_NOT_ALLOWED
        - name: wiring needs two
          artifact: { authority: issuer-2026, cosigners: [ann], scope: { "java:com.acme.Pay#wire()": {} } }
          call: { action: "java:com.acme.Pay#wire()" }
          expect: denied
          reason: QUORUM_NOT_MET
        - name: two may wire
          artifact: { authority: issuer-2026, cosigners: [ann, bob], scope: { "java:com.acme.Pay#wire()": {} } }
          call: { action: "java:com.acme.Pay#wire()" }
          expect: allowed
        - { name: no shell, call: { action: jdk:process.start, command: /bin/sh }, expect: denied, reason: NO_ARTIFACT }
        - { name: never exits, call: { action: jdk:runtime.exit, status: 0 }, expect: denied, rule: no-exit }
      """;

  private final Session session;

  PolicyTestCommandTest(@TempDir Path directory) {
    this.session = new Session(directory);
  }

  @BeforeEach
  void writePolicy() throws Exception {
    session.write(
        "payments.yaml",
        """
        id: payments
        version: 7
        authorities:
          issuer-2026: { actions: ["java:com.acme.*"] }
        ambient:
          own-code: { actions: ["jdk:file.read"], where: { path: { path_under: "${java.home}" } } }
          unused: { actions: ["jdk:net.connect"], where: { port: 443 } }
        ceiling:
          pay:
            actions: ["java:com.acme.Pay#transfer(long)"]
            where: { amount: { range: { max: 500 } } }
          wire: { actions: ["java:com.acme.Pay#wire()"], quorum: { k: 2, of: [ann, bob, eve] } }
        deny:
          no-exit: { actions: ["jdk:runtime.exit"] }
        """);
    session.write("cases.yaml", CASES);
  }

  @Test
  void tableThatHolds_passesAndNamesTheRulesThatDecidedNothing() {
    assertEquals(
        """
        DIR/cases.yaml: 8 cases, 0 failed; 80 % of the rules decided one
          no case is decided by ambient.unused""",
        session.run("", "policy", "test", "@cases.yaml", "--min-coverage", "80").ok());
    assertEquals(
        1, session.run("", "policy", "test", "@cases.yaml", "--min-coverage", "81").exitCode());
  }

  @Test
  void failedCases_areExplained() throws Exception {
    session.write(
        "cases.yaml",
        """
        cases:
          - name: a
            call: { action: jdk:runtime.exit, status: 0 }
            expect: allowed
          - { name: b, call: { action: jdk:net.connect, host: 10.0.0.1, port: 443 }, expect: denied }
          - { name: c, call: { action: jdk:process.start, command: x }, expect: denied, reason: EXPIRED }
          - { name: d, call: { action: jdk:net.connect, host: a, port: 443 }, expect: allowed, rule: x }
        """);
    Session.Result result =
        session.run("", "policy", "test", "@cases.yaml", "--policy", "@payments.yaml");
    result.expect(1, "");
    assertEquals(
        """
        DIR/cases.yaml:2:5: [a] must be allowed, was denied DENIED_BY_POLICY
          call    jdk:runtime.exit status=0
          deny    [no-exit] strikes it
          ambient no rule speaks of the action
          ceiling no rule speaks of the action
        DIR/cases.yaml:5:5: [b] must be denied, was allowed by [ambient.unused]
          call    jdk:net.connect host="10.0.0.1" port=443
          deny    no rule speaks of the action
          ambient [unused] covers it
          ceiling no rule speaks of the action
        DIR/cases.yaml:6:5: [c] must be denied EXPIRED, was denied NO_ARTIFACT
          call    jdk:process.start command="x" arguments=[]
          deny    no rule speaks of the action
          ambient no rule speaks of the action
          ceiling no rule speaks of the action
        DIR/cases.yaml:7:5: [d] must be decided by rule [x], was allowed by [ambient.unused]
          call    jdk:net.connect host="a" port=443
          deny    no rule speaks of the action
          ambient [unused] covers it
          ceiling no rule speaks of the action
        DIR/cases.yaml: 4 cases, 4 failed; 40 % of the rules decided one
          no case is decided by ambient.own-code
          no case is decided by ceiling.pay
          no case is decided by ceiling.wire
        """,
        result.out());
  }

  @Test
  void tableThatCannotBeRun_isRefusedWithItsPlace() throws Exception {
    assertRefused("", 1, "DIR/cases.yaml: is empty; it must hold one YAML mapping");
    assertRefused(
        "cases: [{ name: a, call: { action: a:b }, expect: alowed }]\n",
        1,
        "DIR/cases.yaml:1:51: unknown verdict [alowed]; did you mean [allowed]?");
    assertRefused(
        "cases: [{ name: a, call: { action: a:b }, expect: denied, reason: EXPIRE }]\n",
        1,
        "DIR/cases.yaml:1:67: unknown reason [EXPIRE]; did you mean [EXPIRED]?");
    assertRefused(
        "cases: [{ name: a, call: { action: a:b }, expect: allowed, reason: EXPIRED }]\n",
        1,
        "DIR/cases.yaml:1:68: what is allowed has no reason; remove it");
    assertRefused(
        "cases: [{ name: a, call: { action: jdk:file.raed }, expect: denied }]\n",
        4,
        "DIR/cases.yaml: names no [policy]; add it, or give --policy FILE");
    assertRefused(
        "policy: payments.yaml\ncases: [{ name: a, call: { action: jdk:x }, expect: denied }]\n",
        1,
        "DIR/cases.yaml:2:9: [a] unknown action [jdk:x]");
    assertRefused(
        "policy: payments.yaml\ncases: [{ name: a, artifact: { authority: x, scope: { \""
            + "a:b".repeat(100)
            + "\": {} } }, call: { action: a:b }, expect: denied }]\n",
        1,
        "DIR/cases.yaml:2:9: [a] the artifact cannot be minted: TOO_LARGE:"
            + " link[0].authorization_details[0].tools[\""
            + "a:b".repeat(100).substring(0, 256)
            + "\"] has [300] bytes, at most [256]");
  }

  private void assertRefused(String cases, int exitCode, String message) throws Exception {
    session.write("cases.yaml", cases);
    session.run("", "policy", "test", "@cases.yaml").expect(exitCode, "writ: " + message);
  }
}
