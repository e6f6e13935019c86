package io.writ.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is left on a file system for this process. */
@FunctionalInterface
public interface FreeSpace {
  /**
   * Bytes.
   *
   * @param directory on that file system
   */
  long usableBytes(Path directory) throws IOException;

  /** That of the operating system. */
  static FreeSpace onDisk() {
    return directory -> Files.getFileStore(directory).getUsableSpace();
  }
}
