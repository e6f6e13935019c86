package io.writ.policy;

import io.writ.config.PathResolver;
import io.writ.core.constraint.RealPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringTokenizer;

/**
 * Resolves paths by their spelling alone: what is read elsewhere must not depend on the files of
 * the machine that reads it. Links are invisible to it.
 *
 * @param workingDirectory an absolute path, for relative ones
 * @param self what {@code /proc/self} stands for
 */
public record LexicalPaths(String workingDirectory, String self) implements PathResolver {
  private static final String PROC_SELF = "/proc/self";

  @Override
  public RealPath resolve(String path) throws IOException {
    String absolute = normalized(path.startsWith("/") ? path : workingDirectory + "/" + path);
    if (absolute.equals(PROC_SELF) || absolute.startsWith(PROC_SELF + "/")) {
      absolute = self + absolute.substring(PROC_SELF.length());
    }
    try {
      return new RealPath(absolute);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a path", e);
    }
  }

  /** Without empty components, {@code .} and {@code ..}; absolute. */
  public static String normalized(String absolute) {
    Deque<String> names = new ArrayDeque<>();
    StringTokenizer tokens = new StringTokenizer(absolute, "/");
    while (tokens.hasMoreTokens()) {
      String name = tokens.nextToken();
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.equals(".")) {
        names.addLast(name);
      }
    }
    return "/" + String.join("/", names);
  }
}
