package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Idle;
import io.writ.agent.fixture.Providers;
import io.writ.core.artifact.Grant;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.RealPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that an application puts in the JDK's place, by services and by properties. */
class ProvidersIT {
  private static final String PACKAGE = "io.writ.agent.fixture.providers.";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path root;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path secret;

  @BeforeEach
  void files() throws Exception {
    root = directory.toRealPath();
    secret = Files.writeString(root.resolve("secret"), "secret");
    Files.writeString(Files.createDirectory(root.resolve("granted")).resolve("g"), "granted");
    service("java.nio.charset.spi.CharsetProvider", "OwnCharsets");
    service("java.lang.System$LoggerFinder", "OwnLoggers");
    service("java.nio.file.spi.FileTypeDetector", "OwnTypes");
    service("java.nio.file.spi.FileSystemProvider", "LyingFiles");
    service("java.util.spi.ToolProvider", "OwnTool");
  }

  private void service(String type, String name) throws Exception {
    Path services = Files.createDirectories(root.resolve("services/META-INF/services"));
    Files.writeString(services.resolve(type), PACKAGE + name);
  }

  private GovernedJvm jvm() throws Exception {
    return new GovernedJvm(root)
        .policy(
            """
              granted:
                actions: ["jdk:file.*"]
                where: { path: { path_under: "%s/granted" } }
            ceiling:
              files: { actions: ["jdk:file.*"] }
            """
                .formatted(root))
        .classPath(GovernedJvm.FIXTURES + ":" + root.resolve("services"))
        .flag("-Dtest.secret=" + secret);
  }

  @Test
  void whatActsInTheJdksPlace_isGoverned_andPathsThatLieGetNothing() throws Exception {
    GovernedJvm jvm =
        jvm()
            .flag("-Djava.nio.channels.spi.SelectorProvider=" + PACKAGE + "OwnSelectors")
            .flag("-Djava.util.logging.config.class=" + PACKAGE + "OwnLogging")
            .flag("-Djava.system.class.loader=" + PACKAGE + "OwnLoader");

    Grant there =
        new Grant(Map.of("path", new PathUnder(List.of(new RealPath(secret.toString())))));
    GovernedJvm.Result result =
        jvm.run(
            Providers.class,
            root.resolve("granted").toString(),
            jvm.authority.mint(Map.of("jdk:file.read", there)));

    assertEquals(0, result.status(), () -> result.err().toString());
    Map<String, String> said = new LinkedHashMap<>();
    // The JVM logs to the same stream that its archive of classes does not fit such a loader.
    for (String line : result.out().stream().filter(l -> !l.startsWith("[")).toList()) {
      int colon = line.lastIndexOf(": ");
      said.put(line.substring(0, colon), line.substring(colon + 2));
    }
    assertEquals("ran secret", said.remove("liar with the secret's grant"));
    assertEquals("ran linked", said.remove("switch over patterns"));
    int liars = 0;
    for (Map.Entry<String, String> line : said.entrySet()) {
      // A path of a foreign class is refused by the JDK itself where it must be its own.
      boolean isLiar = line.getKey().startsWith("liar");
      liars += isLiar ? 1 : 0;
      String wanted = isLiar ? "denied|refused" : "denied";
      assertTrue(line.getValue().matches(wanted), () -> said.toString());
    }
    assertEquals(20, liars, () -> said.toString());
    assertEquals(29, said.size(), () -> said.toString());
    assertEquals("secret", Files.readString(secret));
    assertEquals(
        List.of(
            "writ: this JVM is weakened: [-Djava.system.class.loader] runs a class of the"
                + " application's before the agent"),
        result.writLines());
    System.out.println("providers on JDK " + Runtime.version().feature() + ": " + said.size());
  }

  @Test
  void otherDefaultFileSystem_isRefused() throws Exception {
    GovernedJvm jvm =
        jvm().flag("-Djava.nio.file.spi.DefaultFileSystemProvider=" + PACKAGE + "LyingFiles");
    GovernedJvm.Result result = jvm.run(Idle.class);
    assertEquals(
        List.of(
            "writ: the start is refused: [-Djava.nio.file.spi.DefaultFileSystemProvider] puts"
                + " classes in the place of the JDK's; remove it, or name [patched-modules] under"
                + " [tolerate] in "
                + jvm.policyFile()),
        result.writLines(),
        () -> result.err().toString());
    assertEquals(78, result.status());
  }
}
