package io.writ.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the repository that are no resources: specifications, and the tests they name. */
public final class RepositoryFiles {
  private RepositoryFiles() {}

  /** The directory that holds {@code docs/spec}. */
  public static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("docs/spec"))) {
      Path above = directory.getParent();
      if (above == null) {
        throw new AssertionError("no docs/spec above " + Path.of("").toAbsolutePath());
      }
      directory = above;
    }
    return directory;
  }

  /** A file as text. */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below a directory whose path ends like this, sorted. */
  public static List<Path> find(Path directory, String end) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
