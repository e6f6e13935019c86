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
      // Not normalized: behind a link, [..] is the parent of the link's target.
      Path absolute = Path.of(path).toAbsolutePath();
      Path existing = absolute;
      while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
        Path parent = existing.getParent();
        if (parent == null) {
          throw new IOException("no part of the path exists");
        }
        existing = parent;
      }
      Path real = existing.toRealPath();
      for (Path name : existing.relativize(absolute)) {
        if (name.toString().equals("..")) {
          throw new IOException("[..] behind a directory that does not exist");
        }
        if (!name.toString().isEmpty() && !name.toString().equals(".")) {
          real = real.resolve(name);
        }
      }
      return new RealPath(real.toString());
    } catch (IllegalArgumentException e) {
      throw new IOException("not a path", e);
    }
  }
}
