package io.writ.journal;

import io.writ.core.encoding.Sha256;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded set of {@link Scratch}. Not a thread local: a million virtual threads would keep a
 * million of them.
 */
final class ScratchPool {
  private static final int SLOTS = 64;
  private static final int PROBES = 8;

  private final AtomicReferenceArray<@Nullable Scratch> slots = new AtomicReferenceArray<>(SLOTS);

  Scratch take() {
    int home = home();
    for (int i = 0; i < PROBES; i++) {
      Scratch found = slots.getAndSet((home + i) & (SLOTS - 1), null);
      if (found != null) {
        return found;
      }
    }
    return new Scratch(Sha256.begin());
  }

  void give(Scratch scratch) {
    int home = home();
    for (int i = 0; i < PROBES; i++) {
      if (slots.compareAndSet((home + i) & (SLOTS - 1), null, scratch)) {
        return;
      }
    }
  }

  private static int home() {
    return (int) ((Thread.currentThread().getId() * 0x9E3779B97F4A7C15L) >>> 58);
  }
}
