package io.writ.adapters.micrometer;

import io.micrometer.context.ThreadLocalAccessor;
import io.writ.api.Handoff;
import io.writ.api.Writ;

/**
 * What is bound, as Micrometer's context propagation sees it: Reactor's automatic context, Spring's
 * task decorators and whatever else takes snapshots of threads. Found by {@link
 * java.util.ServiceLoader}; nothing is to be registered.
 *
 * <p>There is always a value, also where nothing is bound: what is restored from a snapshot that
 * was taken there has nothing bound, whatever its thread has, and with any snapshot factory.
 *
 * <p>A scope of a snapshot that ends puts back exactly what was bound when it began, and ends those
 * that began within it and were never closed. One that ends twice, or on another thread, changes
 * nothing.
 *
 * <p>Each method throws {@link io.writ.api.WritNotActive} when no agent governs this JVM.
 */
public final class HandoffAccessor implements ThreadLocalAccessor<Handoff> {
  /** The key in contexts. */
  public static final String KEY = "io.writ.handoff";

  private static final ThreadLocal<Installed> INSTALLED = ThreadLocal.withInitial(Installed::new);

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public Handoff getValue() {
    return INSTALLED.get().see(Writ.capture());
  }

  @Override
  public void setValue(Handoff handoff) {
    INSTALLED.get().push(handoff.open());
  }

  @Override
  public void setValue() {
    INSTALLED.get().push(Writ.unbound());
  }

  /**
   * Puts back what was bound when {@code previous} was read.
   *
   * @param previous what {@link #getValue} gave just before the value that ends now was set
   */
  @Override
  public void restore(Handoff previous) {
    if (previous instanceof SeenHandoff seen) {
      INSTALLED.get().popTo(seen);
    }
  }
}
