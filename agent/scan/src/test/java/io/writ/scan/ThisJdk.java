package io.writ.scan;

import io.writ.scan.graph.JdkClasses;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The classes of the JDK that runs the tests, read once: it takes seconds. */
public final class ThisJdk {
  public static final int FEATURE = Runtime.version().feature();

  public static final JdkClasses CLASSES = read();

  private ThisJdk() {}

  private static JdkClasses read() {
    try {
      return JdkClasses.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
