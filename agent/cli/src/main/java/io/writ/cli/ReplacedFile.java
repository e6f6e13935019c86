package io.writ.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read, changed, and replaced whole: at every moment, and after every failure, its
 * name leads to the old contents or to the new.
 */
final class ReplacedFile {
  private final Path path;
  private final @Nullable String before;

  private ReplacedFile(Path path, @Nullable String before) {
    this.path = path;
    this.before = before;
  }

  /** Reads the file when there is one. */
  static ReplacedFile read(Path named) throws IOException {
    if (!Files.exists(named)) {
      return new ReplacedFile(named.toAbsolutePath(), null);
    }
    // A move onto a link would replace the link.
    Path real = named.toRealPath();
    return new ReplacedFile(real, Files.readString(real));
  }

  /** The contents, or null when there was no file. */
  @Nullable String before() {
    return before;
  }

  /**
   * Puts the text in place of what was read.
   *
   * @throws Failure when the file changed meanwhile: two that add to it must not undo each other
   */
  void replace(String after) throws IOException, Failure {
    Path directory = path.getParent();
    Path written = Files.createTempFile(directory, ".writ", ".new");
    try {
      // Not a secret, and often read by another account than the one that writes it.
      Files.setPosixFilePermissions(
          written,
          before == null
              ? PosixFilePermissions.fromString("rw-r--r--")
              : Files.getPosixFilePermissions(path));
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(after.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      checkUnchanged();
      Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  // BUG: between this look and the move another writer may still come.
  private void checkUnchanged() throws IOException, Failure {
    String current = Files.exists(path) ? Files.readString(path) : null;
    if (!Objects.equals(before, current)) {
      throw new Failure(Exit.IO, path + ": changed meanwhile; run the command again");
    }
  }
}
