package io.writ.weave;

import org.objectweb.asm.ClassReader;

/** Class files as the JVM hands them over, of a version that may be newer than this agent. */
final class ClassFiles {
  private ClassFiles() {}

  /**
   * A reader of the whole file.
   *
   * @throws WeaveRefused when its version is newer than what can be read here
   */
  static ClassReader read(byte[] bytes) {
    try {
      return new ClassReader(bytes);
    } catch (IllegalArgumentException e) {
      throw new WeaveRefused(
          "its class file cannot be read: " + e.getMessage() + "; use an agent that knows it");
    }
  }

  /** The internal name of the class. */
  static String name(byte[] bytes) {
    return read(bytes).getClassName();
  }
}
