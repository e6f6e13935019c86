package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.RealPath;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.crypto.AesGcm;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What records say of values without showing them, and how it ends. */
class ConcealmentTest {
  private static final String SECRET = "IBAN-NL91ABNA0417164300";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path root;

  private int calls;

  @Test
  void valuesOfASubject_areInNoFileInClearAndOpenWithItsKey() throws Exception {
    Path directory = write("alice", "bob");

    for (Path file : filesUnder(directory)) {
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertFalse(bytes.contains(SECRET), file::toString);
      assertFalse(bytes.contains("alice"), file::toString);
    }
    List<JournalRecord> records = verified(State.CLOSED);
    try (SubjectKeys keys = secrets(directory)) {
      for (JournalRecord record : records) {
        Attribute iban = record.attributes().get(1);
        assertTrue(iban.isHidden());
        assertNull(iban.value());
        assertEquals("iban", iban.name());
        assertEquals(SECRET, keys.open(sealed(iban), new AesGcm()));
      }
    }
    assertNotEquals(records.get(0).subjectKey(), records.get(1).subjectKey());
  }

  @Test
  void sealedValue_opensUnderNoOtherNamePlaceRecordOrKey() throws Exception {
    Path directory = write("alice", "bob");
    List<JournalRecord> records = verified(State.CLOSED);
    SealedValue value = sealed(records.get(0).attributes().get(1));
    byte[] changed = value.sealed.clone();
    changed[3] ^= 4;
    AesGcm cipher = new AesGcm();
    try (SubjectKeys keys = secrets(directory)) {
      List<SealedValue> others =
          List.of(
              copy(value, value.keyNumber + 1, value.executionLow, value.index, value.sealed),
              copy(value, value.keyNumber, value.executionLow + 1, value.index, value.sealed),
              copy(value, value.keyNumber, value.executionLow, value.index + 1, value.sealed),
              copy(value, value.keyNumber, value.executionLow, value.index, changed),
              copy(value, value.keyNumber, value.executionLow, value.index, new byte[7]),
              copy(value, 99, value.executionLow, value.index, value.sealed));
      for (SealedValue other : others) {
        assertNull(keys.open(other, cipher));
      }
      byte[] name = "name".getBytes(StandardCharsets.UTF_8);
      assertNull(
          keys.open(
              new SealedValue(value.keyNumber, value.executionLow, value.index, name, value.sealed),
              cipher));
      assertEquals(SECRET, keys.open(value, cipher));
    }
  }

  @Test
  void erasedSubject_isReadByNobodyAndTheJournalsVerifyAsBefore() throws Exception {
    Path first = write("alice", "bob", "alice");
    Path second = write("alice");

    SubjectErasure.Result result = new SubjectErasure(root).erase("alice");

    assertEquals(new SubjectErasure.Result(2, 2), result);
    assertEquals(new SubjectErasure.Result(0, 0), new SubjectErasure(root).erase("alice"));
    assertEquals(List.of("sealed", SECRET, "sealed"), openedIn(first));
    assertEquals(List.of("sealed"), openedIn(second));
    byte[] entries = Files.readAllBytes(first.resolve("k/subjects"));
    assertTrue(isZero(Arrays.copyOfRange(entries, 8, 72)), "alice's entry");
    assertFalse(isZero(Arrays.copyOfRange(entries, 80, 144)), "bob's entry");

    try (SegmentedJournal next = SegmentedJournal.open(options())) {
      next.recordErasures();
      assertEquals(0, requests().size());
    }
    List<String> erased = new ArrayList<>();
    JournalSet set =
        JournalSet.verify(
            JournalFiles.at(root),
            new RecordVisitor() {
              @Override
              public void visit(JournalRecord record) {}

              @Override
              public void erased(String journal, List<Integer> keyNumbers) {
                erased.add(journal + keyNumbers);
              }
            });
    set.verdicts().forEach(verdict -> assertEquals(State.CLOSED, verdict.state()));
    assertEquals(
        Set.of(first.getFileName() + "[1]", second.getFileName() + "[1]"), new HashSet<>(erased));
  }

  @Test
  void subjectThatIsErasedWhileTheJournalIsWritten_getsANewKey() throws Exception {
    SegmentedJournal journal = SegmentedJournal.open(options());
    append(journal, "alice");
    new SubjectErasure(root).erase("alice");
    journal.recordErasures();
    append(journal, "alice");
    journal.close();

    assertEquals(List.of("sealed", SECRET), openedIn(journal.directory()));
  }

  @Test
  void erasureThatWasKilledBetweenItsSteps_isGoneOnWith() throws Exception {
    Path directory = write("alice", "bob");
    Path left = root.resolve("erasure-1.unfinished");
    Files.writeString(left, directory.getFileName() + " 1\n" + directory.getFileName());

    try (SegmentedJournal next = SegmentedJournal.open(options())) {
      next.recordErasures(); // Its keys may be there still.
    }
    assertEquals(1, requests().size());
    assertEquals(List.of(SECRET, SECRET), openedIn(directory));

    SubjectErasure.Result result = new SubjectErasure(root).erase("nobody");
    assertEquals(new SubjectErasure.Result(0, 0), result);
    assertEquals(List.of("sealed", SECRET), openedIn(directory));
    assertEquals(List.of(root.resolve("erasure-1")), requests());
  }

  @Test
  void requestThatIsNone_staysAndIsNamedAndTheOthersAreDone() throws Exception {
    Path directory = write("alice");
    Files.writeString(root.resolve("erasure-0"), "../../etc 1\n");
    Files.createSymbolicLink(root.resolve("erasure-1"), directory.resolve("k/journal"));
    new SubjectErasure(root).erase("alice");

    try (SegmentedJournal next = SegmentedJournal.open(options())) {
      IOException refused = assertThrows(IOException.class, next::recordErasures);
      assertTrue(String.valueOf(refused.getMessage()).contains("erasure-"), refused::toString);
    }
    assertEquals(2, requests().size());
  }

  @Test
  void secrets_areNobodyElsesToRead() throws Exception {
    Path secrets = write("alice").resolve("k");
    assertEquals("rwx------", permissions(secrets));
    assertEquals("rw-------", permissions(secrets.resolve("journal")));
    assertEquals("rw-------", permissions(secrets.resolve("subjects")));
  }

  @Test
  void commitment_isToTheArgumentsAsTheyWere() throws Exception {
    try (SegmentedJournal journal = SegmentedJournal.open(options())) {
      RecordDraft draft = TestJournals.denial(journal, 1, 0);
      draft.arguments = arguments();
      journal.append(draft);
      draft.executionLow = 2;
      journal.append(draft);
      draft.executionLow = 3;
      draft.arguments = new Arguments();
      journal.append(draft);
    }
    List<JournalRecord> records = verified(State.CLOSED);
    JournalRecord record = records.get(0);
    String commitment = present(record.commitment());
    assertNotEquals(commitment, records.get(1).commitment(), "salted by the execution");
    assertNull(records.get(2).commitment(), "a call without arguments");

    ArrayList<Object> values = new ArrayList<>(values());
    try (SubjectKeys keys = secrets(directoryOf(record))) {
      ConfirmedArguments confirmed =
          new ConfirmedArguments(present(keys.commitments(0)), record.execution());
      assertTrue(confirmed.isOne(commitment, values));
      for (int i = 0; i < values.size(); i++) {
        Object right = values.set(i, "other");
        assertFalse(confirmed.isOne(commitment, values), "value " + i);
        values.set(i, right);
      }
      values.remove(values.size() - 1);
      assertFalse(confirmed.isOne(commitment, values));
    }
  }

  @Test
  void commitmentOfASubject_isGoneWithItsKey() throws Exception {
    Path directory = write("alice");
    JournalRecord record = verified(State.CLOSED).get(0);
    assertNotNull(record.commitment());
    try (SubjectKeys keys = secrets(directory)) {
      assertTrue(
          new ConfirmedArguments(present(keys.commitments(record.subjectKey())), record.execution())
              .isOne(String.valueOf(record.commitment()), List.of("alice", SECRET)));
      assertFalse(
          new ConfirmedArguments(present(keys.commitments(0)), record.execution())
              .isOne(String.valueOf(record.commitment()), List.of("alice", SECRET)));
    }
    new SubjectErasure(root).erase("alice");
    try (SubjectKeys keys = secrets(directory)) {
      assertNull(keys.commitments(record.subjectKey()));
    }
  }

  @Test
  void subjectWithoutAKey_isLetDoNothingAndItsDenialIsRecordedWithoutValues() throws Exception {
    try (SegmentedJournal journal = TestJournals.open(root)) {
      RecordDraft draft = draft(journal, "alice");
      journal.append(draft);
      draft.decision = RecordDraft.ALLOWED_BY_POLICY;
      RecordSinkFailure refused =
          assertThrows(RecordSinkFailure.class, () -> journal.append(draft));
      assertEquals(
          "journal: a record of a data subject, and no keys for subjects", refused.getMessage());
    }
    List<JournalRecord> records = verified(State.CLOSED);
    assertEquals(1, records.size());
    assertEquals(List.of(), records.get(0).attributes());
    assertEquals(2, records.get(0).omittedAttributes());
    assertNull(records.get(0).commitment());
  }

  @Test
  void secretsOfStrangers_areRefusedOrNotThere() throws Exception {
    Path directory = write("alice");
    Path subjects = directory.resolve("k/subjects");
    SealedValue value = sealed(verified(State.CLOSED).get(0).attributes().get(1));
    byte[] entry = Files.readAllBytes(subjects);
    for (int at : List.of(0, 4, 8, 40, 71)) {
      byte[] changed = entry.clone();
      changed[at] ^= 1;
      Files.write(subjects, changed);
      try (SubjectKeys keys = secrets(directory)) {
        assertNull(keys.open(value, new AesGcm()), "byte " + at);
      }
    }
    Files.write(subjects, Arrays.copyOf(entry, 71));
    try (SubjectKeys keys = secrets(directory)) {
      assertNull(keys.open(value, new AesGcm()));
    }
    Path elsewhere = Files.move(subjects, root.resolve("elsewhere"));
    Files.createSymbolicLink(subjects, elsewhere);
    assertThrows(IOException.class, () -> SubjectKeys.find(directory));
    Files.write(directory.resolve("k/journal"), new byte[31]);
    assertThrows(IOException.class, () -> SubjectKeys.find(directory));
  }

  private JournalOptions options() {
    return TestJournals.options(root).concealing(new AesGcm());
  }

  private Path write(String... subjects) throws Exception {
    try (SegmentedJournal journal = SegmentedJournal.open(options())) {
      for (String subject : subjects) {
        append(journal, subject);
      }
      return journal.directory();
    }
  }

  private void append(SegmentedJournal journal, String subject) {
    journal.append(draft(journal, subject));
  }

  private RecordDraft draft(SegmentedJournal journal, String subject) {
    RecordDraft draft = TestJournals.denial(journal, ++calls, 0);
    draft.subject = subject;
    draft.attributes = new String[] {"who", subject, "iban", SECRET};
    draft.attributeCount = 4;
    Arguments arguments = new Arguments();
    arguments.add(Arguments.Kind.TEXT, subject);
    arguments.add(Arguments.Kind.TEXT, SECRET);
    draft.arguments = arguments;
    return draft;
  }

  private static Arguments arguments() {
    Arguments arguments = new Arguments();
    arguments.addInteger(900);
    arguments.addFloating(0.5);
    arguments.addBoolean(true);
    arguments.add(Arguments.Kind.TEXT, "\u00e9\u20ac\ud83d\ude00\ud800x");
    arguments.add(Arguments.Kind.DECIMAL, new BigDecimal("10.50"));
    arguments.add(Arguments.Kind.PATH, new RealPath("/etc/passwd"));
    arguments.add(Arguments.Kind.TEXT_LIST, List.of("a", "b"));
    arguments.add(Arguments.Kind.OPAQUE, null);
    return arguments;
  }

  private static List<Object> values() {
    return List.of(
        new BigDecimal("900"),
        new BigDecimal("0.5"),
        true,
        "\u00e9\u20ac\ud83d\ude00?x",
        new BigDecimal("10.50"),
        "/etc/passwd",
        List.of("a", "b"),
        "?");
  }

  private List<JournalRecord> verified(State state) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    JournalSet set = JournalSet.verify(JournalFiles.at(root), records::add);
    set.verdicts().forEach(verdict -> assertEquals(state, verdict.state(), verdict::toString));
    return records;
  }

  private static List<String> openedIn(Path directory) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    JournalVerdict verdict =
        new JournalVerifier(records::add).verify(JournalFiles.at(directory).get(0));
    assertEquals(State.CLOSED, verdict.state());
    List<String> opened = new ArrayList<>();
    try (SubjectKeys keys = secrets(directory)) {
      for (JournalRecord record : records) {
        String value = keys.open(sealed(record.attributes().get(1)), new AesGcm());
        opened.add(value == null ? "sealed" : value);
      }
    }
    return opened;
  }

  private static SubjectKeys secrets(Path directory) throws IOException {
    SubjectKeys keys = SubjectKeys.find(directory);
    if (keys == null) {
      throw new AssertionError("no secrets in " + directory);
    }
    return keys;
  }

  private static SealedValue sealed(Attribute attribute) {
    SealedValue sealed = attribute.sealed();
    if (sealed == null) {
      throw new AssertionError("in clear: " + attribute);
    }
    return sealed;
  }

  private static SealedValue copy(
      SealedValue of, int key, long execution, int index, byte[] sealed) {
    return new SealedValue(key, execution, index, of.name, sealed);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("expected one");
    }
    return value;
  }

  private Path directoryOf(JournalRecord record) {
    return root.resolve(record.journal());
  }

  private List<Path> requests() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.filter(e -> String.valueOf(e.getFileName()).startsWith("erasure-")).toList();
    }
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<Path> filesUnder(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
