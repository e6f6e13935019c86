package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckTest {
  private final Session session;

  PolicyCheckTest(@TempDir Path directory) {
    this.session = new Session(directory);
  }

  private List<String> warnings(String rules) throws Exception {
    session.write("p.yaml", "id: p\nversion: 1\n" + rules);
    return session
        .run("", "policy", "check", "@p.yaml")
        .ok()
        .lines()
        .filter(line -> line.startsWith("  warning   "))
        .map(line -> line.substring(12))
        .toList();
  }

  @Test
  void validPolicy_isCountedAndItsDigestPrinted() throws Exception {
    session.write(
        "p.yaml",
        """
        id: shop
        version: 7
        environment: [DATA]
        ambient:
          own: { actions: ["jdk:file.read"], where: { path: { path_under: ["${java.home}", "${env.DATA}/x"] } } }
        """);
    assertEquals(
        """
        DIR/p.yaml: valid, [shop v7]
          digest    sha256 8daa1c2b3a9dd8cd73ee7dd3e1ef0c1a3ef5d1a1fdcb6a6ba5c7a9fbf8c3ea11
          mode      enforce
          rules     ambient 1, ceiling 0, deny 0; mappings 0, authorities all
          variable  env.DATA
          variable  java.home"""
            .replaceAll("[0-9a-f]{64}", digest("p.yaml")),
        session.run("", "policy", "check", "@p.yaml").ok());
    assertTrue(
        session
            .run("", "policy", "check", "--here", "--env", "DATA=/d", "@p.yaml")
            .ok()
            .contains("  variable  env.DATA = /d\n"));
  }

  private String digest(String file) throws Exception {
    byte[] bytes = session.read(file).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Sha256.of(bytes));
  }

  @Test
  void refusedPolicy_isNamedWithItsPlaceAndTheOthersAreStillRead() throws Exception {
    session.write("bad.yaml", "id: p\nversion: 1\nambent: {}\n");
    session.write("good.yaml", "id: p\nversion: 1\n");
    Session.Result result = session.run("", "policy", "check", "@bad.yaml", "@good.yaml");
    result.expect(1, "writ: DIR/bad.yaml:3:1: unknown key [ambent]; did you mean [ambient]?");
    assertTrue(result.out().startsWith("DIR/good.yaml: valid, [p v1]\n"), result.out());
  }

  @Test
  void ruleThatOthersCover_isWarnedOf() throws Exception {
    assertEquals(
        List.of("ambient.b: other rules cover all that it covers; remove it"),
        warnings(
            """
            ambient:
              a: { actions: ["jdk:file.*"], where: { path: { path_under: [/data, /x] } } }
              b: { actions: ["jdk:file.read"], where: { path: { path_under: /data/in } } }
            """));
    assertEquals(
        List.of("ceiling.b: other rules cover all that it covers; remove it"),
        warnings(
            """
            ceiling:
              a: { actions: ["a:*"] }
              b: { actions: ["a:b"], quorum: { k: 1, of: [c] } }
            """));
    assertEquals(
        List.of("ceiling.b: ambient rules allow it without an artifact"),
        warnings(
            "ambient: { a: { actions: [\"a:*\"] } }\nceiling: { b: { actions: [\"a:b\"] } }\n"));
    assertEquals(
        List.of(),
        warnings(
                """
            ceiling:
              a: { actions: ["a:*"], quorum: { k: 1, of: [c] } }
              b: { actions: ["a:b"] }
            """)
            .stream()
            .filter(warning -> warning.startsWith("ceiling.b"))
            .toList());
  }

  @Test
  void denials_areWarnedOfWhenTheyHaveNoEffect() throws Exception {
    assertEquals(
        List.of(
            "deny.a: strikes nothing that is granted; it guards against later grants only",
            "deny.c: other rules strike all that it strikes; remove it"),
        warnings(
            """
            ambient:
              g: { actions: ["jdk:file.read"], where: { path: { path_under: /data } } }
            deny:
              a: { actions: ["jdk:file.read"], where: { path: { path_under: /etc } } }
              b: { actions: ["jdk:file.read"], where: { path: { path_under: [/data/b, /data/c] } } }
              c: { actions: ["jdk:file.read"], where: { path: { path_under: /data/c/d } } }
            """));
    assertEquals(
        List.of("ambient.g: deny rules strike all that it covers"),
        warnings(
            "ambient: { g: { actions: [\"jdk:file.read\"] } }\ndeny: { d: { actions: [\"jdk:*\"] }"
                + " }\n"));
  }

  @Test
  void grantsWithoutBounds_areWarnedOf() throws Exception {
    assertEquals(
        List.of(
            "mode: observe denies nothing",
            "ambient.all: grants everything",
            "ceiling.run: lets any command be started; constrain [command]",
            "ceiling.run: ambient rules allow it without an artifact"),
        warnings(
            """
            mode: observe
            ambient: { all: { actions: ["*"], where: {} } }
            ceiling: { run: { actions: ["jdk:*"] } }
            """));
    assertEquals(
        List.of("ceiling.pay: no authority may root its actions"),
        warnings(
            """
            authorities: { a: { actions: ["jdk:*"] } }
            ceiling: { pay: { actions: ["java:Pay#*"] }, read: { actions: ["jdk:file.read"] } }
            """));
  }
}
