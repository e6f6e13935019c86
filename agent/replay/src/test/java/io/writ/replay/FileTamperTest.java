package io.writ.replay;

import io.writ.core.lineage.SegmentName;
import io.writ.replay.Tally.Harmless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whole files and directories of a sealed journal deleted, replaced and renamed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileTamperTest {
  private static final Set<String> NO_FILE = Set.of("not a regular file [");

  private final SealedJournal journal;
  private final SealedJournal other;
  private final Path aside;

  FileTamperTest(@TempDir Path root, @TempDir Path aside) throws Exception {
    journal = SealedJournal.write(root);
    other = SealedJournal.write(aside.resolve("other"));
    this.aside = aside;
  }

  @AfterEach
  void putBack() throws IOException {
    journal.restore();
    SealedJournal.deleteAll(aside.resolve("moved"));
  }

  @Test
  void everyFileDeletedOrEmptied_isMissed() throws Exception {
    Tally tally = new Tally("files deleted or emptied", 0, journal);
    for (String name : journal.files().keySet()) {
      Files.delete(journal.path(name));
      tally.expect(name + " deleted", reasonFor(name));
      journal.write(name, new byte[0]);
      tally.expect(name + " emptied", reasonFor(name));
      journal.restore(name);
    }
    tally.print();
  }

  @Test
  void everyFileOfAnotherJournalOfTheSameKey_isNotTakenForItsOwn() throws Exception {
    Tally tally = new Tally("files of another journal", 0, journal);
    for (String name : journal.files().keySet()) {
      byte[] foreign = other.files().get(name);
      if (foreign == null) {
        continue; // A partial tile whose width the other never had.
      }
      journal.write(name, foreign);
      expectForeign(tally, name, name + " of another");
      journal.write(name, Arrays.copyOf(foreign, journal.bytes(name).length));
      expectForeign(tally, name, name + " of another, in its own size");
      journal.restore(name);
    }
    tally.print();
  }

  /** A first segment is good in itself, so what is verified is no prefix of this journal. */
  private void expectForeign(Tally tally, String name, String change) throws IOException {
    Optional<Harmless> reason = reasonFor(name);
    if (reason.isPresent()) {
      tally.expect(change, reason);
    } else {
      tally.expectTampered(change);
    }
  }

  @Test
  void everyOlderCopyOfAFile_isNotTakenForTheNewest() throws Exception {
    Tally tally = new Tally("older copies of files", 0, journal);
    for (Map.Entry<String, byte[]> file : journal.olderFiles().entrySet()) {
      String name = file.getKey();
      if (!journal.files().containsKey(name)) {
        continue;
      }
      journal.write(name, file.getValue());
      tally.expect("older " + name, reasonFor(name, file.getValue()));
      journal.restore(name);
    }
    tally.print();
  }

  @Test
  void directoryOrLinkInPlaceOfAFile_isNeverFollowed() throws Exception {
    Tally tally = new Tally("directories and links", 0, journal);
    for (String name : journal.files().keySet()) {
      Path path = journal.path(name);
      Path moved = aside.resolve("moved");
      Files.move(path, moved);
      Files.createDirectory(path);
      expectNoFile(tally, name, name + " as a directory");
      Files.delete(path);
      Files.createSymbolicLink(path, moved);
      expectNoFile(tally, name, name + " behind a link");
      Files.delete(path);
      Files.move(moved, path);
    }
    tally.print();
  }

  private void expectNoFile(Tally tally, String name, String change) throws IOException {
    if (name.endsWith(".cq4")) {
      tally.expectUnreadable(change, NO_FILE);
    } else {
      tally.expect(change, reasonFor(name));
    }
  }

  @Test
  void wholeDirectoryDeletedReplacedOrLinked_isMissed() throws Exception {
    Tally tally = new Tally("whole directories", 0, journal);
    for (String directory : List.of("q", "t")) {
      Path path = journal.path(directory);
      boolean isQueue = directory.equals("q");
      Set<String> gone = Set.of("a checkpoint, and no segment of its journal");
      Path moved = aside.resolve("moved");
      Files.move(path, moved);
      expectDirectory(tally, isQueue, directory + " deleted", gone);
      Files.createDirectory(path);
      expectDirectory(tally, isQueue, directory + " emptied", gone);
      Files.delete(path);
      Files.createSymbolicLink(path, moved);
      expectDirectory(tally, isQueue, directory + " linked", Set.of("a link to a directory ["));
      Files.delete(path);
      replace(directory, other.files());
      tally.expectTampered(directory + " of another journal");
      replace(directory, journal.olderFiles());
      tally.expectTamperedBehindAPrefix("older " + directory);
      SealedJournal.deleteAll(path);
      Files.move(moved, path);
    }
    SealedJournal.replaceAll(journal.directory(), other.files());
    tally.expectTampered("another journal under this one's name");
    journal.restore();
    tally.print();
  }

  private static void expectDirectory(
      Tally tally, boolean isQueue, String change, Set<String> endings) throws IOException {
    if (isQueue) {
      tally.expectUnreadable(change, endings);
    } else {
      tally.expectTamperedBehindAPrefix(change);
    }
  }

  private void replace(String directory, Map<String, byte[]> from) throws IOException {
    Map<String, byte[]> within = new TreeMap<>();
    from.forEach(
        (name, bytes) -> {
          if (name.startsWith(directory + "/")) {
            within.put(name.substring(2), bytes);
          }
        });
    SealedJournal.replaceAll(journal.path(directory), within);
  }

  @Test
  void segmentsRenamedOrRepeatedUnderTheNextNumber_areDetected() throws Exception {
    Tally tally = new Tally("segments renamed or repeated", 0, journal);
    List<String> names = new ArrayList<>(journal.segments().keySet());
    String next = "q/" + SegmentName.of(names.size());
    for (String name : names) {
      journal.write(next, journal.bytes(name));
      tally.expectTamperedBehindAPrefix(name + " again as " + next);
      Files.delete(journal.path(name));
      tally.expectTamperedBehindAPrefix(name + " renamed to " + next);
      journal.restore(name);
      Files.delete(journal.path(next));
      for (String second : names) {
        if (!second.equals(name)) {
          journal.write(name, journal.bytes(second));
          journal.write(second, journal.bytes(name));
          tally.expectTamperedBehindAPrefix(name + " swapped with " + second);
          journal.restore(name);
          journal.restore(second);
        }
      }
    }
    journal.write(next, new byte[4_096]);
    tally.expect("zeros as " + next, Optional.of(Harmless.ZEROS_BEHIND_THE_END));
    Files.delete(journal.path(next));
    tally.print();
  }

  private Optional<Harmless> reasonFor(String name) {
    return TileNames.reasonFor(name, journal.chains().size());
  }

  private Optional<Harmless> reasonFor(String name, byte[] now) {
    if (Arrays.equals(journal.bytes(name), now)) {
      return Optional.of(Harmless.NOTHING_CHANGED);
    }
    if (name.endsWith(".cq4") && chainsOf(now).equals(chainsOf(journal.bytes(name)))) {
      return Optional.of(Harmless.CHRONICLE_METADATA);
    }
    return reasonFor(name);
  }

  private static List<String> chainsOf(byte[] segment) {
    return Excerpts.of(segment).records().stream().map(Excerpts.Piece::chainHex).toList();
  }
}
