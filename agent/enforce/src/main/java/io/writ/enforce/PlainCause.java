package io.writ.enforce;

/**
 * The cause that a caller may see. A class of the agent's among them would lead to the agent's
 * loader, so such a cause is told in words.
 */
final class PlainCause {
  private static final int MAX_DEPTH = 16;

  private PlainCause() {}

  /** The throwable itself when it and all it holds are the JDK's, else a text in its place. */
  static Throwable of(Throwable cause) {
    return isPlain(cause, 0) ? cause : inWords(cause);
  }

  private static boolean isPlain(Throwable t, int depth) {
    ClassLoader loader = t.getClass().getClassLoader();
    if (depth > MAX_DEPTH || (loader != null && loader != ClassLoader.getPlatformClassLoader())) {
      return false;
    }
    for (Throwable suppressed : t.getSuppressed()) {
      if (!isPlain(suppressed, depth + 1)) {
        return false;
      }
    }
    Throwable cause = t.getCause();
    return cause == null || cause == t || isPlain(cause, depth + 1);
  }

  private static Throwable inWords(Throwable cause) {
    StringBuilder words = new StringBuilder();
    int depth = 0;
    for (Throwable t = cause; t != null && depth < MAX_DEPTH; t = t.getCause()) {
      words.append(depth++ == 0 ? "" : "; caused by ").append(t);
    }
    Throwable plain = new IllegalStateException(words.toString());
    plain.setStackTrace(cause.getStackTrace());
    return plain;
  }
}
