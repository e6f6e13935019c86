package io.writ.journal;

import io.writ.tlog.TileDisk;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The port through which the journal has files and directories written to the device. What threw
 * once is never asked again: after a failed force the system may have dropped the very pages.
 */
public interface DiskForce {
  /** Returns when all that was written to the file before, through maps too, is on the device. */
  void file(FileDescriptor open) throws IOException;

  /** Returns when the directory's entries are on the device. */
  void directory(Path directory) throws IOException;

  /** The real one. */
  static DiskForce onDisk() {
    return OnDisk.ONE;
  }

  /** Asks the system. */
  enum OnDisk implements DiskForce {
    ONE;

    @Override
    public void file(FileDescriptor open) throws IOException {
      open.sync();
    }

    @Override
    public void directory(Path directory) throws IOException {
      TileDisk.real().forceDirectory(directory);
    }
  }
}
