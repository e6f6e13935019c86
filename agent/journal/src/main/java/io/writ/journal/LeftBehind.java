package io.writ.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process that was killed left under the root and nobody needs: segments in reserve. Deleted
 * under the root's lock only, in directories that are journals' only, and no link is followed.
 */
final class LeftBehind {
  private LeftBehind() {}

  static void deleteIn(Path root) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      for (Path entry : entries) {
        if (PreviousJournal.uuidOf(entry) != null) {
          SegmentReserve.deleteLeftBehind(entry.resolve("q"));
        }
      }
    }
  }
}
