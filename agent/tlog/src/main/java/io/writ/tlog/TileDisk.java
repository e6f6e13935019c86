package io.writ.tlog;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The port through which tiles reach a disk. Every method may throw, at any call; the writer stops
 * then and calls nothing more.
 */
public interface TileDisk {
  /** The file system of this process. */
  static TileDisk real() {
    return new RealTileDisk();
  }

  /** Makes a directory and those above it, where they are missing. */
  void makeDirectories(Path directory) throws IOException;

  /** Creates the file or replaces its contents; not durable, and torn when it throws. */
  void write(Path file, byte[] bytes, int lengthBytes) throws IOException;

  /** Gives a file its name in one step, replacing what had that name. */
  void rename(Path from, Path to) throws IOException;

  /** Returns when the contents of a file that exists are durable. */
  void forceFile(Path file) throws IOException;

  /** Returns when the names in a directory are durable. */
  void forceDirectory(Path directory) throws IOException;

  /** Deletes a file or an empty directory. */
  void delete(Path path) throws IOException;
}
