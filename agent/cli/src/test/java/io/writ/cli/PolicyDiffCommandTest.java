package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDiffCommandTest {
  private final Session session;

  PolicyDiffCommandTest(@TempDir Path directory) {
    this.session = new Session(directory);
  }

  @BeforeEach
  void writePolicies() throws Exception {
    session.write(
        "old.yaml",
        """
        id: shop
        version: 1
        ambient:
          data: { actions: ["jdk:file.*"], where: { path: { path_under: "${user.dir}/data" } } }
        """);
    session.write(
        "new.yaml",
        """
        id: shop
        version: 2
        ambient:
          data: { actions: ["jdk:file.*"], where: { path: { path_under: /srv/shop/data/in } } }
        """);
  }

  @Test
  void policyThatIsNotShownToBeNoWider_exitsWithOne() {
    Session.Result result = session.run("", "policy", "diff", "@old.yaml", "@new.yaml");

    assertEquals(1, result.exitCode());
    assertEquals(
        "wider        ambient.data [jdk:file.attributes] { path: { path_under: [\"/srv/shop/data/in\"] } }",
        result.out().lines().findFirst().orElse(""));
    assertEquals(
        "wider: 10 shown, 0 that could not be excluded; narrower: 10",
        result.out().lines().reduce("", (first, last) -> last));
  }

  @Test
  void variableThatIsKnown_isCompared() {
    assertEquals(
        "not wider: 0 shown, 0 that could not be excluded; narrower: 10",
        session
            .run("", "policy", "diff", "@old.yaml", "@new.yaml", "--property", "user.dir=/srv/shop")
            .ok()
            .lines()
            .reduce("", (first, last) -> last));
  }

  @Test
  void json_isOneLine() {
    assertEquals(
        "{\"wider\":false,\"changes\":[{\"kind\":\"note\",\"section\":\"version\",\"rule\":\"\","
            + "\"actions\":\"\",\"where\":{},\"note\":\"is [1] and not above [1]: no runtime takes"
            + " it in the older one's place\",\"example\":null}]}",
        session.run("", "policy", "diff", "--json", "@old.yaml", "@old.yaml").ok());
  }

  @Test
  void badPolicyAndBadCommandLine_haveTheirOwnExitCodes() throws Exception {
    session.write("bad.yaml", "id: shop\nversion: 0\n");
    session
        .run("", "policy", "diff", "@old.yaml", "@bad.yaml")
        .expect(1, "writ: DIR/bad.yaml:2:10: version must be a whole number from 1");
    session
        .run("", "policy", "diff", "@old.yaml")
        .expect(4, "writ: Missing required parameter: 'NEW'");
  }
}
