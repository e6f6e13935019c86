package io.writ.enforce;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/**
 * Tells whether the JDK acts of its own accord: in a static initialiser of one of its classes that
 * the caller merely was the first to use.
 *
 * <p>A denial there leaves the class unusable for the life of the JVM; one denied shutdown hook is
 * the end of {@code java.util.logging}. What an initialiser reaches for does not depend on its
 * caller: it comes from the JDK's own files and from system properties, whose writing is governed.
 * Code of an application that an initialiser calls, as a provider, is the application's again: the
 * walk ends at the first frame that is not the JDK's.
 *
 * <p>Asked on the way to a denial only, because it walks the stack.
 */
final class JdkInitialiser {
  /** The rule that records name. */
  static final String RULE = "writ:jdk-initialiser";

  private static final ClassLoader OWN = JdkInitialiser.class.getClassLoader();

  private JdkInitialiser() {}

  static boolean isRunning() {
    return JdkCode.FRAMES.walk(
        frames -> {
          Optional<StackFrame> found =
              frames
                  .dropWhile(frame -> isOwn(frame.getDeclaringClass()))
                  .takeWhile(frame -> JdkCode.isOfTheJdk(frame.getDeclaringClass()))
                  .filter(frame -> frame.getMethodName().equals("<clinit>"))
                  .findFirst();
          return found.isPresent();
        });
  }

  private static boolean isOwn(Class<?> type) {
    return type.getClassLoader() == OWN
        || (type.getClassLoader() == null && !type.getModule().isNamed());
  }
}
