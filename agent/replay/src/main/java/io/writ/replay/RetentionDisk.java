package io.writ.replay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The port through which a pruning changes a disk. Every method may throw, at any call; nothing
 * more is called then, and what is there by then verifies.
 */
public interface RetentionDisk {
  /** The file system of this process. */
  static RetentionDisk real() {
    return new RealRetentionDisk();
  }

  /** Makes a file that nobody but its owner may read; whose directory's owner is its owner too. */
  OutputStream create(Path file) throws IOException;

  /** Returns when the contents of a file are durable. */
  void force(Path file) throws IOException;

  /** Gives a file its name in one step, replacing what had that name. */
  void rename(Path from, Path to) throws IOException;

  /** Returns when the names in a directory are durable. */
  void forceDirectory(Path directory) throws IOException;

  /** Deletes a file, or a link and not what it leads to; one that is not there is no error. */
  void delete(Path file) throws IOException;
}
