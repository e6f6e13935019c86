package io.writ.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded set of {@link Scratch}. Not a thread local: a million virtual threads would keep a
 * million of them.
 */
final class ScratchPool {
  private static final String SHA_256 = "SHA-256";
  private static final int SLOTS = 64;
  private static final int PROBES = 8;

  private final AtomicReferenceArray<@Nullable Scratch> slots = new AtomicReferenceArray<>(SLOTS);

  // Fixed at start: a provider that the application inserts later must not run inside an append.
  private final Provider provider;

  ScratchPool() {
    try {
      provider = MessageDigest.getInstance(SHA_256).getProvider();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  Scratch take() {
    int home = home();
    for (int i = 0; i < PROBES; i++) {
      Scratch found = slots.getAndSet((home + i) & (SLOTS - 1), null);
      if (found != null) {
        return found;
      }
    }
    try {
      return new Scratch(MessageDigest.getInstance(SHA_256, provider));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 was there at start", e);
    }
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
