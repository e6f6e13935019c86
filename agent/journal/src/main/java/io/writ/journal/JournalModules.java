package io.writ.journal;

import java.util.List;

/**
 * The JDK packages that the journal needs and that no module exports to it. The agent hands this
 * list to {@code Instrumentation.redefineModule} before it opens a journal, so the user adds no
 * flag; a test JVM gets them by {@code --add-opens} and {@code --add-exports}.
 *
 * <p>Each was found by leaving it out, on 17.0.15 and 25.0.3 alike: without {@code
 * java.lang.reflect} or {@code sun.nio.ch} a queue cannot map its file; without {@code
 * jdk.internal.ref} it works and complains through {@code java.util.logging}.
 */
public final class JournalModules {
  /** All of them are packages of {@code java.base}. */
  public static final List<Need> NEEDS =
      List.of(
          new Need("java.lang.reflect", Access.OPEN),
          new Need("sun.nio.ch", Access.EXPORT),
          new Need("jdk.internal.ref", Access.EXPORT));

  private JournalModules() {}

  /** What a package must be to the loader that holds the journal. */
  public enum Access {
    /** Public types callable. */
    EXPORT,
    /** Reflection on everything, at run time. */
    OPEN
  }

  /**
   * One package of {@code java.base}.
   *
   * @param packageName with dots
   * @param access what is needed of it
   */
  public record Need(String packageName, Access access) {}
}
