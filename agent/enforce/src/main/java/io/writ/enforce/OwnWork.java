package io.writ.enforce;

import io.writ.gate.AgentThread;
import io.writ.gate.Gate;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether a sensitive call that is made while the agent works on a thread is the agent's own: the
 * nearest frame that is not the JDK's must be of the agent's loader.
 *
 * <p>The thread's flag alone does not say so. A security provider, a stream behind {@code
 * System.err}, a map in the terms of an attenuation: whatever the application can put under the
 * agent's feet would run unchecked if a flag were all that is asked.
 */
final class OwnWork {
  private static final Function<Stream<StackFrame>, Boolean> IS_OURS = OwnWork::isOurs;
  private static final ClassLoader OURS = OwnWork.class.getClassLoader();

  private OwnWork() {}

  static boolean isCaller() {
    return JdkCode.FRAMES.walk(IS_OURS);
  }

  private static boolean isOurs(Stream<StackFrame> frames) {
    Iterator<StackFrame> left = frames.iterator();
    boolean isInTheCheck = true;
    while (left.hasNext()) {
      Class<?> type = left.next().getDeclaringClass();
      isInTheCheck =
          isInTheCheck && (type == OwnWork.class || type == Enforcer.class || type == Gate.class);
      if (isInTheCheck || type == AgentThread.class) {
        continue; // The thread's constructor sets a priority for whoever called it.
      }
      if (!JdkCode.isOfTheJdk(type)) {
        // The agent's loader itself is a class of the launcher's: it defines what the check needs.
        return type.getClassLoader() == OURS || type == OURS.getClass();
      }
    }
    return false;
  }
}
