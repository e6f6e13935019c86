package io.writ.quiet;

/** What BouncyCastle calls of a logger. All of it is dropped. */
public final class Logger {
  private static final Logger ONLY = new Logger();

  private Logger() {}

  /** The one that drops everything. */
  public static Logger getLogger(String name) {
    return ONLY;
  }

  /** Never, so that no message is made. */
  public boolean isLoggable(Level level) {
    return false;
  }

  /** Drops it. */
  public void fine(String message) {}

  /** Drops it. */
  public void info(String message) {}

  /** Drops it. */
  public void warning(String message) {}

  /** Drops it. */
  public void log(Level level, String message, Throwable thrown) {}
}
