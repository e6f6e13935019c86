package io.writ.enforce;

import io.writ.core.constraint.RealPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path really names: absolute, every link followed, {@code ..} taken after the links
 * as the kernel takes it. Where the last part does not exist yet, the existing part is resolved and
 * the rest appended; a link that leads to nothing is followed, because opening it for writing would
 * create what it leads to.
 *
 * <p>BUG: between this answer and the system call another process can exchange a directory for a
 * link. Java has no call that opens relative to a checked directory; SECURITY.md says so.
 */
final class PathResolver {
  /** Stands for a directory that cannot be told: nothing relative to it can be resolved. */
  static final int NO_DIRECTORY = -2;

  /** The JDK's own stand-in where no directory is open: relative to the working directory. */
  private static final int WORKING_DIRECTORY = -1;

  private static final int MAX_LINKS = 40;
  private static final String PROC = "/proc/";
  private static final long OWN_PROCESS = ProcessHandle.current().pid();

  /** Where the kernel is, whatever the property {@code user.dir} says: that is for paths alone. */
  private static final Path WORKING = Path.of("/proc/self/cwd");

  private static final Class<?> DEFAULT_PATH = Path.of("/").getClass();

  /** Whether this thread is in here: it asks the file system, with no code but the JDK's. */
  @SuppressWarnings("ThreadLocalUsage") // there is one resolver in the process, and no instance
  private static final ThreadLocal<boolean[]> RESOLVING =
      new ThreadLocal<>() { // no lambda: linking one is governed, and asks this class
        @Override
        protected boolean[] initialValue() {
          return new boolean[1];
        }
      };

  private PathResolver() {}

  /**
   * Whether the calling thread resolves a path just now. What it looks up for that is asked of
   * nobody, and no frame is walked for it.
   */
  static boolean isResolving() {
    return RESOLVING.get()[0];
  }

  /**
   * The real path that opening {@code name} reaches, or null when there can be none. The classes of
   * {@code java.io} hand their names to the kernel as they are.
   */
  static @Nullable RealPath open(@Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      return open(WORKING.resolve(name));
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The same for a path; null for a path of another file system, whose code is not ours to run. */
  static @Nullable RealPath open(@Nullable Path path) {
    if (path == null || path.getClass() != DEFAULT_PATH) {
      return null;
    }
    boolean[] mark = RESOLVING.get();
    mark[0] = true;
    try {
      return text(resolve(path.toAbsolutePath(), 0));
    } finally {
      mark[0] = false;
    }
  }

  /**
   * The path relative to an open directory made absolute, or null. The kernel is asked where the
   * directory is now: it may have been moved since it was opened.
   */
  static @Nullable Path at(int descriptor, @Nullable Path path) {
    if (path == null || path.getClass() != DEFAULT_PATH) {
      return null;
    }
    if (descriptor == WORKING_DIRECTORY || path.isAbsolute()) {
      return path;
    }
    if (descriptor < 0) {
      return null;
    }
    boolean[] mark = RESOLVING.get();
    mark[0] = true;
    try {
      return Path.of("/proc/self/fd/" + descriptor).toRealPath().resolve(path);
    } catch (IOException e) {
      return null;
    } finally {
      mark[0] = false;
    }
  }

  /**
   * The directory entry itself, its own last link not followed: what deleting or linking acts on.
   */
  static @Nullable RealPath entry(@Nullable Path path) {
    if (path == null || path.getClass() != DEFAULT_PATH) {
      return null;
    }
    boolean[] mark = RESOLVING.get();
    mark[0] = true;
    try {
      return entryOf(path.toAbsolutePath());
    } finally {
      mark[0] = false;
    }
  }

  private static @Nullable RealPath entryOf(Path absolute) {
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null || isDots(name)) {
      return text(resolve(absolute, 0));
    }
    Path real = resolve(parent, 0);
    return real == null ? null : text(real.resolve(name));
  }

  /** See {@link #entry(Path)}. */
  static @Nullable RealPath entry(@Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      return entry(WORKING.resolve(name));
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static @Nullable RealPath text(@Nullable Path path) {
    if (path == null) {
      return null;
    }
    String text = ownProcess(path.toString());
    return RealPath.isCanonical(text) ? new RealPath(text) : null;
  }

  /**
   * Names what Linux shows of this process by the process and not by one of its threads: {@code
   * /proc/TID} is no entry of {@code /proc} and opens all the same, with the memory of them all.
   */
  private static String ownProcess(String text) {
    if (!text.startsWith(PROC)) {
      return text;
    }
    int end = text.indexOf('/', PROC.length());
    String number = text.substring(PROC.length(), end < 0 ? text.length() : end);
    boolean isNumber = !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber && Files.exists(Path.of("/proc/self/task", number))
        ? PROC + OWN_PROCESS + (end < 0 ? "" : text.substring(end))
        : text;
  }

  private static @Nullable Path resolve(Path absolute, int links) {
    try {
      return absolute.toRealPath();
    } catch (IOException e) {
      return resolveMissing(absolute, links);
    }
  }

  private static @Nullable Path resolveMissing(Path absolute, int links) {
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null || links > MAX_LINKS) {
      return null;
    }
    Path real = resolve(parent, links);
    if (real == null) {
      return null;
    }
    if (name.toString().equals("..")) {
      Path up = real.getParent();
      return up == null ? real : up;
    }
    if (name.toString().equals(".")) {
      return real;
    }
    Path candidate = real.resolve(name);
    if (!Files.isSymbolicLink(candidate)) {
      return candidate;
    }
    try {
      return resolve(real.resolve(Files.readSymbolicLink(candidate)), links + 1);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isDots(Path name) {
    String text = name.toString();
    return text.equals(".") || text.equals("..");
  }
}
