package io.writ.replay;

import io.writ.tlog.TileDisk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** The disk. */
final class RealRetentionDisk implements RetentionDisk {
  private final TileDisk disk = TileDisk.real();

  @Override
  public OutputStream create(Path file) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    SeekableByteChannel made = Files.newByteChannel(file, options, ownersOnly());
    try {
      adopt(file);
      return new BufferedOutputStream(Channels.newOutputStream(made), 1 << 16);
    } catch (IOException | RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private static FileAttribute<?>[] ownersOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** The service must be able to read at its next start what an administrator made here. */
  private static void adopt(Path file) throws IOException {
    Path directory = file.getParent();
    if (directory != null) {
      UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
      if (!owner.equals(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS))) {
        Path ignored = Files.setOwner(file, owner);
      }
    }
  }

  @Override
  public void force(Path file) throws IOException {
    disk.forceFile(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
  }

  @Override
  public void delete(Path file) throws IOException {
    boolean ignored = Files.deleteIfExists(file);
  }
}
