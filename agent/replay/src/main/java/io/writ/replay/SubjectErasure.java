package io.writ.replay;

import io.writ.core.lineage.ErasureRequest;
import io.writ.tlog.PlainFile;
import io.writ.tlog.TileDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Erases the keys of a data subject in all journals under a root, and leaves the word for the
 * journal that is written, or the next one, to record it.
 *
 * <p>The word is on the device before the first key goes, under a name that says that it is not
 * done: whoever erases next goes on with what a killed process left.
 */
public final class SubjectErasure {
  private final TileDisk disk = TileDisk.real();
  private final Path root;

  public SubjectErasure(Path root) {
    this.root = root;
  }

  /**
   * What was done.
   *
   * @param journals how many journals had keys of the subject
   * @param keys how many keys are gone
   */
  public record Result(int journals, int keys) {}

  /** Goes on with what others left, then erases the subject. */
  public Result erase(String subject) throws IOException {
    for (Path left : JournalFiles.sorted(root, "*" + ErasureRequest.UNFINISHED_SUFFIX)) {
      if (String.valueOf(left.getFileName()).startsWith(ErasureRequest.PREFIX)) {
        finish(left, ErasureRequest.parse(PlainFile.read(left, ErasureRequest.MAX_BYTES), true));
      }
    }
    Map<UUID, List<Integer>> found = new LinkedHashMap<>();
    int keys = 0;
    for (Path journal : JournalFiles.sorted(root, "*-*-*-*-*")) {
      try (SubjectKeys secrets = SubjectKeys.find(journal)) {
        List<Integer> numbers = secrets == null ? List.of() : secrets.numbersOf(subject);
        if (!numbers.isEmpty()) {
          found.put(UUID.fromString(String.valueOf(journal.getFileName())), numbers);
          keys += numbers.size();
        }
      }
    }
    if (keys > 0) {
      finish(request(found), found);
    }
    return new Result(found.size(), keys);
  }

  private Path request(Map<UUID, List<Integer>> found) throws IOException {
    byte[] bytes = ErasureRequest.print(found);
    if (bytes.length > ErasureRequest.MAX_BYTES) {
      throw new IOException("the subject has too many keys to erase at once");
    }
    String name = ErasureRequest.PREFIX + UUID.randomUUID();
    Path file = root.resolve(name + ErasureRequest.UNFINISHED_SUFFIX);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    disk.forceDirectory(root);
    return file;
  }

  private void finish(Path request, Map<UUID, List<Integer>> keys) throws IOException {
    for (Map.Entry<UUID, List<Integer>> journal : keys.entrySet()) {
      try (SubjectKeys secrets =
          SubjectKeys.findToErase(root.resolve(journal.getKey().toString()))) {
        if (secrets != null) {
          secrets.erase(journal.getValue());
        }
      }
    }
    String name = String.valueOf(request.getFileName());
    String done = name.substring(0, name.length() - ErasureRequest.UNFINISHED_SUFFIX.length());
    Files.move(request, root.resolve(done), StandardCopyOption.ATOMIC_MOVE);
    disk.forceDirectory(root);
  }
}
