package io.writ.tlog;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The disk, by calls that an interrupt of the thread does not cut short.
 *
 * <p>A {@code FileChannel} closes itself when its thread is interrupted, and hides the outcome of a
 * force behind that: an application's interrupt would stop the log. Streams do not, nor does {@code
 * AsynchronousFileChannel.force}, which is the one way of the JDK to force a directory so. It is
 * given an executor that runs nothing: the default one could call code of the application.
 */
final class RealTileDisk implements TileDisk {
  @Override
  public void makeDirectories(Path directory) throws IOException {
    Files.createDirectories(directory);
  }

  @Override
  public void write(Path file, byte[] bytes, int lengthBytes) throws IOException {
    try (OutputStream out = new FileOutputStream(file.toFile())) {
      out.write(bytes, 0, lengthBytes);
    } catch (FileNotFoundException e) {
      throw e; // Its message names the file.
    } catch (IOException e) {
      FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Opens the file anew. A failed write-back in between is reported still, unless the kernel
   * evicted the inode meanwhile; whoever cannot bear that publishes more often.
   */
  @Override
  public void forceFile(Path file) throws IOException {
    // For reading: for writing it would create the file that it is to vouch for.
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      open.getFD().sync();
    }
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    try (AsynchronousFileChannel open =
        AsynchronousFileChannel.open(directory, Set.of(StandardOpenOption.READ), new NoTasks())) {
      open.force(true);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.delete(path);
  }
}
