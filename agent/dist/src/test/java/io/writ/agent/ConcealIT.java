package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Idle;
import io.writ.agent.fixture.Patients;
import io.writ.core.artifact.Grant;
import io.writ.core.lineage.DictionaryKind;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalRecord;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict.State;
import io.writ.replay.RecordVisitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal has inside, and what it keeps from its readers, on the shipped jar. */
class ConcealIT {
  private static final String NOTE = "pneumothorax-4711";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private GovernedJvm jvm;

  @BeforeEach
  void makeJvm() throws Exception {
    jvm =
        new GovernedJvm(directory)
            .policy(
                """
                ceiling:
                  treatments: { actions: ["test:treat"] }
                journal:
                  attributes: { "test:treat": ["*"] }
                  subject: { "test:treat": patient }
                """);
  }

  @Test
  void policyAndTrustFile_areInsideBeforeWhatTheyDecide() throws Exception {
    assertEquals(0, jvm.run(Idle.class).status());

    Map<DictionaryKind, String> documents = new EnumMap<>(DictionaryKind.class);
    JournalSet set =
        JournalSet.verify(
            JournalFiles.at(jvm.journal()),
            new RecordVisitor() {
              @Override
              public void visit(JournalRecord record) {
                assertEquals(2, documents.size(), "before the first decision");
              }

              @Override
              public void document(DictionaryKind kind, String text) {
                documents.put(kind, text);
              }
            });
    assertEquals(State.CLOSED, set.verdicts().get(0).state());
    assertEquals(Files.readString(jvm.policyFile()), documents.get(DictionaryKind.POLICY));
    assertEquals(Files.readString(jvm.trustFile()), documents.get(DictionaryKind.TRUST));
  }

  @Test
  void erasedPatient_isReadByNobodyAndTheJournalVerifies() throws Exception {
    String artifact = jvm.authority.mint(Map.of("test:treat", Grant.ANY));
    Process process =
        jvm.command(Patients.class, artifact)
            .redirectError(directory.resolve("err").toFile())
            .start();
    try (BufferedReader out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        OutputStream in = process.getOutputStream()) {
      treat(in, out, "hildegard " + NOTE);
      treat(in, out, "bob " + NOTE);
      assertEquals(
          List.of("hildegard=" + NOTE, "bob=" + NOTE),
          shown(),
          "whoever has the secrets reads them");

      GovernedJvm.Result erased =
          jvm.writ("journal", "erase", jvm.journal().toString(), "--subject", "hildegard");
      assertEquals(List.of("erased [1] keys in [1] journals"), erased.out(), erased::toString);
      awaitNoRequest();
      treat(in, out, "hildegard again");
    } finally {
      assertEquals(0, process.waitFor());
    }

    assertEquals(List.of("(sealed)", "bob=" + NOTE, "hildegard=again"), shown());
    assertEquals(0, jvm.writ("verify", jvm.journal().toString()).status());
    assertFalse(Files.readString(directory.resolve("err")).contains("writ:"));
    try (Stream<Path> files = Files.walk(jvm.journal())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(NOTE) || bytes.contains("hildegard"), file::toString);
      }
    }
    GovernedJvm.Result again =
        jvm.writ("journal", "erase", jvm.journal().toString(), "--subject", "zoe");
    assertEquals(1, again.status(), again::toString);
  }

  @Test
  void commitment_confirmsTheArgumentsOfACallAndNoOthers() throws Exception {
    String artifact = jvm.authority.mint(Map.of("test:treat", Grant.ANY));
    Path input = Files.writeString(directory.resolve("in"), "bob " + NOTE + "\n");
    GovernedJvm.Result run =
        GovernedJvm.run(jvm.command(Patients.class, artifact).redirectInput(input.toFile()));
    assertEquals(0, run.status(), run::toString);
    JournalRecord record = treated().get(0);
    String journal = jvm.journal().resolve(record.journal()).toString();
    String number = Long.toString(record.sequence());

    GovernedJvm.Result same =
        jvm.writ("journal", "confirm", journal, number, "--arg", "p=bob", "--arg", "n=" + NOTE);
    assertEquals(
        List.of("record " + number + " had exactly these arguments"), same.out(), same::toString);
    assertEquals(0, same.status());
    GovernedJvm.Result other =
        jvm.writ("journal", "confirm", journal, number, "--arg", "p=bob", "--arg", "n=flu");
    assertEquals(List.of("record " + number + " had other arguments"), other.out());
    assertEquals(1, other.status());

    jvm.writ("journal", "erase", jvm.journal().toString(), "--subject", "bob");
    GovernedJvm.Result gone = jvm.writ("journal", "confirm", journal, number, "--arg", "p=bob");
    assertEquals(1, gone.status());
    assertTrue(gone.err().get(0).contains("or erased"), gone::toString);
  }

  private static void treat(OutputStream in, BufferedReader out, String line) throws IOException {
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    assertTrue(String.valueOf(out.readLine()).startsWith("treated "));
  }

  /** Each treatment as {@code writ show} prints it: patient and note, or that they are sealed. */
  private List<String> shown() throws Exception {
    GovernedJvm.Result result =
        jvm.writ(
            "show", "--action", "test:treat", "--verdict", "allowed", jvm.journal().toString());
    List<String> treatments = new ArrayList<>();
    for (String line : result.out()) {
      int patient = line.indexOf("patient=");
      if (patient >= 0) {
        String[] words = line.substring(patient).replaceAll("(patient|note)=", "").split(" ", 2);
        boolean isSealed = words[0].equals("(sealed)") && words[1].equals("(sealed)");
        treatments.add(isSealed ? "(sealed)" : words[0] + "=" + words[1]);
      }
    }
    return treatments;
  }

  private List<JournalRecord> treated() throws Exception {
    return Journals.verified(jvm.journal()).records().stream()
        .filter(record -> "test:treat".equals(record.action()) && !record.isOutcome())
        .toList();
  }

  private void awaitNoRequest() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      try (Stream<Path> entries = Files.list(jvm.journal())) {
        if (entries.noneMatch(e -> e.getFileName().toString().startsWith("erasure-"))) {
          return;
        }
      }
      Thread.sleep(20); // Between two looks at what another process does.
    }
    throw new AssertionError("the erasure was not recorded");
  }
}
