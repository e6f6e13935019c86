package io.writ.replay;

import io.writ.core.lineage.SubjectKeyLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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
  private static final int MAX_REQUEST_BYTES = 16 << 20;

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
    for (Path left : entries(root, "*" + SubjectKeyLayout.UNFINISHED_SUFFIX)) {
      if (String.valueOf(left.getFileName()).startsWith(SubjectKeyLayout.REQUEST_PREFIX)) {
        finish(left, read(left));
      }
    }
    Map<String, List<Integer>> found = new LinkedHashMap<>();
    int keys = 0;
    for (Path journal : entries(root, "*-*-*-*-*")) {
      try (SubjectKeys secrets = SubjectKeys.find(journal)) {
        List<Integer> numbers = secrets == null ? List.of() : secrets.numbersOf(subject);
        if (!numbers.isEmpty()) {
          found.put(String.valueOf(journal.getFileName()), numbers);
          keys += numbers.size();
        }
      }
    }
    if (keys > 0) {
      finish(request(found), found);
    }
    return new Result(found.size(), keys);
  }

  private Path request(Map<String, List<Integer>> found) throws IOException {
    StringBuilder lines = new StringBuilder();
    found.forEach(
        (journal, numbers) ->
            numbers.forEach(
                number -> lines.append(journal).append(' ').append(number).append('\n')));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.US_ASCII);
    if (bytes.length > MAX_REQUEST_BYTES) {
      throw new IOException("the subject has too many keys to erase at once");
    }
    String name = SubjectKeyLayout.REQUEST_PREFIX + UUID.randomUUID();
    Path file = root.resolve(name + SubjectKeyLayout.UNFINISHED_SUFFIX);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    forceDirectory();
    return file;
  }

  private void finish(Path request, Map<String, List<Integer>> keys) throws IOException {
    for (Map.Entry<String, List<Integer>> journal : keys.entrySet()) {
      try (SubjectKeys secrets = SubjectKeys.findToErase(root.resolve(journal.getKey()))) {
        if (secrets != null) {
          secrets.erase(journal.getValue());
        }
      }
    }
    String name = String.valueOf(request.getFileName());
    String done = name.substring(0, name.length() - SubjectKeyLayout.UNFINISHED_SUFFIX.length());
    Files.move(request, root.resolve(done), StandardCopyOption.ATOMIC_MOVE);
    forceDirectory();
  }

  private static Map<String, List<Integer>> read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) > MAX_REQUEST_BYTES) {
      throw new IOException(file + ": is no request of [writ journal erase], remove it");
    }
    Map<String, List<Integer>> keys = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      String[] parts = line.split(" ", -1);
      try {
        // An id, and no path to elsewhere.
        String journal = UUID.fromString(parts[0]).toString();
        keys.computeIfAbsent(journal, id -> new ArrayList<>()).add(Integer.valueOf(parts[1]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        // Its writer died within the last line, before any key was gone: the rest is true.
        break;
      }
    }
    return keys;
  }

  private void forceDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(root, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static List<Path> entries(Path directory, String glob) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(null);
    return entries;
  }
}
