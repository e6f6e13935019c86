package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.Settings;
import io.writ.core.artifact.Grant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that change under way change no decision, nor part it from what is done. */
class SettingsIT {
  private static final String DENIED =
      "file NO_ARTIFACT, random access NO_ARTIFACT, path NO_ARTIFACT, delete NO_ARTIFACT, method"
          + " NO_ARTIFACT, bound ran";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path root;

  @SuppressWarnings("NullAway.Init") // set before each test
  private GovernedJvm jvm;

  @SuppressWarnings("NullAway.Init") // set before each test
  private String artifact;

  /** What may be read bears the same name, relative to another directory, as what may not. */
  @BeforeEach
  void files() throws Exception {
    root = directory.toRealPath();
    Files.createDirectory(root.resolve("temporary"));
    for (String name : List.of("secret", "granted/secret")) {
      Path made = Files.createDirectories(root.resolve(name));
      Files.writeString(made.resolve("s"), name.equals("secret") ? "SECRET" : "granted");
      Files.writeString(made.resolve("d"), "x");
    }
    jvm =
        new GovernedJvm(root)
            .policy(
                """
                  settings: { actions: ["jdk:runtime.property", "jdk:runtime.locale"] }
                  granted:
                    actions: ["jdk:file.read", "jdk:file.delete"]
                    where: { path: { path_under: "%1$s/granted" } }
                  temporary:
                    actions: ["jdk:file.temp"]
                    where: { path: { path_under: "%1$s/temporary" } }
                ceiling:
                  held: { actions: ["test:*"] }
                """
                    .formatted(root))
            .flag("-Djava.io.tmpdir=" + root.resolve("temporary"));
    artifact = jvm.authority.mint(Map.of("test:held", new Grant(Map.of())));
  }

  @Test
  void settingsThatChangeAtRunTime_changeNoDecision() throws Exception {
    GovernedJvm.Result result =
        jvm.run(Settings.class, artifact, root.resolve("granted").toString());

    assertEquals(
        List.of(
            "as it was started: " + DENIED,
            "with other settings: " + DENIED,
            "temporary files: in temporary and temporary",
            "with none: " + DENIED),
        result.out(),
        () -> result.err().toString());
    try (Stream<Path> made = Files.list(root.resolve("temporary"))) {
      assertEquals(2, made.count());
    }
    assertEquals("x", Files.readString(root.resolve("secret/d")));
    Journals.verified(jvm.journal());
  }

  /** The JDK opens streams relative to the process's directory, and paths relative to this one. */
  @Test
  void workingDirectoryThatTheCommandLineMakesUp_openNothingElseThanWhatWasDecided()
      throws Exception {
    jvm.flag("-Duser.dir=" + root.resolve("granted"));

    GovernedJvm.Result result = jvm.run(Settings.class, artifact);

    assertEquals(
        List.of(
            "as it was started: file NO_ARTIFACT, random access NO_ARTIFACT, path granted, delete"
                + " NO_ARTIFACT, method NO_ARTIFACT, bound ran"),
        result.out(),
        () -> result.err().toString());
    assertEquals("x", Files.readString(root.resolve("secret/d")));
    Journals.verified(jvm.journal());
  }
}
