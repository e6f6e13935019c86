package io.writ.core.catalogue;

import java.util.List;

/**
 * The packages of {@code java.base} that premain opens to the agent's own loader, and to nobody
 * else. Here, so that premain and {@code doctor} read one list.
 */
public final class NeededPackages {
  /** All of them. */
  public static final List<Need> ALL =
      List.of(
          new Need("java.io", true, "the name inside a java.io.File"),
          new Need("java.lang.reflect", true, "Chronicle Queue maps its file"),
          new Need("java.net", true, "the address of a socket that listens"),
          new Need("java.util.concurrent", true, "the tasks of its pools"),
          new Need("jdk.internal.access", false, "the last slot of the shutdown sequence"),
          new Need("jdk.internal.misc", false, "what the JVM was started with"),
          new Need("jdk.internal.ref", false, "Chronicle Queue frees what it mapped"),
          new Need("sun.nio.ch", false, "Chronicle Queue maps its file"),
          new Need("sun.nio.fs", true, "the directory behind a SecureDirectoryStream"));

  private NeededPackages() {}

  /**
   * One package.
   *
   * @param name with dots
   * @param isOpened opened to reflection; else only exported
   * @param purpose what for
   */
  public record Need(String name, boolean isOpened, String purpose) {}
}
