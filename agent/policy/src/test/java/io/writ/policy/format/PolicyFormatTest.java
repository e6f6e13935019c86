package io.writ.policy.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyFormatTest {
  private static final long SEED = Long.getLong("writ.seed", 42);
  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "jdk:file.read", List.of("path"),
          "jdk:file.write", List.of("path"),
          "jdk:net.connect", List.of("host", "port"));

  @Test
  void destinations_standBehindTheActionsAndBeginWithTheirPlaces() throws Exception {
    assertEquals(
        """
        id: p
        version: 1
        actions: {}
        destinations:
          partner:
            to: ["kafka:orders"] # the topic
            runtime: "spiffe://example.org/partner"
            audience: example.org
            key: { alg: Ed25519, x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }
            actions: ["pay:*"]
            lifetime: PT30S
        journal: {}
        """,
        format(
            """
            journal: {}
            destinations:
              partner:
                lifetime: PT30S
                actions: ["pay:*"]
                key: { alg: Ed25519, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo }
                audience: example.org
                runtime: spiffe://example.org/partner
                to: ["kafka:orders"]   # the topic
            actions: {}
            id: p
            version: 1
            """));
  }

  @Test
  void everythingAtOnce_isLaidOut() throws Exception {
    assertEquals(
        """
        # About this policy.

        # The name.
        id: "5" # of shop
        version: 7
        environment: [HOME]

        # Grants.
        ambient: # without an artifact
          # Own files.
          own: # own
            # both
            actions: ["jdk:file.read"]
            where: # not everything
              path:
                path_under:
                  - "/a" # after a
                  # before b
                  - /b/c
          list:
            actions:
              # first
              - "jdk:file.read" # one
              - "jdk:file.write"
              # end of list
            # end of rule
          # end of section
        # Nothing.
        deny: {} # none
        journal: { attributes: { "jdk:file.read": [path] } }
        # The end.
        """,
        format(
            """
            # About this policy.

            #The name.
            id: '5'   # of shop
            # Nothing.
            deny: {} # none
            journal: {attributes: {"jdk:file.read": [path]}}



            # Grants.

            ambient: # without an artifact

                # Own files.
                own: # own
                    where: # not everything
                      path: { path_under: [ "/a",  # after a
                              # before b
                              /b/c ] }
                    # both
                    actions: [ 'jdk:file.read' ]
                list:
                    actions:
                      # first
                      - jdk:file.read   # one
                      - "jdk:file.write"
                      # end of list
                    # end of rule
                # end of section
            environment: [HOME]
            version: 7
            # The end.
            """));
  }

  @Test
  void json_becomesYaml() throws Exception {
    assertEquals(
        """
        "id": "p"
        "version": 1
        "ambient": { "r": { "actions": ["jdk:file.read"], "where": { "path": "\\u202E/é" } } }
        """,
        format(
            "{\"version\":1,\"id\":\"p\",\"ambient\":{\"r\":{\"where\":{\"path\":\"\\u202e/\\u00e9\"},"
                + "\"actions\":[\"jdk:file.read\"]}}}"));
  }

  @Test
  void lineThatIsTooLong_isBroken() throws Exception {
    String path = "/" + "x".repeat(30);
    assertEquals(
        """
        id: p
        version: 1
        ambient:
          r:
            actions: ["jdk:file.read"]
            where:
              path:
                path_under:
                  - PATH/1
                  - PATH/2
                  - PATH/3
        """
            .replace("PATH", path),
        format(
            "id: p\nversion: 1\nambient: {r: {actions: [\"jdk:file.read\"], where: {path: {path_under: ["
                + path
                + "/1, "
                + path
                + "/2, "
                + path
                + "/3]}}}}\n"));
  }

  /**
   * Comments and empty lines put anywhere between and behind the lines: the policy stays the same,
   * no comment is lost, and a second pass changes nothing. The first two are checked by the command
   * itself.
   */
  @Test
  void commentsAnywhere_areKept() throws Exception {
    Random random = new Random(SEED);
    int comments = 0;
    for (int i = 0; i < 2_000; i++) {
      List<String> put = new ArrayList<>();
      String document = commented(random, put);
      String laidOut = format(document);
      List<String> kept = new ArrayList<>();
      for (String line : laidOut.lines().toList()) {
        if (line.indexOf('#') >= 0) {
          kept.add(line.substring(line.indexOf('#')));
        }
      }
      Collections.sort(put);
      Collections.sort(kept);
      assertEquals(put, kept, () -> "seed " + SEED + ":\n" + document + "\n" + laidOut);
      comments += put.size();
    }
    System.out.printf(
        Locale.ROOT, "format: seed %d, 2,000 documents, %,d comments kept%n", SEED, comments);
  }

  private static String commented(Random random, List<String> put) {
    String base =
        """
        version: 7
        id: p
        ambient:
          a:
            where:
              path:
                any:
                  - path_under:
                      - /a
                      - /b
                  - { exact: /c }
            actions: [ "jdk:file.read",
              "jdk:file.write" ]
          b: { actions: ["jdk:net.connect"],
               where: { host: { one_of: [ x,
                 y ] }, port: 5 } }
        ceiling: {}
        deny:
          c:
            actions:
            - "jdk:*"
        authorities: { k: { actions: [
            "*" ] } }
        """;
    StringBuilder out = new StringBuilder();
    for (String line : base.lines().toList()) {
      while (random.nextInt(4) == 0) {
        boolean isBlank = random.nextInt(3) == 0;
        if (!isBlank) {
          put.add("# c" + put.size());
        }
        out.append(isBlank ? "" : " ".repeat(random.nextInt(12)) + put.get(put.size() - 1))
            .append('\n');
      }
      out.append(line);
      if (random.nextInt(5) == 0) {
        put.add("# c" + put.size());
        out.append(' ').append(put.get(put.size() - 1));
      }
      out.append('\n');
    }
    if (random.nextInt(3) == 0) {
      put.add("# c" + put.size());
      out.append(put.get(put.size() - 1)).append('\n');
    }
    return out.toString();
  }

  private static String format(String document) throws Exception {
    return PolicyFormat.format(
        "p.yaml", document.getBytes(StandardCharsets.UTF_8), ACTIONS, Map.of(), Map.of());
  }
}
