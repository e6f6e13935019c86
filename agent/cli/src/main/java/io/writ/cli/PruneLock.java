package io.writ.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process prune under a root, by a lock on {@code <root>/prune.lock} that dies with it.
 * The agent's own lock stays free for the agent.
 */
final class PruneLock implements AutoCloseable {
  private final FileChannel channel;

  private PruneLock(FileChannel channel) {
    this.channel = channel;
  }

  static PruneLock take(Path root) throws IOException, Failure {
    Path file = root.resolve("prune.lock");
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    boolean isTaken = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      isTaken = lock != null;
    } catch (OverlappingFileLockException e) {
      isTaken = false; // Another thread of this process holds it.
    } finally {
      if (!isTaken) {
        channel.close();
      }
    }
    if (!isTaken) {
      throw new Failure(Exit.IO, "another process prunes under [" + root + "]; wait for its end");
    }
    return new PruneLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
