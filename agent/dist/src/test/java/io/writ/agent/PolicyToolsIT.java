package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.Idle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each tool for policies once, as it is shipped. */
class PolicyToolsIT {
  private static final String POLICY =
      """
      id: shop
      version: 1
      ambient:
        data: { actions: ["jdk:file.read"], where: { path: { path_under: /data } } }
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private GovernedJvm.Result policy(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(GovernedJvm.JAVA, "-jar", GovernedJvm.AGENT.toString(), "policy"));
    command.addAll(List.of(arguments));
    return GovernedJvm.run(new ProcessBuilder(command).directory(directory.toFile()));
  }

  private static void assertLines(int status, String lines, GovernedJvm.Result result) {
    assertEquals(
        status + "\n" + lines.strip(), result.status() + "\n" + String.join("\n", result.out()));
  }

  @Test
  void observedService_isLearned() throws Exception {
    GovernedJvm governed =
        new GovernedJvm(directory)
            .policy(
                """
                mode: observe
                journal: { attributes: { "jdk:*": ["*"] } }
                """);
    assertEquals(0, GovernedJvm.run(governed.command(Idle.class)).status());
    Path learned = directory.resolve("learned.yaml");

    GovernedJvm.Result result =
        policy("learn", governed.journal().toString(), "--out", learned.toString());

    assertEquals(0, result.status(), () -> String.join("\n", result.err()));
    assertLines(0, "", policy("format", "--check", learned.toString()));
    assertEquals(0, policy("check", "--here", learned.toString()).status());
  }

  @Test
  void everyOtherTool_answers() throws Exception {
    Files.writeString(directory.resolve("old.yaml"), POLICY);
    Files.writeString(
        directory.resolve("new.yaml"), POLICY.replace("version: 1", "version: 2  # next"));
    Files.writeString(
        directory.resolve("cases.yaml"),
        """
        policy: old.yaml
        cases:
          - name: reads its data
            call: { action: jdk:file.read, path: /data/x }
            expect: allowed
            rule: data
        """);

    assertLines(
        0,
        "not wider: 0 shown, 0 that could not be excluded; narrower: 0",
        policy("diff", "old.yaml", "new.yaml"));
    assertLines(
        0,
        """
        allowed by ambient rule [data] of policy [shop v1]
        call    jdk:file.read path=/data/x
        deny    no rule speaks of the action
        ambient [data] covers it
        ceiling no rule speaks of the action
        """,
        policy("explain", "--policy", "old.yaml", "--action", "jdk:file.read", "path=/data/x"));
    assertLines(
        0,
        "cases.yaml: 1 cases, 0 failed; 100 % of the rules decided one",
        policy("test", "cases.yaml"));
    assertEquals("old.yaml: valid, [shop v1]", policy("check", "old.yaml").out().get(0));
    assertLines(1, "new.yaml", policy("format", "--check", "new.yaml"));
    assertLines(0, POLICY.replace("version: 1", "version: 2 # next"), policy("format", "new.yaml"));
  }
}
