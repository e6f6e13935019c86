package io.writ.tlog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real disk up to one call, which fails as a disk does; it keeps what was asked of it. */
final class FaultyDisk implements TileDisk {
  private final TileDisk real = TileDisk.real();
  private final List<String> calls = new ArrayList<>();
  private final int failingCall;
  private final String error;

  /**
   * @param failingCall counted from 1; 0 for none
   * @param error the text of the operating system
   */
  FaultyDisk(int failingCall, String error) {
    this.failingCall = failingCall;
    this.error = error;
  }

  /** The names of the calls, with the last part of their path. */
  List<String> calls() {
    return calls;
  }

  private boolean fails(String call, Path path) {
    calls.add(call + " " + path.getFileName());
    return calls.size() == failingCall;
  }

  private void call(String call, Path path) throws IOException {
    if (fails(call, path)) {
      throw new IOException(error);
    }
  }

  @Override
  public void makeDirectories(Path directory) throws IOException {
    call("makeDirectories", directory);
    real.makeDirectories(directory);
  }

  @Override
  public void write(Path file, byte[] bytes, int lengthBytes) throws IOException {
    if (fails("write", file)) {
      real.write(file, bytes, lengthBytes / 2);
      throw new IOException(error);
    }
    real.write(file, bytes, lengthBytes);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    call("rename", to);
    real.rename(from, to);
  }

  @Override
  public void forceFile(Path file) throws IOException {
    call("forceFile", file);
    real.forceFile(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    call("forceDirectory", directory);
    real.forceDirectory(directory);
  }

  @Override
  public void delete(Path path) throws IOException {
    call("delete", path);
    real.delete(path);
  }
}
