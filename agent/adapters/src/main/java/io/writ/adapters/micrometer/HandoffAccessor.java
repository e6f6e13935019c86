package io.writ.adapters.micrometer;

import io.micrometer.context.ThreadLocalAccessor;
import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.Writ;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is bound, as Micrometer's context propagation sees it: Reactor's automatic context, Spring's
 * task decorators and whatever else takes snapshots of threads.
 *
 * <p>Found by {@link java.util.ServiceLoader}; nothing is to be registered. A snapshot that was
 * taken where nothing was bound has no value here; restore it with {@code clearMissing(true)}, or
 * what runs under it has whatever its thread has, which for the JDK's pools and Reactor's
 * schedulers is nothing.
 */
public final class HandoffAccessor implements ThreadLocalAccessor<Handoff> {
  /** The key in contexts. */
  public static final String KEY = "io.writ.handoff";

  private static final ThreadLocal<Deque<Scope>> OPENED = ThreadLocal.withInitial(ArrayDeque::new);

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public @Nullable Handoff getValue() {
    Handoff handoff = Writ.capture();
    return handoff.isBound() ? handoff : null;
  }

  @Override
  public void setValue(Handoff handoff) {
    OPENED.get().push(handoff.open());
  }

  @Override
  public void setValue() {
    OPENED.get().push(Writ.unbound());
  }

  @Override
  public void restore(Handoff previous) {
    restore();
  }

  @Override
  public void restore() {
    Deque<Scope> opened = OPENED.get();
    opened.pop().close();
    if (opened.isEmpty()) {
      OPENED.remove();
    }
  }
}
