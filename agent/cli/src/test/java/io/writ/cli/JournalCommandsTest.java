package io.writ.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Reason;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordType;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JournalCommandsTest {
  private static final String ARTIFACT = "a7".repeat(32);

  private final Path root;
  private Path file = Path.of("");
  private String runtime = "";

  JournalCommandsTest(@TempDir Path root) {
    this.root = root;
  }

  @BeforeEach
  void writeOnePayment() throws Exception {
    try (SegmentedJournal journal =
        SegmentedJournal.open(
            JournalOptions.of(root, "0.1.0").under("shop", 3, "11".repeat(32), "pinned"))) {
      file = journal.file();
      runtime = String.format("%016x", journal.runtimeIdHigh());
      RecordDraft pay = draft(journal, 1, 0, "java:com.acme.Payments#pay(long)");
      pay.artifactDigest = filled(0xA7);
      pay.principalId = journal.intern(DictionaryKind.PRINCIPAL, "agent\u001b[31m7");
      pay.expectsOutcome = true;
      pay.attributes = new String[] {"amount", "250", "note", "two words"};
      pay.attributeCount = 4;
      long decision = journal.append(pay);
      RecordDraft start = draft(journal, 2, 1, "jdk:process.start");
      start.epoch = -1;
      start.decision = RecordDraft.DENIED;
      start.reason = Reason.ACTION_NOT_IN_SCOPE.code();
      journal.append(start);
      RecordDraft read = draft(journal, 3, 1, "jdk:file.read");
      read.dependencies = new long[] {5, 1, 5, 2};
      read.decision = RecordDraft.ALLOWED_BY_POLICY;
      read.ruleId = journal.intern(DictionaryKind.RULE, "class-path");
      journal.append(read);
      RecordDraft end = draft(journal, 1, 0, "java:com.acme.Payments#pay(long)");
      end.type = RecordType.OUTCOME;
      end.decision = RecordDraft.RETURNED;
      end.decisionSequence = decision;
      journal.append(end);
    }
  }

  @Test
  void observedUnderAnUnsignedPolicy_isSaidOnTheFirstLine(@TempDir Path other) throws Exception {
    SegmentedJournal.open(
            JournalOptions.of(other, "0.1.0")
                .observing(true)
                .under("shop", 3, "11".repeat(32), "development"))
        .close();
    String first = run(new VerifyCommand(), other.toString()).out().lines().toList().get(0);
    assertTrue(
        first.endsWith(
            "  OBSERVED: nothing was blocked  DEVELOPMENT: the policy counted without a signature"),
        first);
  }

  @Test
  void policyThatChanged_isShownWhereItDid(@TempDir Path other) throws Exception {
    try (SegmentedJournal journal = SegmentedJournal.open(JournalOptions.of(other, "0.1.0"))) {
      journal.configuration(
          Map.of(
              "outcome",
              "in-force",
              "policy.id",
              "shop",
              "policy.version",
              "4",
              "policy.digest",
              "22".repeat(32),
              "policy.signer",
              "ops"));
      journal.configuration(
          Map.of("outcome", "refused", "detail", "p.yaml:3:1: unknown\u001b key"));
    }
    List<String> rows = run(new ShowCommand(), other.toString()).out().lines().toList();
    assertTrue(
        rows.get(1).endsWith("in-force    policy shop v4 " + "22".repeat(32) + ", signed by ops"),
        rows.get(1));
    assertTrue(rows.get(2).contains("  refused     a policy: p.yaml:3:1: unknown"), rows.get(2));
    assertFalse(rows.get(2).contains("\u001b"), rows.get(2));
    List<String> json = run(new ShowCommand(), "--json", other.toString()).out().lines().toList();
    assertTrue(json.get(0).contains("\"type\":\"CONFIG\",\"time\":"), json.get(0));
    List<String> calls =
        run(new ShowCommand(), "--verdict", "denied", other.toString()).out().lines().toList();
    assertEquals(1, calls.size());
  }

  @Test
  void verify_saysThatAClosedJournalIsIntact() {
    Run run = run(new VerifyCommand(), root.toString());

    assertEquals(Exit.OK, run.exit());
    assertEquals("", run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals("verdict   INTACT, closed by its writer", lines.get(1));
    assertEquals("mode      enforce", lines.get(2));
    assertEquals("policy    shop version 3 sha256 " + "11".repeat(32), lines.get(3));
    assertTrue(
        lines
            .get(4)
            .endsWith("2 allowed, 1 denied, 0 would be denied, 1 outcomes, 0 in flight at the end"),
        lines.get(4));
  }

  @Test
  void verify_namesTheFirstBadRecord() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    int genesis = indexOf(bytes, "WRIT");
    bytes[genesis + 300] ^= 1;
    Files.write(file, bytes);

    Run run = run(new VerifyCommand(), file.toString());

    assertEquals(Exit.INVALID, run.exit());
    assertTrue(
        run.out()
            .contains(
                "verdict   TAMPERED at record 0, "
                    + file
                    + " byte "
                    + (genesis - 4)
                    + ": expected CRC32C ["),
        run.out());
  }

  @Test
  void verify_saysThatTheEndOfACutJournalIsNotProven() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    Run run = run(new VerifyCommand(), file.toString());

    assertEquals(Exit.INCOMPLETE, run.exit());
    assertTrue(run.out().contains("a last one was begun; the end is not proven"), run.out());
  }

  @Test
  void missingJournalAndUnknownOption_haveTheirOwnExitCodes() {
    Run missing = run(new VerifyCommand(), root.resolve("none").toString());
    assertEquals(Exit.IO, missing.exit());
    assertEquals(
        "cannot read the journal [" + root.resolve("none") + ": no such file or directory]\n",
        missing.err());
    assertEquals(Exit.USAGE, run(new VerifyCommand()).exit());
    assertEquals(Exit.USAGE, run(new ShowCommand(), "--verdict", "maybe", root.toString()).exit());
  }

  @Test
  void show_printsAlignedRowsWithoutTerminalEscapes() {
    Run run = run(new ShowCommand(), root.toString());

    assertEquals(Exit.OK, run.exit());
    List<String> lines = run.out().lines().toList();
    assertEquals(5, lines.size());
    assertTrue(lines.get(1).contains("2026-01-01T00:00:00.000000001Z"), lines.get(1));
    assertTrue(lines.get(1).contains("agent\\u001B[31m7"), lines.get(1));
    assertTrue(lines.get(1).endsWith("amount=250 note=\"two words\""), lines.get(1));
    assertFalse(run.out().contains("\u001b"));
    int column = lines.get(0).indexOf("ACTION");
    assertEquals(column, lines.get(2).indexOf("jdk:process.start"));
  }

  @Test
  void show_printsTheEpochOfACallThatHasOne() {
    List<String> lines = run(new ShowCommand(), root.toString()).out().lines().toList();
    assertTrue(lines.get(2).endsWith("  (epoch=4294967295)"), lines.get(2));
    assertFalse(lines.get(3).contains("epoch"), lines.get(3));
    List<String> json = run(new ShowCommand(), "--json", root.toString()).out().lines().toList();
    assertTrue(json.get(1).contains(",\"epoch\":4294967295,"), json.get(1));
    assertFalse(json.get(2).contains("epoch"), json.get(2));
  }

  @Test
  void show_printsWhatACallDependsOn() {
    String first = "0000000000000005" + "0000000000000001";
    String second = "0000000000000005" + "0000000000000002";
    List<String> lines = run(new ShowCommand(), root.toString()).out().lines().toList();
    assertTrue(lines.get(3).endsWith("  (depends=" + first + "," + second + ")"), lines.get(3));
    assertFalse(lines.get(2).contains("depends"), lines.get(2));
    List<String> json = run(new ShowCommand(), "--json", root.toString()).out().lines().toList();
    String members = ",\"depends\":[\"" + first + "\",\"" + second + "\"],\"action\":";
    assertTrue(json.get(2).contains(members), json.get(2));
    assertFalse(json.get(1).contains("depends"), json.get(1));
  }

  @Test
  void show_printsOnlyWhatMeetsEveryFilter() {
    assertEquals(1, rows("--verdict", "denied"));
    assertEquals(1, rows("--reason", "ACTION_NOT_IN_SCOPE"));
    assertEquals(2, rows("--action", "jdk:*"));
    assertEquals(1, rows("--action", "jdk:file.read"));
    assertEquals(2, rows("--execution", runtime + "0000000000000001"));
    assertEquals(0, rows("--action", "jdk:*", "--verdict", "allowed"));
    assertEquals(2, rows("--since", "2026-01-01T00:00:00.000000002Z"));
    assertEquals(2, rows("--until", "2026-01-01T00:00:00.000000002Z"));
  }

  @Test
  void show_printsOneJsonObjectPerLine() {
    Run run = run(new ShowCommand(), "--json", "--verdict", "allowed", root.toString());

    String line = run.out().strip();
    assertTrue(line.startsWith("{\"journal\":\"" + journalId() + "\",\"seq\":"), line);
    assertTrue(line.contains("\"principal\":\"agent\\u001b[31m7\""), line);
    assertTrue(
        line.endsWith(
            "\"attributes\":[{\"name\":\"amount\",\"value\":\"250\",\"cut\":false},"
                + "{\"name\":\"note\",\"value\":\"two words\",\"cut\":false}],"
                + "\"attributesOmitted\":0}"),
        line);
  }

  @Test
  void tree_hangsEachExecutionUnderItsCause() {
    Run run = run(new TreeCommand(), root.toString());

    assertEquals(Exit.OK, run.exit());
    assertEquals(
        """
        000001  java:com.acme.Payments#pay(long)  allowed  artifact a7a7a7a7a7a7  agent\\u001B[31m7\
          -> returned  amount=250 note="two words"
        |- 000002  jdk:process.start  denied ACTION_NOT_IN_SCOPE
        `- 000003  jdk:file.read  ambient  rule class-path
        """,
        run.out());
  }

  @Test
  void tree_ofOneExecutionShowsWhatCausedIt() {
    Run run = run(new TreeCommand(), "--execution", "000003", root.toString());

    List<String> lines = run.out().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("caused by  000001  java:com.acme"), lines.get(0));
    assertEquals("000003  jdk:file.read  ambient  rule class-path", lines.get(1));
    assertEquals("", run(new TreeCommand(), "--action", "jdk:exit", root.toString()).out());
  }

  private int rows(String... filter) {
    String[] arguments = Arrays.copyOf(filter, filter.length + 1);
    arguments[filter.length] = root.toString();
    return (int) run(new ShowCommand(), arguments).out().lines().count() - 1;
  }

  private String journalId() {
    return String.valueOf(root.relativize(file).getName(0));
  }

  private static RecordDraft draft(
      SegmentedJournal journal, long execution, long parent, String action) {
    RecordDraft draft = new RecordDraft();
    draft.wallNanos = 1_767_225_600_000_000_000L + execution;
    draft.executionHigh = journal.runtimeIdHigh();
    draft.executionLow = execution;
    draft.parentHigh = parent == 0 ? 0 : journal.runtimeIdHigh();
    draft.parentLow = parent;
    draft.actionId = journal.intern(DictionaryKind.ACTION, action);
    draft.decision = RecordDraft.ALLOWED_BY_ARTIFACT;
    return draft;
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[ARTIFACT.length() / 2];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, ISO_8859_1).indexOf(text);
  }

  private record Run(int exit, String out, String err) {}

  private static Run run(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }
}
