package io.writ.enforce;

import java.lang.StackWalker.Option;
import java.util.Set;

/**
 * Whose code a class is, by who defined it and never by what it is called.
 *
 * <p>The boot and the platform loader define more than the JDK: what another agent put on the boot
 * loader's path, and proxies that anybody has made there, which run what their maker chose. Those
 * are in no module that the JVM was started with.
 */
final class JdkCode {
  /**
   * Sees hidden frames too. The methods of hidden classes are such, and without them a sensitive
   * call would be taken for that of whoever called the hidden class.
   */
  static final StackWalker FRAMES =
      StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
  private static final Module BASE = Object.class.getModule();

  private JdkCode() {}

  /** Whether the class is the JDK's. */
  static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == PLATFORM) {
      return type.getModule().getLayer() == ModuleLayer.boot();
    }
    return isOfReflection(loader);
  }

  /** Up to JDK 21 reflection generates classes in loaders of its own. */
  private static boolean isOfReflection(ClassLoader loader) {
    Class<?> type = loader.getClass();
    return type.getModule() == BASE
        && type.getName().equals("jdk.internal.reflect.DelegatingClassLoader");
  }
}
