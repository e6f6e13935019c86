package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.Idle;
import io.writ.agent.fixture.OwnFilesProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that grants every file does not grant the agent's own. */
class OwnFilesIT {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void journalConfigurationAndProcessMemory_areDeniedWhateverThePolicyGrants() throws Exception {
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policy(
                """
                  every-file: { actions: ["jdk:file.*"] }
                """);
    assertEquals(0, jvm.run(Idle.class).status());
    Path record;
    try (Stream<Path> files = Files.walk(jvm.journal())) {
      record = files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    Path other = Files.writeString(directory.resolve("other"), "x");

    GovernedJvm.Result result =
        jvm.run(
            OwnFilesProbe.class,
            jvm.policyFile().toString(),
            jvm.trustFile().toString(),
            record.toString(),
            other.toString());

    assertEquals(
        List.of(
            "write policy: denied by writ:configuration",
            "delete trust: denied by writ:configuration",
            "rename onto policy: denied by writ:configuration",
            "read journal: denied by writ:journal",
            "write journal: denied by writ:journal",
            "new file in journal: denied by writ:journal",
            "link to journal: denied by writ:journal",
            "own memory: denied by writ:process-memory",
            "own memory by thread: denied by writ:process-memory",
            "read policy: ran",
            "write other: ran"),
        result.out());
    Journals.verified(jvm.journal());
  }
}
