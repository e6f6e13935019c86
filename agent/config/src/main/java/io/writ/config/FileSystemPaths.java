package io.writ.config;

import io.writ.core.constraint.RealPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Resolves paths on the default file system. */
public final class FileSystemPaths implements PathResolver {

  @Override
  public RealPath resolve(String path) throws IOException {
    try {
      Path absolute = Path.of(path).toAbsolutePath().normalize();
      Path existing = absolute;
      while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
        Path parent = existing.getParent();
        if (parent == null) {
          throw new IOException("no part of the path exists");
        }
        existing = parent;
      }
      Path real = existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
      return new RealPath(real.toString());
    } catch (IllegalArgumentException e) {
      throw new IOException("not a path", e);
    }
  }
}
