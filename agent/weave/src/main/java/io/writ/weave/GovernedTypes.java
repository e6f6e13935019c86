package io.writ.weave;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The governed classes seen so far, by defining loader and name. A loader's entries go when the
 * loader goes. Most applications have a handful; ungoverned classes leave nothing.
 */
final class GovernedTypes {
  private final Map<ClassLoader, Map<String, GovernedType>> byLoader = new WeakHashMap<>();

  /** The entry of this class, or null when nothing governs it. */
  @Nullable GovernedType find(@Nullable ClassLoader loader, String internalName) {
    if (loader == null) {
      return null;
    }
    Map<String, GovernedType> types;
    synchronized (byLoader) {
      types = byLoader.get(loader);
    }
    return types == null ? null : types.get(internalName);
  }

  void put(ClassLoader loader, String internalName, GovernedType type) {
    synchronized (byLoader) {
      byLoader
          .computeIfAbsent(loader, ignored -> new ConcurrentHashMap<>())
          .put(internalName, type);
    }
  }
}
