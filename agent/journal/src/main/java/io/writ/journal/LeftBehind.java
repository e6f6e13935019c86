package io.writ.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What a process that was killed left under the root and nobody needs: segments in reserve, and the
 * directory of a rehearsal. Deleted under the root's lock only, in directories that are journals'
 * only, and no link is followed.
 */
final class LeftBehind {
  private LeftBehind() {}

  static void deleteIn(Path root) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        if (PreviousJournal.uuidOf(entry) != null) {
          SegmentReserve.deleteLeftBehind(entry.resolve("q"));
          deleteRehearsal(entry.resolve(ChronicleStore.REHEARSAL));
        }
      }
    }
  }

  private static void deleteRehearsal(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file); // A link, not what it leads to; no directory with anything.
      }
    }
    Files.deleteIfExists(directory);
  }
}
