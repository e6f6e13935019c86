package io.writ.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSinkFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRefusalTest {
  private static final String REMEDY = "; name a directory that this service may write";

  private final Path directory;

  JournalRefusalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void rootThatIsAFile_isRefusedWithItsPathAndARemedy() throws Exception {
    Path file = Files.createFile(directory.resolve("journal"));

    assertEquals(
        "journal [" + file + "]: is a file, not a directory" + REMEDY, refusalOf(optionsAt(file)));
  }

  @Test
  void rootBelowAFile_isRefusedWithTheSystemsWord() throws Exception {
    Path root = Files.createFile(directory.resolve("file")).resolve("journal");

    assertEquals(
        "journal [" + root + "]: cannot be written [Not a directory]" + REMEDY,
        refusalOf(optionsAt(root)));
  }

  @Test
  void controlCharactersInThePath_stayOutOfTheMessage() throws Exception {
    Path file = Files.createFile(directory.resolve("a\nb\u001b[31m"));

    assertTrue(refusalOf(optionsAt(file)).contains("a?b?[31m"));
  }

  @Test
  void secondAgentOnTheSameRoot_isRefused() throws Exception {
    try (SegmentedJournal first = SegmentedJournal.open(optionsAt(directory))) {
      assertEquals(
          "journal ["
              + directory
              + "]: another process or another agent in this one holds ["
              + directory.resolve("lock")
              + "]; give each JVM its own directory, or stop the other",
          refusalOf(optionsAt(directory)));
      first.intern(DictionaryKind.ACTION, "jdk:process.start"); // The first is undisturbed.
    }
  }

  @Test
  void fullDiskAtStart_isRefusedAndLeavesTheRootFree() throws Exception {
    JournalOptions full =
        optionsAt(directory)
            .withSpace(
                (file, from, to) -> {
                  throw new IOException("No space left on device");
                });

    assertEquals(
        "journal ["
            + directory
            + "]: cannot start a journal [No space left on device]; free 48 MiB there or name a"
            + " directory that this service may write",
        refusalOf(full));
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(directory.resolve("lock")), left.toList());
    }
    SegmentedJournal.open(optionsAt(directory)).close();
  }

  @Test
  void closedJournal_takesNothingMore() throws Exception {
    SegmentedJournal journal = SegmentedJournal.open(optionsAt(directory));
    journal.close();
    journal.close();

    RecordSinkFailure failure =
        assertThrows(RecordSinkFailure.class, () -> journal.append(new RecordDraft()));

    assertEquals("journal [" + journal.file() + "] is closed", failure.getMessage());
  }

  @Test
  void draftThatDoesNotFit_deniesItsOwnCallOnly() throws Exception {
    try (SegmentedJournal journal = SegmentedJournal.open(optionsAt(directory))) {
      RecordDraft draft = new RecordDraft();
      draft.decision = 70_000;
      RecordSinkFailure failure =
          assertThrows(RecordSinkFailure.class, () -> journal.append(draft));
      assertEquals(
          "journal: a record cannot be encoded [[70000] does not fit 16 bits at byte 120]",
          failure.getMessage());
      draft.decision = RecordDraft.DENIED;
      assertEquals(1, journal.append(draft));
    }
  }

  @Test
  void directoriesAndFiles_areForTheOwnerOnly() throws Exception {
    Path root = directory.resolve("journals");
    try (SegmentedJournal journal = SegmentedJournal.open(optionsAt(root))) {
      assertEquals("rwx------", permissions(root));
      assertEquals("rwx------", permissions(journal.directory()));
      assertEquals("rwx------", permissions(journal.directory().resolve("q")));
      assertEquals("rw-------", permissions(journal.file()));
      assertEquals("rw-------", permissions(journal.directory().resolve("q/metadata.cq4t")));
      assertEquals("rw-------", permissions(root.resolve("lock")));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static JournalOptions optionsAt(Path root) {
    return JournalOptions.of(root, "0.1.0");
  }

  private static String refusalOf(JournalOptions options) {
    JournalRefused refused =
        assertThrows(JournalRefused.class, () -> SegmentedJournal.open(options));
    return String.valueOf(refused.getMessage());
  }
}
