package io.writ.core.constraint;

import org.jspecify.annotations.Nullable;

/**
 * An absolute path with no {@code .}, {@code ..}, empty component or symbolic link left in it, as
 * the file system resolved it. Making one from the file system is the caller's I/O; comparing is
 * pure.
 *
 * @param value begins with {@code /}; no trailing slash but in the root {@code /} itself; no NUL
 */
public record RealPath(String value) {
  /** What a text must be, for messages. */
  static final String FORM = "must be absolute, without [.], [..], empty components and NUL";

  /**
   * @throws IllegalArgumentException when the text is not in the form above
   */
  public RealPath {
    if (!isCanonical(value)) {
      throw new IllegalArgumentException("not a canonical absolute path");
    }
  }

  /** Whether this path is {@code root} or lies below it, compared by whole components. */
  public boolean isUnder(RealPath root) {
    String prefix = root.value;
    if (prefix.length() == 1) {
      return true;
    }
    return value.startsWith(prefix)
        && (value.length() == prefix.length() || value.charAt(prefix.length()) == '/');
  }

  /** The path that the text spells, or null. */
  static @Nullable RealPath find(String text) {
    return isCanonical(text) ? new RealPath(text) : null;
  }

  /** Whether the text is absolute, normalized and free of NUL. */
  public static boolean isCanonical(String text) {
    if (text.isEmpty() || text.charAt(0) != '/' || text.indexOf('\0') >= 0) {
      return false;
    }
    if (text.length() == 1) {
      return true;
    }
    int start = 1;
    while (start <= text.length()) {
      int end = text.indexOf('/', start);
      if (end < 0) {
        end = text.length();
      }
      int length = end - start;
      if (length == 0
          || (length == 1 && text.charAt(start) == '.')
          || (length == 2 && text.startsWith("..", start))) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
