package io.writ.enforce;

import io.writ.core.decision.Authority;
import java.lang.StackWalker.StackFrame;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells of scopes that were still open when the task, the request or the governed method ended in
 * which they were opened. They are closed for it; but whoever forgot one will forget it again where
 * nothing ends it.
 *
 * <p>In observe mode one opening in {@value #SAMPLED} notes its place, and each place is told once.
 * When it is enforced there is no place: what is told names ids alone, each artifact once.
 */
final class LeftOpen {
  static final int SAMPLED = 16;
  private static final int MAX_TOLD = 64;
  private static final StackWalker FRAMES = StackWalker.getInstance();

  private final boolean isObserving;
  private final Consumer<String> complaints;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  LeftOpen(boolean isObserving, Consumer<String> complaints) {
    this.isObserving = isObserving;
    this.complaints = complaints;
  }

  /**
   * Where the scope is opened that is the thread's n-th, or null when nobody noted it.
   *
   * @param serial from 0
   */
  @Nullable String place(int serial) {
    return isObserving && serial % SAMPLED == 0 ? FRAMES.walk(LeftOpen::caller) : null;
  }

  private static @Nullable String caller(Stream<StackFrame> frames) {
    Optional<StackFrame> caller =
        frames.filter(frame -> !frame.getClassName().startsWith("io.writ.")).findFirst();
    return caller.map(frame -> frame.toStackTraceElement().toString()).orElse(null);
  }

  private static String held(BoundScope scope, @Nullable Authority authority) {
    if (!scope.isBinding) {
      return "of dependencies";
    }
    return authority == null ? "of nothing" : "of artifact [" + authority.artifact().id() + "]";
  }

  /** Tells of a scope that is closed now, because what it was opened in has ended. */
  void tell(BoundScope scope, @Nullable Authority authority) {
    if (told.size() >= MAX_TOLD) {
      return;
    }
    String held = held(scope, authority);
    if (told.add(scope.place == null ? held : scope.place)) {
      complaints.accept(
          "writ: a scope "
              + held
              + " was still open on thread ["
              + scope.state.thread.getName()
              + "] when the work ended that had opened it, at "
              + (scope.place == null ? "an unknown place" : "[" + scope.place + "]")
              + "; it is closed now; open scopes with try-with-resources"
              + (scope.place == null ? ", and see the place in observe mode" : ""));
    }
  }
}
