package io.writ.enforce;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who works for everybody: threads and tasks that are started while somebody's authority is bound,
 * by chance, and outlive that somebody's work. They carry nothing.
 *
 * <p>The JDK's own threads are such, but for those of executors with a thread per task. Of
 * libraries, by the names of their classes.
 */
final class Uncarried {
  private static final Set<String> PER_TASK =
      Set.of(
          "java.util.concurrent.CompletableFuture$ThreadPerTaskExecutor",
          "java.util.concurrent.ThreadPerTaskExecutor",
          "jdk.internal.misc.ThreadFlock");

  /** What stands between whoever starts a thread and the start itself. */
  private static final List<String> ON_THE_WAY =
      List.of(
          "java.lang.Thread",
          "java.lang.VirtualThread",
          "java.lang.System$",
          "java.lang.reflect.",
          "java.lang.invoke.",
          "jdk.internal.reflect.",
          "jdk.internal.vm.",
          "io.writ.gate.");

  private final List<String> names;
  private final ClassValue<Boolean> isNamed =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isListed(type.getName());
        }
      };

  /**
   * @param names beginnings of class names
   */
  Uncarried(List<String> names) {
    this.names = List.copyOf(names);
  }

  private boolean isListed(String className) {
    for (String name : names) {
      if (className.startsWith(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a task, the application's own object, carries nothing. */
  boolean isTask(Object task) {
    return isNamed.get(task.getClass());
  }

  /** Whether a thread that starts now carries nothing. */
  boolean isStart(Thread thread) {
    return isNamed.get(thread.getClass())
        || JdkCode.FRAMES.walk((Function<Stream<StackFrame>, Boolean>) this::isForEverybody);
  }

  private boolean isForEverybody(Stream<StackFrame> frames) {
    Iterator<StackFrame> left = frames.iterator();
    while (left.hasNext()) {
      Class<?> type = left.next().getDeclaringClass();
      if (type.getClassLoader() == Uncarried.class.getClassLoader() || isOnTheWay(type)) {
        continue;
      }
      return JdkCode.isOfTheJdk(type) ? !PER_TASK.contains(type.getName()) : isNamed.get(type);
    }
    return true;
  }

  private static boolean isOnTheWay(Class<?> type) {
    if (type.getClassLoader() != null) {
      return false;
    }
    for (String name : ON_THE_WAY) {
      if (type.getName().startsWith(name)) {
        return true;
      }
    }
    return false;
  }
}
