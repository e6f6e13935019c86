package io.writ.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive hold on a journal root, by a lock on {@code <root>/lock} that dies with the
 * process.
 *
 * <p>BUG: on POSIX systems a process loses the lock when any of its code opens and closes the lock
 * file. Journals stay whole all the same: each boot writes its own directory.
 */
final class RootLock implements AutoCloseable {
  private static final String REMEDY = "name a directory that this service may write";

  private final FileChannel channel;

  private RootLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the root where absent and locks it. */
  static RootLock take(Path root) throws JournalRefused {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new JournalRefused(root, "is a file, not a directory", REMEDY, null);
    }
    Path file = root.resolve("lock");
    FileChannel channel;
    try {
      if (!Files.isDirectory(root)) {
        Files.createDirectories(root, permissions("rwx------"));
      }
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              permissions("rw-------"));
    } catch (IOException e) {
      throw new JournalRefused(
          root, "cannot be written [" + JournalRefused.wordOf(e) + "]", REMEDY, e);
    }
    try {
      if (isHeld(channel)) {
        return new RootLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new JournalRefused(
          root, "cannot lock [" + file + "] [" + JournalRefused.wordOf(e) + "]", REMEDY, e);
    }
    throw new JournalRefused(
        root,
        "another process or another agent in this one holds [" + file + "]",
        "give each JVM its own directory, or stop the other",
        null);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** The attribute that makes a file or directory with these permissions, where there are any. */
  static FileAttribute<?>[] permissions(String mode) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isHeld(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // Another class loader of this JVM holds it.
    }
  }
}
