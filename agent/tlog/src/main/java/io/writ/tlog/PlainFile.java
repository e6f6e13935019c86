package io.writ.tlog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads a file that someone else may have put there. */
public final class PlainFile {
  private PlainFile() {}

  /**
   * All of it: no link is followed, and nothing but a regular file is opened.
   *
   * @throws FileSystemException when it is no such file, or has more bytes
   */
  public static byte[] read(Path file, int maxBytes) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, "is no regular file");
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new FileSystemException(
            file.toString(), null, "has more than [" + maxBytes + "] bytes");
      }
      return bytes;
    }
  }
}
