package io.writ.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file system of its own with a few MiB. Mounting needs root. */
final class SmallDisk implements AutoCloseable {
  private static final int MIB = 1 << 20;

  /** What is mounted. */
  enum Kind {
    TMPFS,
    EXT4
  }

  final Path root;
  private final Path hog;

  private SmallDisk(Path root) {
    this.root = root;
    hog = root.resolve("hog");
  }

  static SmallDisk mount(Kind kind, Path directory, int sizeMib) throws Exception {
    Path root = Files.createDirectories(directory.resolve("disk"));
    if (kind == Kind.TMPFS) {
      call("mount", "-t", "tmpfs", "-o", "size=" + sizeMib + "m", "tmpfs", root.toString());
    } else {
      String image = directory.resolve("image").toString();
      call("truncate", "-s", sizeMib + "M", image);
      call("mkfs.ext4", "-q", "-F", "-m", "0", image);
      call("mount", "-o", "loop", image, root.toString());
    }
    return new SmallDisk(root);
  }

  /** Takes space until that many bytes are left, or all of it. */
  void fillUpTo(long leftBytes) throws IOException {
    byte[] some = new byte[MIB / 16];
    try (OutputStream out = Files.newOutputStream(hog)) {
      while (Files.getFileStore(root).getUsableSpace() > leftBytes) {
        out.write(some);
      }
    } catch (IOException e) {
      // Full is what was wanted; what else it could be, the journal will say.
      if (leftBytes > 0) {
        throw e;
      }
    }
  }

  /** Fills it, but for so much. */
  void leave(long bytes) throws IOException {
    fillUpTo(0);
    try (FileChannel channel = FileChannel.open(hog, StandardOpenOption.WRITE)) {
      FileChannel ignored = channel.truncate(Math.max(0, channel.size() - bytes));
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(hog);
  }

  @Override
  public void close() throws IOException {
    try {
      call("umount", root.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void call(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          List.of(command) + ": " + told.strip() + "; this profile mounts: run it as root");
    }
  }
}
