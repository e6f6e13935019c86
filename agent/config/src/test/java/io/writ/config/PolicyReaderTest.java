package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.constraint.All;
import io.writ.core.constraint.Any;
import io.writ.core.constraint.Cidr;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Contains;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Host;
import io.writ.core.constraint.HostPattern;
import io.writ.core.constraint.IpBlock;
import io.writ.core.constraint.NotOneOf;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Subset;
import io.writ.core.constraint.UrlText;
import io.writ.core.constraint.UrlUnder;
import io.writ.core.constraint.Wildcard;
import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.Durability;
import io.writ.core.policy.JournalSettings;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Tolerance;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {
  private static final String HEAD = "id: payments\nversion: 7\n";
  private static final PolicyContext CONTEXT =
      new PolicyContext(
          Map.of(
              "jdk:file.read", List.of("path"),
              "jdk:file.write", List.of("path"),
              "jdk:net.connect", List.of("host", "port"),
              "jdk:runtime.exit", List.of()),
          Map.of(
              "java.home", "/jdk",
              "java.class.path", "/app/a.jar::/app/lib",
              "path.separator", ":",
              "user.dir", "/srv/pay"),
          Map.of("HOME", "/home/pay", "SECRET", "x"),
          path -> {
            if (!RealPath.isCanonical(path)) {
              throw new IOException("not canonical");
            }
            return new RealPath(path);
          });

  private static Policy read(String text) throws ConfigurationRefused {
    return PolicyReader.read("p.yaml", text.getBytes(StandardCharsets.UTF_8), CONTEXT);
  }

  private static void assertRefused(String text, String message) {
    ConfigurationRefused refused =
        assertThrows(ConfigurationRefused.class, () -> read(text), message);
    assertEquals(message, refused.getMessage());
  }

  private static void assertWhereRefused(String where, String message) {
    assertRefused(
        HEAD + "deny:\n  r:\n    actions: [\"jdk:net.connect\"]\n    where: " + where + "\n",
        message);
  }

  @Test
  void javaHome_standsAlsoForTheConfigurationThatItLinksTo() throws ConfigurationRefused {
    PolicyContext linked =
        new PolicyContext(
            CONTEXT.actionArguments(),
            CONTEXT.properties(),
            CONTEXT.environment(),
            path ->
                new RealPath(
                    path.startsWith("/jdk/conf/")
                        ? path.replace("/jdk/conf", "/etc/jdk")
                        : path.endsWith("/cacerts") ? "/etc/ssl/java/cacerts" : path));
    String text =
        HEAD
            + "ambient:\n  r:\n    actions: [\"jdk:file.read\"]\n"
            + "    where: { path: { path_under: \"${java.home}\" } }\n";
    Policy policy = PolicyReader.read("p.yaml", text.getBytes(StandardCharsets.UTF_8), linked);
    assertEquals(
        new PathUnder(
            List.of(
                new RealPath("/jdk"),
                new RealPath("/etc/jdk"),
                new RealPath("/etc/ssl/java/cacerts"))),
        policy.rules().ambient().get(0).where().get("path"));
  }

  @Test
  void wholeDocument_isCompiledToRules() throws ConfigurationRefused {
    String text =
        """
        id: payments
        version: 7
        mode: observe
        environment: [HOME]
        authorities:
          issuer-2026: { actions: ["java:com.acme.*", "jdk:file.read"] }
        ambient:
          read-own-code:
            actions: ["jdk:file.read"]
            where:
              path: { path_under: ["${java.home}", "${class.path}", "${env.HOME}/x"] }
        ceiling:
          pay:
            actions: ["java:com.acme.Pay#transfer(long)"]
            where:
              amount: { range: { min: 0.01, max: 500 } }
              currency: { one_of: [EUR, CHF] }
              to: wildcard
              kind: { exact: "sepa" }
              urgent: false
        deny:
          no-exit: { actions: ["jdk:runtime.*"] }
        journal:
          attributes: { "jdk:file.read": [path], "jdk:net.connect": [host, port] }
        """;
    Policy policy = read(text);
    assertEquals("payments", policy.id());
    assertEquals(7, policy.version());
    assertEquals(Mode.OBSERVE, policy.mode());
    assertEquals("p.yaml", policy.source());
    assertEquals(
        List.of(Sha256.of(text.getBytes(StandardCharsets.UTF_8))[0]), List.of(policy.digest()[0]));
    Rule ambient = policy.rules().ambient().get(0);
    assertEquals("read-own-code", ambient.id());
    assertEquals(
        new PathUnder(
            List.of(
                new RealPath("/jdk"),
                new RealPath("/app/a.jar"),
                new RealPath("/app/lib"),
                new RealPath("/home/pay/x"))),
        ambient.where().get("path"));
    assertEquals(
        Map.of(
            "amount", new Range(new BigDecimal("0.01"), new BigDecimal("500")),
            "currency", new OneOf(List.of(new Scalar.Text("EUR"), new Scalar.Text("CHF"))),
            "to", new Wildcard(),
            "kind", new Exact(new Scalar.Text("sepa")),
            "urgent", new Exact(new Scalar.Truth(false))),
        policy.rules().ceiling().get(0).where());
    assertTrue(policy.rules().deny().get(0).matchesAction("jdk:runtime.exit"));
    assertFalse(policy.rules().deny().get(0).matchesAction("jdk:runtim"));
    assertTrue(policy.authorities().mayRoot("issuer-2026", "java:com.acme.Pay#x()"));
    assertFalse(policy.authorities().mayRoot("issuer-2026", "jdk:file.write"));
    assertFalse(policy.authorities().mayRoot("other", "jdk:file.read"));
    assertEquals(
        Set.of("host", "port"),
        policy.journal().loggable("jdk:net.connect", List.of("host", "port")));
    assertEquals(Set.of(), policy.journal().loggable("jdk:file.write", List.of("path")));
  }

  @Test
  void shortestPolicy_enforcesAndAllowsNothing() throws ConfigurationRefused {
    Policy policy = read(HEAD);
    assertEquals(Mode.ENFORCE, policy.mode());
    assertEquals(List.of(), policy.rules().ambient());
    assertTrue(policy.authorities().mayRoot("any", "jdk:file.read"));
  }

  @Test
  void emptyFile_isRefused() {
    assertRefused("", "p.yaml: is empty; it must hold one YAML mapping");
    assertRefused("# nothing\n", "p.yaml: is empty; it must hold one YAML mapping");
    assertRefused("- a\n", "p.yaml:1:1: the document is [list], must be [mapping]");
  }

  @Test
  void unknownKey_isRefusedWithTheNearestName() {
    assertRefused(
        HEAD + "ambiant: {}\n", "p.yaml:3:1: unknown key [ambiant]; did you mean [ambient]?");
    assertRefused(
        HEAD + "deny:\n  r: { action: [] }\n",
        "p.yaml:4:8: unknown key [action]; did you mean [actions]?");
    assertRefused(
        HEAD + "journal: { attribute: {} }\n",
        "p.yaml:3:12: unknown key [attribute]; did you mean [attributes]?");
    assertRefused(
        HEAD + "authorities: { k: { xyz: 1 } }\n",
        "p.yaml:3:21: unknown key [xyz]; valid are [actions, quorum]");
  }

  @Test
  void duplicateKey_isRefusedAtItsSecondPlace() {
    assertRefused(HEAD + "version: 8\n", "p.yaml:3:1: key [version] is there twice; keep one");
    assertRefused(
        HEAD + "deny:\n  r: { actions: [\"a:b\"] }\n  r: { actions: [\"a:c\"] }\n",
        "p.yaml:5:3: key [r] is there twice; keep one");
  }

  @Test
  void missingKey_isRefused() {
    assertRefused("version: 1\n", "p.yaml:1:1: key [id] is missing");
    assertRefused("id: a\n", "p.yaml:1:1: key [version] is missing");
    assertRefused(HEAD + "deny: { r: { where: {} } }\n", "p.yaml:3:12: key [actions] is missing");
  }

  @Test
  void valueOfAWrongType_isRefused() {
    assertRefused(
        "id: 5\nversion: 1\n", "p.yaml:1:5: id is [number], must be [text]; put it in quotes");
    assertRefused("id: a b\nversion: 1\n", "p.yaml:1:5: id must be 1 to 64 of [A-Za-z0-9._-]");
    assertRefused(
        "id: a\nversion: x\n",
        "p.yaml:2:10: version is [text], must be [number of at most 40 digits]");
    assertRefused("id: a\nversion: 0\n", "p.yaml:2:10: version must be a whole number from 1");
    assertRefused("id: a\nversion: 1.5\n", "p.yaml:2:10: version must be a whole number from 1");
    assertRefused(
        "id: a\nversion: .inf\n", "p.yaml:2:10: version is not a number of at most 40 digits");
    assertRefused(HEAD + "deny: []\n", "p.yaml:3:7: deny is [list], must be [mapping]");
    assertRefused(HEAD + "deny:\n", "p.yaml:3:6: deny is [null], must be [mapping]");
    assertRefused(
        HEAD + "deny: { r: { actions: x } }\n", "p.yaml:3:23: actions is [text], must be [list]");
    assertRefused(
        HEAD + "deny: { r: { actions: [] } }\n", "p.yaml:3:23: [actions] is an empty list");
  }

  @Test
  void misspeltMode_isRefused() {
    assertRefused(
        HEAD + "mode: observ\n", "p.yaml:3:7: unknown mode [observ]; did you mean [observe]?");
    assertRefused(
        HEAD + "mode: off\n", "p.yaml:3:7: unknown mode [off]; valid are [enforce, observe]");
  }

  @Test
  void toleratedWeaknesses_areReadByName() throws Exception {
    assertEquals(
        Set.of(Tolerance.DEBUGGER, Tolerance.UNVERIFIED_CODE),
        read(HEAD + "tolerate: [unverified-code, debugger]\n").tolerated());
    assertEquals(Set.of(), read(HEAD).tolerated());
    assertRefused(
        HEAD + "tolerate: [debuger]\n",
        "p.yaml:3:12: unknown weakness [debuger]; did you mean [debugger]?");
    assertRefused(HEAD + "tolerate: []\n", "p.yaml:3:11: tolerate is an empty list");
  }

  @Test
  void unknownJdkAction_isRefusedWithTheNearestName() {
    assertRefused(
        HEAD + "deny: { r: { actions: [\"jdk:file.raed\"] } }\n",
        "p.yaml:3:24: unknown action [jdk:file.raed]; did you mean [jdk:file.read]?");
    assertRefused(
        HEAD + "deny: { r: { actions: [\"jdk:fiel.*\"] } }\n",
        "p.yaml:3:24: unknown action [jdk:fiel.*]; valid are [jdk:file.read, jdk:file.write,"
            + " jdk:net.connect, jdk:runtime.exit]");
    assertRefused(
        HEAD + "deny: { r: { actions: [\"jdk:*.read\"] } }\n",
        "p.yaml:3:24: action [jdk:*.read] has [*] before its end; a star stands only at the end");
    assertRefused(
        HEAD + "deny: { r: { actions: [transfer] } }\n",
        "p.yaml:3:24: action [transfer] must be [scheme:name], for example [jdk:file.read]");
    assertRefused(
        HEAD + "journal: { attributes: { \"jdk:file.raed\": [path] } }\n",
        "p.yaml:3:26: unknown action [jdk:file.raed]; did you mean [jdk:file.read]?");
    assertRefused(
        HEAD + "journal: { durability: { \"jdk:file.raed\": L1 } }\n",
        "p.yaml:3:26: unknown action [jdk:file.raed]; did you mean [jdk:file.read]?");
  }

  @Test
  void durability_isTheStrongestThatAnyPatternAsksFor() throws Exception {
    JournalSettings journal =
        read(HEAD + "journal: { durability: { \"jdk:file.write\": L2, \"jdk:file.*\": L1 } }\n")
            .journal();
    assertEquals(Durability.L2, journal.durability("jdk:file.write"));
    assertEquals(Durability.L1, journal.durability("jdk:file.read"));
    assertEquals(Durability.L0, journal.durability("jdk:net.connect"));
    assertRefused(
        HEAD + "journal: { durability: { \"jdk:file.write\": l2 } }\n",
        "p.yaml:3:44: unknown durability [l2]; did you mean [L2]?");
  }

  @Test
  void argumentThatTheActionDoesNotHave_isRefused() {
    assertWhereRefused(
        "{ hots: a }",
        "p.yaml:6:14: action [jdk:net.connect] has no argument [hots]; did you mean [host]?");
    assertRefused(
        HEAD + "deny: { r: { actions: [\"jdk:*\"], where: { path: wildcard } } }\n",
        "p.yaml:3:43: action [jdk:net.connect] has no argument [path]; valid are [host, port]");
    assertRefused(
        HEAD + "deny: { r: { actions: [\"jdk:runtime.exit\"], where: { path: wildcard } } }\n",
        "p.yaml:3:54: action [jdk:runtime.exit] has no argument [path]; it has none");
    assertRefused(
        HEAD + "journal: { attributes: { \"jdk:file.read\": [pth] } }\n",
        "p.yaml:3:44: action [jdk:file.read] has no argument [pth]; did you mean [path]?");
  }

  @Test
  void constraintThatIsNotWellFormed_isRefused() {
    assertWhereRefused(
        "{ host: { exakt: a } }", "p.yaml:6:22: unknown key [exakt]; did you mean [exact]?");
    assertWhereRefused("{ host: {} }", "p.yaml:6:20: constraint has [0] types, must have [1]");
    assertWhereRefused(
        "{ host: { exact: a, one_of: [b] } }",
        "p.yaml:6:20: constraint has [2] types, must have [1]");
    assertWhereRefused("{ host: { one_of: [] } }", "p.yaml:6:30: [one_of] is an empty list");
    assertWhereRefused(
        "{ port: { range: {} } }", "p.yaml:6:29: [range] has neither [min] nor [max]");
    assertWhereRefused(
        "{ port: { range: { min: 2, max: 1 } } }", "p.yaml:6:31: [min] is greater than [max]");
    assertWhereRefused(
        "{ port: { range: { mni: 2 } } }", "p.yaml:6:31: unknown key [mni]; did you mean [min]?");
    assertWhereRefused(
        "{ port: { range: { min: \"2\" } } }",
        "p.yaml:6:36: min is [text], must be [number of at most 40 digits]");
    assertWhereRefused(
        "{ host: { wildcard: x } }",
        "p.yaml:6:32: [wildcard] takes no value; write it without a colon");
    assertWhereRefused("{ host: null }", "p.yaml:6:20: value is [null], must be [text]");
    assertWhereRefused("{ host: [a] }", "p.yaml:6:20: value is [list], must be [text]");
  }

  private static Constraint host(String spelt) throws ConfigurationRefused {
    Policy policy =
        read(
            HEAD
                + "deny:\n  r:\n    actions: [\"jdk:net.connect\"]\n    where: { host: "
                + spelt
                + " }\n");
    return Objects.requireNonNull(policy.rules().deny().get(0).where().get("host"));
  }

  private static Scalar text(String value) {
    return new Scalar.Text(value);
  }

  private static <T> T found(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  @Test
  void constraintOfEveryType_isCompiled() throws ConfigurationRefused {
    assertEquals(
        new NotOneOf(List.of(text("a"), text("/srv/pay"))),
        host("{ not_one_of: [a, \"${user.dir}\"] }"));
    assertEquals(
        new NotOneOf(List.of(new Scalar.Whole(1), Scalar.of(new BigDecimal("0.5")))),
        host("{ not_one_of: [1, 0.5] }"));
    assertEquals(
        new Contains(List.of("-jar", "/app/a.jar", "/app/lib")),
        host("{ contains: [\"-jar\", \"${class.path}\"] }"));
    assertEquals(new Subset(List.of("a", "b")), host("{ subset: [a, b] }"));
    assertEquals(new Subset(List.of()), host("{ subset: [] }"));
    assertEquals(
        new Host(List.of(new HostPattern("*.example.org"))), host("{ host: \"*.example.org\" }"));
    assertEquals(
        new Host(List.of(new HostPattern("a"), new HostPattern("b"))), host("{ host: [a, b] }"));
    assertEquals(
        new Cidr(List.of(found(IpBlock.find("10.0.0.0/8")))), host("{ cidr: 10.0.0.0/8 }"));
    assertEquals(
        new Cidr(List.of(found(IpBlock.find("10.0.0.0/8")), found(IpBlock.find("::1/128")))),
        host("{ cidr: [10.0.0.0/8, \"::1/128\"] }"));
    assertEquals(
        new UrlUnder(List.of(found(UrlText.findBase("https://h/v1")))),
        host("{ url_under: \"https://h/v1\" }"));
    assertEquals(
        new All(
            List.of(
                new Any(List.of(new Exact(text("a")), new Wildcard())),
                new Range(BigDecimal.ONE, null))),
        host("{ all: [ { any: [ a, wildcard ] }, { range: { min: 1 } } ] }"));
  }

  @Test
  void entryOrClauseThatIsNotWellFormed_isRefusedAtItsPlace() {
    assertWhereRefused(
        "{ host: { not_one_of: [a, 1] } }",
        "p.yaml:6:34: [not_one_of] must be all texts, all numbers or all booleans");
    assertWhereRefused("{ host: { contains: [] } }", "p.yaml:6:32: [contains] is an empty list");
    assertWhereRefused(
        "{ host: { contains: a } }", "p.yaml:6:32: contains is [text], must be [list]");
    assertWhereRefused(
        "{ host: { subset: [5] } }",
        "p.yaml:6:31: subset is [number], must be [text]; put it in quotes");
    assertWhereRefused(
        "{ host: { host: [a, A] } }",
        "p.yaml:6:32: [host] must be a host name in lower-case ASCII, or [*.] and one; no address,"
            + " no dot at its end");
    assertWhereRefused("{ host: { host: [] } }", "p.yaml:6:28: [host] is an empty list");
    assertWhereRefused(
        "{ host: { cidr: 10.0.0.1/8 } }",
        "p.yaml:6:28: [cidr] must be [address/length] with no bit set behind the length, not"
            + " IPv4-mapped");
    assertWhereRefused(
        "{ host: { url_under: \"https://h?q\" } }",
        "p.yaml:6:33: [url_under] must be [scheme://host/path] in lower case up to the path; no"
            + " user, query, fragment, dot or empty segment, backslash");
    assertWhereRefused("{ host: { any: a } }", "p.yaml:6:27: any is [text], must be [list]");
    assertWhereRefused("{ host: { all: [] } }", "p.yaml:6:27: [all] is an empty list");
    assertWhereRefused(
        "{ host: { all: [ a, { exakt: b } ] } }",
        "p.yaml:6:34: unknown key [exakt]; did you mean [exact]?");
    assertWhereRefused(
        "{ host: { any: [" + "a, ".repeat(16) + "a] } }",
        "p.yaml:6:27: [any] has [17] constraints, at most [16]");
  }

  @Test
  void variableThatCannotBeResolved_isRefused() {
    assertWhereRefused(
        "{ host: \"${user.dri}\" }",
        "p.yaml:6:20: unknown variable [user.dri]; did you mean [user.dir]?");
    assertWhereRefused(
        "{ host: \"${env.SECRET}\" }",
        "p.yaml:6:20: variable [env.SECRET] is not listed; add [SECRET] under [environment]");
    assertWhereRefused(
        "{ host: \"${user.home}\" }",
        "p.yaml:6:20: variable [user.home] has no value in this process");
    assertWhereRefused("{ host: \"${user.dir\" }", "p.yaml:6:20: variable without [}]");
    assertWhereRefused(
        "{ host: \"x${class.path}\" }",
        "p.yaml:6:20: [${class.path}] stands for several values; use it alone");
    assertWhereRefused(
        "{ host: \"${class.path}\" }",
        "p.yaml:6:20: [exact] stands for several values here; use [one_of]");
    assertWhereRefused(
        "{ host: { path_under: \"a/../b\" } }",
        "p.yaml:6:34: path [a/../b] cannot be resolved; name one that can be read");
  }

  @Test
  void anchorsAliasesTagsAndSecondDocuments_areRefused() {
    assertRefused(
        HEAD + "deny: &a {}\n",
        "p.yaml:3:7: anchors and aliases are not allowed; write the value out");
    assertRefused(
        HEAD + "deny: *a\n",
        "p.yaml:3:7: anchors and aliases are not allowed; write the value out");
    assertRefused(
        HEAD + "mode: !!str observe\n", "p.yaml:3:7: tags are not allowed; remove the [!…]");
    assertRefused(HEAD + "---\nid: b\n", "p.yaml:3:1: a second document begins; keep one per file");
  }

  @Test
  void textThatIsNotYaml_isRefusedWithItsPlace() {
    assertRefused(
        "id: [\n", "p.yaml:2:1: is not YAML: expected the node content, but found '<stream end>'");
    assertRefused("id: \"a\nb\n", "p.yaml:3:1: is not YAML: found unexpected end of stream");
    assertRefused("a: " + "[".repeat(20_000), "p.yaml:1:19: is nested deeper than [16]");
  }

  @Test
  void bytesThatAreNotUtf8OrTooMany_areRefused() {
    ConfigurationRefused refused =
        assertThrows(
            ConfigurationRefused.class,
            () -> PolicyReader.read("p.yaml", new byte[] {(byte) 0xFF}, CONTEXT));
    assertEquals("p.yaml: is not UTF-8; save it as UTF-8", refused.getMessage());
    refused =
        assertThrows(
            ConfigurationRefused.class,
            () -> PolicyReader.read("p.yaml", new byte[1024 * 1024 + 1], CONTEXT));
    assertEquals("p.yaml: has [1048577] bytes, at most [1048576]; split it", refused.getMessage());
  }
}
