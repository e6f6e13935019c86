package io.writ.journal;

import io.writ.core.lineage.ErasureLayout;
import io.writ.core.lineage.ErasureRequest;
import io.writ.tlog.PlainFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What {@code writ journal erase} leaves under the root for the next journal to say: one file per
 * erasure, see {@link ErasureRequest}.
 */
final class ErasureRequests {
  private final Path root;

  ErasureRequests(Path root) {
    this.root = root;
  }

  /** Records the erasure of these keys of a journal; at most as many as one record takes. */
  interface Journal {
    void erased(UUID journal, List<Integer> numbers);
  }

  /**
   * Records what was asked for, and deletes each file when all of it is recorded.
   *
   * @throws IOException naming the file that is none of ours; the others are done
   */
  void recordAll(Journal journal) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(root, ErasureRequest.PREFIX + "*")) {
      stream.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    IOException first = null;
    for (Path file : files) {
      try {
        record(file, journal);
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void record(Path file, Journal journal) throws IOException {
    if (String.valueOf(file.getFileName()).endsWith(ErasureRequest.UNFINISHED_SUFFIX)) {
      return; // Its keys may be there still; the next [writ journal erase] goes on with it.
    }
    for (Map.Entry<UUID, List<Integer>> keys : read(file).entrySet()) {
      List<Integer> numbers = keys.getValue();
      for (int from = 0; from < numbers.size(); from += ErasureLayout.MAX_COUNT) {
        int to = Math.min(numbers.size(), from + ErasureLayout.MAX_COUNT);
        journal.erased(keys.getKey(), numbers.subList(from, to));
      }
    }
    Files.delete(file);
  }

  private static Map<UUID, List<Integer>> read(Path file) throws IOException {
    byte[] bytes = PlainFile.read(file, ErasureRequest.MAX_BYTES);
    try {
      return ErasureRequest.parse(bytes, false);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
