package io.writ.replay;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The real disk up to its n-th operation; then nothing, as when the process is killed. */
final class FailingDisk implements RetentionDisk {
  /** So many writes are one operation: they differ by what of a file without a name is there. */
  private static final int WRITES = 12;

  private final RetentionDisk real = RetentionDisk.real();
  private final int limit;
  private int operations;

  FailingDisk(int limit) {
    this.limit = limit;
  }

  static final class Killed extends IOException {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed");
    }
  }

  private void next() throws IOException {
    if (operations++ >= limit) {
      throw new Killed();
    }
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    next();
    return new FilterOutputStream(real.create(file)) {
      private int writes;

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        if (writes++ % WRITES == 0) {
          next();
        }
        out.write(bytes, from, length);
      }
    };
  }

  @Override
  public void force(Path file) throws IOException {
    next();
    real.force(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    next();
    real.rename(from, to);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    next();
    real.forceDirectory(directory);
  }

  @Override
  public void delete(Path file) throws IOException {
    next();
    real.delete(file);
  }
}
