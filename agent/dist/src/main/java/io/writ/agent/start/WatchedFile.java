package io.writ.agent.start;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file whose content matters when it changed since it was last accepted. */
final class WatchedFile {
  private final Path file;
  private final int maxBytes;
  private byte @Nullable [] accepted;
  private byte[] read = {};

  WatchedFile(Path file, int maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  /**
   * The content, or null when it is what was accepted last.
   *
   * @throws IOException when it cannot be read whole; the message names the file
   */
  @Nullable String read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      read = in.readNBytes(maxBytes + 1);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": does not exist; the trust file names it", e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read: " + e, e);
    }
    return Arrays.equals(read, accepted)
        ? null
        : new String(read, StandardCharsets.US_ASCII).strip();
  }

  /** What was read last is accepted. */
  void accept() {
    accepted = read;
  }

  /** The file's name. */
  @Override
  public String toString() {
    return file.toString();
  }
}
