package io.writ.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Reason;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordDraft;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLearnTest {
  private final Path directory;
  private final Session session;
  private Path file = Path.of("");

  PolicyLearnTest(@TempDir Path directory) {
    this.directory = directory;
    this.session = new Session(directory);
  }

  @BeforeEach
  void observe() throws Exception {
    try (SegmentedJournal journal =
        SegmentedJournal.open(
            JournalOptions.of(directory.resolve("journal"), "0.1.0")
                .under("shop", 3, "11".repeat(32), "pinned")
                .observing(true))) {
      file = journal.file();
      append(journal, "jdk:file.read", "path", "/etc/hosts");
      append(journal, "jdk:process.start", "command", "/bin/tar", "arguments", "[--canary]");
      append(journal, "writ:self-test");
    }
  }

  private static void append(SegmentedJournal journal, String action, String... attributes) {
    RecordDraft draft = new RecordDraft();
    draft.wallNanos = 1_767_225_600_000_000_000L;
    draft.executionHigh = journal.runtimeIdHigh();
    draft.executionLow = 1;
    draft.actionId = journal.intern(DictionaryKind.ACTION, action);
    draft.decision = RecordDraft.WOULD_DENY;
    draft.reason = Reason.NO_ARTIFACT.code();
    draft.attributes = attributes;
    draft.attributeCount = attributes.length;
    journal.append(draft);
  }

  @Test
  void learnedPolicy_isPrintedWithTheNextVersion() {
    Session.Result result = session.run("", "policy", "learn", "@journal");

    result.expect(0, "writ: learned [2] rules; they allow all [2] different calls that were seen");
    assertEquals(
        """
        id: shop
        version: 4
        mode: enforce
        ambient:
          # 1 call, 2026-01-01T00:00:00Z
          read-files:
            actions: ["jdk:file.read"]
            where: { path: { path_under: ["/etc/hosts"] } }
          # 1 call, 2026-01-01T00:00:00Z
          # Any arguments: they were not looked at. Constrain [arguments] where they are few.
          start-processes:
            actions: ["jdk:process.start"]
            where: { command: "/bin/tar" }
        journal:
          attributes:
            "jdk:file.*": ["path"]
            "jdk:process.start": ["command"]
        """,
        result.out().substring(result.out().indexOf("id: shop")));
  }

  @Test
  void outFile_getsTheSameBytes() throws Exception {
    String printed =
        session.run("", "policy", "learn", "@journal", "--id", "till", "--version", "9").out();
    Session.Result result =
        session.run(
            "",
            "policy",
            "learn",
            "@journal",
            "--id",
            "till",
            "--version",
            "9",
            "--out",
            "@p.yaml");

    assertEquals("", result.out());
    assertEquals(printed, session.read("p.yaml"));
    assertTrue(printed.contains("id: till\nversion: 9\n"), printed);
  }

  @Test
  void tamperedJournal_isRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    int genesis = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("WRIT");
    bytes[genesis + 300] ^= 1;
    Files.write(file, bytes);

    session
        .run("", "policy", "learn", file.toString())
        .expect(
            1,
            "writ: "
                + file.toString().replace(directory.toString(), "DIR")
                + ": the journal was tampered with; see [writ verify]");
  }

  @Test
  void missingJournalAndMissingArgument_haveTheirOwnExitCodes() {
    session
        .run("", "policy", "learn", "@none")
        .expect(3, "writ: cannot read the journal [DIR/none: no such file or directory]");
    assertEquals(4, session.run("", "policy", "learn").exitCode());
  }
}
