package io.writ.agent.start;

import java.lang.reflect.Method;

/**
 * Runs after the application's shutdown hooks. {@code Runtime.addShutdownHook} starts all hooks at
 * once; the journal would be closed while they still act. The JDK keeps numbered slots that run in
 * order after them.
 */
final class ShutdownHook {
  private static final int FIRST_SLOT = 3;
  private static final int LAST_SLOT = 9;

  private ShutdownHook() {}

  static void register(Runnable last) throws ReflectiveOperationException {
    Object access =
        Class.forName("jdk.internal.access.SharedSecrets")
            .getMethod("getJavaLangAccess")
            .invoke(null);
    Method register =
        Class.forName("jdk.internal.access.JavaLangAccess")
            .getMethod("registerShutdownHook", int.class, boolean.class, Runnable.class);
    for (int slot = LAST_SLOT; slot >= FIRST_SLOT; slot--) {
      try {
        register.invoke(access, slot, false, last);
        return;
      } catch (java.lang.reflect.InvocationTargetException e) {
        if (slot == FIRST_SLOT) {
          throw e;
        }
      }
    }
  }
}
