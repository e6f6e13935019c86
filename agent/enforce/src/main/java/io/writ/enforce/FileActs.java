package io.writ.enforce;

import io.writ.core.constraint.RealPath;
import io.writ.core.decision.GovernedAction;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Acts on files whose actions depend on more than the path. */
final class FileActs {
  private static final int READ_AND_WRITE = 2;
  private static final int EXECUTE_BITS = 0111;
  private static final int FIRST = 0;
  private static final int SECOND = 1;
  private static final int THIRD = 2;

  private final JdkValues values;
  private final JdkActs.Decide decide;

  FileActs(JdkValues values, JdkActs.Decide decide) {
    this.values = values;
    this.decide = decide;
  }

  void randomAccess(ThreadState s, Site site, @Nullable Object name, long mode) throws Throwable {
    RealPath path = values.open(name);
    act(s, site, FIRST, path);
    if ((mode & READ_AND_WRITE) != 0) {
      act(s, site, SECOND, path);
    }
  }

  void openAt(
      ThreadState s, Site site, long directory, @Nullable Object path, @Nullable Object options) {
    open(s, site, PathResolver.at((int) directory, (Path) path), options);
  }

  void open(ThreadState s, Site site, @Nullable Object object, @Nullable Object options) {
    Path path = (Path) object;
    RealPath real = PathResolver.open(path);
    Set<?> asked = options == null ? Set.of() : (Set<?>) options;
    boolean isWritten =
        asked.contains(StandardOpenOption.WRITE) || asked.contains(StandardOpenOption.APPEND);
    if (!isWritten || asked.contains(StandardOpenOption.READ)) {
      act(s, site, FIRST, real);
    }
    boolean isNew = asked.contains(StandardOpenOption.CREATE_NEW);
    if (isWritten && !(isNew && isTemporary(s, path))) {
      act(s, site, SECOND, real);
    }
    if (asked.contains(StandardOpenOption.DELETE_ON_CLOSE)) {
      act(s, site, THIRD, PathResolver.entry(path));
    }
  }

  void follow(ThreadState s, Site site, @Nullable Object path, @Nullable Object options) {
    boolean isFollowing =
        options == null || !Arrays.asList((Object[]) options).contains(LinkOption.NOFOLLOW_LINKS);
    all(s, site, isFollowing ? PathResolver.open((Path) path) : PathResolver.entry((Path) path));
  }

  void createDirectory(ThreadState s, Site site, @Nullable Object path) {
    if (!isTemporary(s, (Path) path)) {
      all(s, site, PathResolver.entry((Path) path));
    }
  }

  /**
   * One act, not two: what is decided here is not asked again when the file is made. The next act
   * of the thread is that, or the mark is gone; and it reaches no further than what was decided, a
   * new file in this directory.
   */
  void temporary(ThreadState s, Site site, @Nullable Object directory) throws Throwable {
    RealPath real = values.temporary(directory);
    all(s, site, real);
    s.newFilesIn = real;
  }

  private static boolean isTemporary(ThreadState s, @Nullable Path path) {
    RealPath directory = s.newFilesIn;
    s.newFilesIn = null;
    if (directory == null || path == null) {
      return false;
    }
    Path parent = path.toAbsolutePath().getParent();
    return parent != null && directory.equals(PathResolver.open(parent));
  }

  void symbolicLink(ThreadState s, Site site, @Nullable Object object, @Nullable Object target) {
    Path link = (Path) object;
    s.arguments.clear();
    ValueReader.addPath(PathResolver.entry(link), s.arguments);
    ValueReader.addPath(
        link == null || target == null || link.getClass() != target.getClass()
            ? null
            : PathResolver.open(link.resolveSibling((Path) target)),
        s.arguments);
    decide.act(s, site, site.actions[FIRST]);
  }

  void mode(ThreadState s, Site site, @Nullable Object view, long mode) throws Throwable {
    act(s, site, (mode & EXECUTE_BITS) == 0 ? FIRST : SECOND, values.viewed(view));
  }

  void permissions(ThreadState s, Site site, @Nullable Object view, @Nullable Object permissions)
      throws Throwable {
    Set<?> asked = permissions == null ? Set.of() : (Set<?>) permissions;
    boolean isExecutable =
        asked.contains(PosixFilePermission.OWNER_EXECUTE)
            || asked.contains(PosixFilePermission.GROUP_EXECUTE)
            || asked.contains(PosixFilePermission.OTHERS_EXECUTE);
    act(s, site, isExecutable ? SECOND : FIRST, values.viewed(view));
  }

  /** All actions of the site, on the one path. */
  void all(ThreadState s, Site site, @Nullable RealPath path) {
    for (int i = 0; i < site.actions.length; i++) {
      act(s, site, i, path);
    }
  }

  private void act(ThreadState s, Site site, int index, @Nullable RealPath path) {
    GovernedAction action = site.actions[index];
    s.arguments.clear();
    ValueReader.addPath(path, s.arguments);
    decide.act(s, site, action);
  }
}
