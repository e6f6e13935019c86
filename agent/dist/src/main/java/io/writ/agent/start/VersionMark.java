package io.writ.agent.start;

import io.writ.config.ConfigurationRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The highest version of the revocation list that was ever in force over one journal, in a file
 * beside the journals, so that a restart with an older list is refused. The agent's own deny rule
 * for the journal's directory protects it from the application.
 */
final class VersionMark {
  private static final String NAME = "revocations.version";

  private final Path file;
  private long version;

  private VersionMark(Path file, long version) {
    this.file = file;
    this.version = version;
  }

  /**
   * Reads the mark.
   *
   * @param journals the root directory of the journals; it need not exist
   */
  static VersionMark read(Path journals) throws IOException, ConfigurationRefused {
    Path file = journals.resolve(NAME);
    if (!Files.exists(file)) {
      return new VersionMark(file, 0);
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!text.matches("[0-9]{1,16}")) {
      throw new ConfigurationRefused(
          file + ": must hold the highest version of the revocation list; restore it");
    }
    return new VersionMark(file, Long.parseLong(text));
  }

  /** The highest version so far, 0 for none. */
  long version() {
    return version;
  }

  /** Remembers a version that comes into force; when that fails, it must not. */
  void raise(long newer) throws IOException {
    if (newer <= version) {
      return;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(NAME + ".new");
    Files.writeString(fresh, newer + "\n", StandardCharsets.US_ASCII);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    version = newer;
  }
}
