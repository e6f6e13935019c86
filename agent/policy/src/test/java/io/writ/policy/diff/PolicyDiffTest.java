package io.writ.policy.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.config.ConfigurationRefused;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.policy.ActionMapping;
import io.writ.core.policy.ActionTemplate;
import io.writ.core.policy.MethodPattern;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.diff.PolicyDiff;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {
  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "jdk:process.start", List.of("command", "arguments"),
          "jdk:file.read", List.of("path"),
          "jdk:file.write", List.of("path"),
          "jdk:net.connect", List.of("host", "port"),
          "jdk:runtime.exit", List.of("status"),
          "writ:self-test", List.of());

  private static final String ENFORCED = "id: p\nversion: 1\n";
  private static final String NEXT = "id: p\nversion: 2\n";

  @Test
  void samePolicyWrittenOtherwise_isNeitherWiderNorNarrower() throws Exception {
    assertEquals(
        "not wider: 0 shown, 0 that could not be excluded; narrower: 0",
        diff(
            """
            ambient:
              files:
                actions: ["jdk:file.*"]
                where: { path: { path_under: ["${user.dir}", "/data"] } }
            deny:
              d: { actions: ["jdk:*"], where: {} }
            """,
            """
            ambient:
              a: { actions: ["jdk:file.read", "jdk:file.write"], where: { path: { path_under: /data } } }
              b: { actions: ["jdk:file.write"], where: { path: { path_under: "${user.dir}" } } }
              c: { actions: ["jdk:file.read"], where: { path: { any: [{ path_under: "${user.dir}" }] } } }
            deny:
              d: { actions: ["jdk:*", "writ:*"] }
            """));
  }

  @Test
  void grantThatReachesFurther_isShownByACall() throws Exception {
    assertEquals(
        """
        wider        ambient.read [jdk:file.read] { path: { path_under: ["${user.dir}"] } }
                     for example jdk:file.read path=${user.dir}
        wider: 1 shown, 0 that could not be excluded; narrower: 0""",
        diff(
            """
            ambient:
              read: { actions: ["jdk:file.read"], where: { path: { path_under: "${user.dir}/lib" } } }
            """,
            """
            ambient:
              read: { actions: ["jdk:file.read"], where: { path: { path_under: "${user.dir}" } } }
            """));
  }

  @Test
  void destination_isWiderWithAnotherKeyOrMoreActionsOrLonger() throws Exception {
    String narrow = destination("kafka:orders", "partner", ", actions: [\"pay:*\"]");
    assertEquals(
        """
        wider        destinations.partner artifacts may leave for [kafka:orders]
        wider: 1 shown, 0 that could not be excluded; narrower: 0""",
        diff("", narrow));
    assertEquals(
        "not wider: 0 shown, 0 that could not be excluded; narrower: 0", diff(narrow, narrow));
    for (String wider :
        List.of(
            destination("kafka:orders", "partner", ""),
            destination("kafka:orders", "partner", ", actions: [\"*\"]"),
            destination("kafka:orders", "partner", ", actions: [\"pay:*\"], lifetime: PT61S"),
            destination("kafka:orders", "other", ", actions: [\"pay:*\"]"))) {
      assertEquals(
          "wider        destinations.partner artifacts leave for [kafka:orders] to another key,"
              + " for longer, or with more actions",
          diff(narrow, wider).lines().findFirst().orElseThrow());
    }
  }

  @Test
  void destination_isNarrowerWithFewerActionsAndWhenItIsGone() throws Exception {
    String wide = destination("kafka:orders", "partner", "");
    assertEquals(
        """
        narrower     destinations.partner artifacts leave no longer for [kafka:orders]
        not wider: 0 shown, 0 that could not be excluded; narrower: 1""",
        diff(wide, ""));
    assertEquals(
        """
        narrower     destinations.partner artifacts leave no longer for [kafka:orders] as they did
        not wider: 0 shown, 0 that could not be excluded; narrower: 1""",
        diff(wide, destination("kafka:orders", "partner", ", actions: [\"pay:out\"]")));
  }

  private static String destination(String to, String runtime, String more) {
    return """
        destinations:
          partner: { to: ["%s"], runtime: spiffe://example.org/%s, audience: example.org,
            key: { alg: Ed25519, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo }%s }
        """
        .formatted(to, runtime, more);
  }

  @Test
  void grantThatReachesLessFar_isNarrower() throws Exception {
    assertEquals(
        """
        narrower     ambient.exit [jdk:runtime.exit] { status: { range: { min: 0 } } }
                     for example jdk:runtime.exit status=1
        narrower     ambient.gone [java:com.acme.*]
                     for example java:com.acme.x
        not wider: 0 shown, 0 that could not be excluded; narrower: 2""",
        diff(
            """
            ambient:
              exit: { actions: ["jdk:runtime.exit"], where: { status: { range: { min: 0 } } } }
              gone: { actions: ["java:com.acme.*"] }
            """,
            """
            ambient:
              exit: { actions: ["jdk:runtime.exit"], where: { status: 0 } }
            """));
  }

  @Test
  void denialThatIsGone_isWiderOnlyWhereSomethingIsGranted() throws Exception {
    String deny =
        "deny: { etc: { actions: [\"jdk:file.read\"], where: { path: {path_under: /etc} } } }\n";
    String data =
        "ambient: { r: { actions: [\"jdk:file.read\"], where: { path: {path_under: /data} } } }\n";
    String all = "ambient: { r: { actions: [\"jdk:*\"] } }\n";

    assertEquals(
        "not wider: 0 shown, 0 that could not be excluded; narrower: 0", diff(data + deny, data));
    assertEquals(
        """
        wider        deny.etc no longer denies [jdk:file.read] { path: { path_under: ["/etc"] } }
                     for example jdk:file.read path=/etc
        wider: 1 shown, 0 that could not be excluded; narrower: 0""",
        diff(all + deny, all));
    assertEquals(
        """
        narrower     deny.etc denies [jdk:file.read] { path: { path_under: ["/etc"] } }
                     for example jdk:file.read path=/etc
        not wider: 0 shown, 0 that could not be excluded; narrower: 1""",
        diff(all, all + deny));
  }

  /** The older denial struck whatever it could not decide: null, a text. */
  @Test
  void denialOfAnotherType_isNoSubstitute() throws Exception {
    assertEquals(
        """
        wider        deny.d no longer denies [jdk:file.read] { path: { path_under: ["/etc"] } }
                     for example jdk:file.read path="/x"
        narrower     deny.d denies [jdk:file.read] { path: { not_one_of: ["/x"] } }
                     for example jdk:file.read path=/x/x
        wider: 1 shown, 0 that could not be excluded; narrower: 1""",
        diff(
            """
            ambient: { all: { actions: ["*"] } }
            deny: { d: { actions: ["jdk:file.read"], where: { path: { path_under: /etc } } } }
            """,
            """
            ambient: { all: { actions: ["*"] } }
            deny: { d: { actions: ["jdk:file.read"], where: { path: { not_one_of: [/x] } } } }
            """));
  }

  @Test
  void wildcardOnAnArgumentThatAnActionMayLack_isLessThanNoClause() throws Exception {
    String clause = "ambient: { a: { actions: [\"java:A#b()\"], where: { x: wildcard } } }\n";
    String bare = "ambient: { a: { actions: [\"java:A#b()\"] } }\n";
    assertEquals(
        """
        wider        ambient.a [java:A#b()]
                     for example java:A#b()
        wider: 1 shown, 0 that could not be excluded; narrower: 0""",
        diff(clause, bare));
    assertEquals(
        """
        narrower     ambient.a [java:A#b()]
                     for example java:A#b()
        not wider: 0 shown, 0 that could not be excluded; narrower: 1""",
        diff(bare, clause));
  }

  @Test
  void ceilingThatIsMadeAmbient_isWider() throws Exception {
    String rule =
        "{ pay: { actions: [\"java:Pay#pay(long)\"], where: { amount: { range: {max: 5} } } } }\n";
    assertEquals(
        """
        wider        ambient.pay [java:Pay#pay(long)] { amount: { range: { max: 5 } } }
                     for example java:Pay#pay(long) amount=5
        wider: 1 shown, 0 that could not be excluded; narrower: 0""",
        diff("ceiling: " + rule, "ambient: " + rule));
    assertEquals(
        """
        wider        ceiling.pay [java:Pay#pay(long)] { amount: { range: { max: 5 } } }
                     for example java:Pay#pay(long) amount=5 with an artifact that grants it
        wider: 1 shown, 0 that could not be excluded; narrower: 0""",
        diff("", "ceiling: " + rule));
  }

  @Test
  void quorumsAndAuthorities_areCompared() throws Exception {
    String before =
        """
        authorities:
          a: { actions: ["java:*"], quorum: { k: 2, of: [c1, c2, c3] } }
        ceiling:
          pay: { actions: ["java:Pay#*"], quorum: { k: 1, of: [c1] } }
        """;
    String after =
        """
        authorities:
          a: { actions: ["*"], quorum: { k: 1, of: [c1, c2] } }
          b: { actions: ["java:Pay#pay()"] }
        ceiling:
          pay: { actions: ["java:Pay#*"], quorum: { k: 1, of: [c1, c2] } }
        """;
    assertEquals(
        """
        maybe wider  ceiling.pay [java:Pay#*] with fewer or other co-signatures than its quorum\
         demanded
        maybe wider  authorities.a [*] may root what it could not
        maybe wider  authorities.a [*] needs fewer or other co-signatures than its quorum demanded
        maybe wider  authorities.b [java:Pay#pay()] may root what it could not
        wider: 0 shown, 4 that could not be excluded; narrower: 0""",
        diff(before, after));
    assertEquals(
        "maybe wider  authorities.* [*] any pinned authority may root what the ceiling covers",
        diff(before, before.substring(before.indexOf("ceiling"))).lines().findFirst().orElse(""));
  }

  @Test
  void modeMappingsAndNotes_areReported() throws Exception {
    assertEquals(
        """
        wider        mode observe: nothing is denied any more
        note         version is [1] and not above [1]: no runtime takes it in the older one's place
        note         journal.attributes other values of arguments are recorded and shown
        wider: 1 shown, 0 that could not be excluded; narrower: 0""",
        String.join(
            "\n",
            DiffText.lines(
                between(
                    read(ENFORCED),
                    read(
                        ENFORCED
                            + "mode: observe\n"
                            + "journal: { attributes: { \"jdk:*\": [\"*\"] } }\n")))));
    ActionMapping tool =
        new ActionMapping(
            "tools",
            List.of("a.Tool"),
            List.of(new MethodPattern("a.B", "c", MethodPattern.ANY)),
            ActionTemplate.DERIVED,
            true,
            Map.of());
    assertEquals(
        List.of(
            "wider        actions.tools the methods that it governed may no longer ask",
            "wider: 1 shown, 0 that could not be excluded; narrower: 0"),
        DiffText.lines(between(mapped(ENFORCED, List.of(tool)), mapped(NEXT, List.of()))));
    assertEquals(
        List.of(
            "narrower     actions.tools the methods that it governs did not ask so",
            "not wider: 0 shown, 0 that could not be excluded; narrower: 1"),
        DiffText.lines(between(mapped(ENFORCED, List.of()), mapped(NEXT, List.of(tool)))));
  }

  @Test
  void environmentVariable_standsForItselfInPathsHostsAndTexts() throws Exception {
    String before =
        """
        environment: [HOST, data_dir]
        ambient:
          f: { actions: ["jdk:file.read"], where: { path: { path_under: "${env.data_dir}" } } }
          h: { actions: ["java:A#b()"], where: { x: { host: "*.example.org" } } }
        """;
    assertEquals(
        """
        narrower     ambient.f [jdk:file.read] { path: { path_under: ["${env.data_dir}"] } }
                     for example jdk:file.read path=${env.data_dir}
        narrower     ambient.h [java:A#b()] { x: { host: ["*.example.org"] } }
                     for example java:A#b() x="x.example.org"
        not wider: 0 shown, 0 that could not be excluded; narrower: 2""",
        diff(
            before,
            """
            environment: [HOST, data_dir]
            ambient:
              f: { actions: ["jdk:file.read"], where: { path: { path_under: "${env.data_dir}/in" } } }
              h: { actions: ["java:A#b()"], where: { x: { host: "${env.HOST}.example.org" } } }
            """));
  }

  /** What a variable stands for may be what the older rule excludes. */
  @Test
  void variable_isNotTakenForAnotherText() throws Exception {
    assertEquals(
        """
        maybe wider  ambient.a [java:A#b()] { x: "${env.X}" }
        narrower     ambient.a [java:A#b()] { x: { not_one_of: ["secret"] } }
                     for example java:A#b() x="x"
        wider: 0 shown, 1 that could not be excluded; narrower: 1""",
        diff(
            "environment: [X]\nambient: { a: { actions: [\"java:A#b()\"], where: { x: {not_one_of: [secret]} } } }\n",
            "environment: [X]\nambient: { a: { actions: [\"java:A#b()\"], where: { x: \"${env.X}\" } } }\n"));
  }

  @Test
  void whatLiesAboveAVariable_isRefused() {
    assertEquals(
        "new.yaml:3:73: path [/${user.dir}/../x] cannot be resolved; name one that can be read",
        assertThrows(
                ConfigurationRefused.class,
                () ->
                    diff(
                        "",
                        "ambient: { a: { actions: [\"jdk:file.read\"], where: { path: {path_under:"
                            + " \"${user.dir}/../x\"} } } }\n"))
            .getMessage());
  }

  @Test
  void toleratingMoreOfTheJvm_isWider_andLessIsNarrower() throws Exception {
    assertEquals(
        """
        wider        tolerate.debugger the agent starts in a JVM that is weakened so
        narrower     tolerate.patched-modules the agent starts no longer in a JVM that is weakened so
        wider: 1 shown, 0 that could not be excluded; narrower: 1""",
        diff("tolerate: [patched-modules]\n", "tolerate: [debugger]\n"));
  }

  @Test
  void json_saysTheSame() throws Exception {
    assertEquals(
        "{\"wider\":true,\"changes\":[{\"kind\":\"wider\",\"section\":\"ambient\",\"rule\":\"r\","
            + "\"actions\":\"jdk:file.read\",\"where\":{\"path\":{\"path_under\":[\"${user.dir}\"]}},"
            + "\"note\":null,\"example\":\"jdk:file.read path=${user.dir}\"}]}",
        JsonWriter.write(
            DiffText.json(
                between(
                    read(ENFORCED),
                    read(
                        NEXT
                            + "ambient: { r: { actions: [\"jdk:file.read\"], where: {path:"
                            + " {path_under: \"${user.dir}\"}} } }\n")))));
  }

  private static Policy mapped(String head, List<ActionMapping> mappings) throws Exception {
    Policy policy = read(head);
    return new Policy(
        new Origin(policy.id(), policy.version(), policy.digest(), policy.source()),
        policy.mode(),
        policy.rules(),
        policy.authorities(),
        policy.journal(),
        mappings,
        List.of(),
        Map.of());
  }

  private static String diff(String before, String after) throws ConfigurationRefused {
    return String.join("\n", DiffText.lines(between(read(ENFORCED + before), read(NEXT + after))));
  }

  private static PolicyDiff between(Policy before, Policy after) {
    return PolicyDiff.between(before, after, ACTIONS, SymbolicPolicy::isUnknown);
  }

  private static Policy read(String document) throws ConfigurationRefused {
    return SymbolicPolicy.read(
        "new.yaml", document.getBytes(StandardCharsets.UTF_8), ACTIONS, Map.of(), Map.of());
  }
}
