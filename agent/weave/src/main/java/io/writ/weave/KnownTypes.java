package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of application classes: those that passed the weaver, and those that were only read
 * because a subclass came first.
 *
 * <p>The JVM hands a class to the weaver before it loads the superclass and interfaces, and it does
 * not hand over at all what is loaded while the weaver works on the same thread. So supertypes must
 * not be loaded from here: a governed interface loaded that way would never be woven. They are read
 * as resources, and what was read is remembered as an assumption. When the supertype itself passes,
 * it must keep what was assumed of it; a loader that gave one answer as a resource and another as a
 * class gets its class refused.
 */
final class KnownTypes {
  private final Map<ClassLoader, Map<String, GovernedType>> seen = new WeakHashMap<>();
  private final Map<ClassLoader, Map<String, Map<MethodKey, List<GovernedMethod>>>> assumed =
      new WeakHashMap<>();

  /** The JDK's, which are the same for every loader and never pass with a promise of their own. */
  private final Map<String, Map<MethodKey, List<GovernedMethod>>> jdk = new ConcurrentHashMap<>();

  /** Supertypes that no loader gave as a resource, and that no class of that name is known for. */
  private final Set<String> assumedUngoverned = ConcurrentHashMap.newKeySet();

  /** The entry of the class that this loader defined, or null when it has not passed. */
  @Nullable GovernedType findSeen(ClassLoader definer, String internalName) {
    return map(seen, definer).get(internalName);
  }

  /** What is known of the type that this loader would find, or null. */
  @Nullable Map<MethodKey, List<GovernedMethod>> findInheritable(
      ClassLoader initiator, String internalName) {
    if (JdkTypes.isUnderJava(internalName)) {
      return jdk.get(internalName);
    }
    for (ClassLoader loader = initiator; loader != null; loader = loader.getParent()) {
      GovernedType type = findSeen(loader, internalName);
      if (type != null) {
        if (loader != initiator) {
          // The initiator may still define another class of that name, asking nobody.
          assume(initiator, internalName, type.inheritable());
        }
        return type.inheritable();
      }
    }
    return map(assumed, initiator).get(internalName);
  }

  void assume(
      ClassLoader initiator,
      String internalName,
      Map<MethodKey, List<GovernedMethod>> inheritable) {
    Map<String, Map<MethodKey, List<GovernedMethod>>> known =
        JdkTypes.isUnderJava(internalName) ? jdk : map(assumed, initiator);
    known.put(internalName, Map.copyOf(inheritable));
  }

  /**
   * What to assume of a supertype that cannot be read: the sum of what every loader's class of that
   * name promises. A loader need not be an ancestor of the one that finds its classes (OSGi, module
   * layers), so any of them may be meant. When none is known, it counts as ungoverned, and no class
   * of that name may say otherwise later.
   */
  Map<MethodKey, List<GovernedMethod>> assumeUnreadable(String internalName) {
    Map<MethodKey, List<GovernedMethod>> sum = new HashMap<>();
    synchronized (seen) {
      for (Map<String, GovernedType> types : seen.values()) {
        GovernedType type = types.get(internalName);
        if (type != null) {
          type.inheritable().forEach((key, value) -> sum.merge(key, value, WeavePlan::union));
        }
      }
    }
    if (sum.isEmpty()) {
      assumedUngoverned.add(internalName);
    }
    return sum;
  }

  /**
   * Enters a class that passes the weaver.
   *
   * @throws WeaveRefused when a subclass was woven, or left unwoven, on another assumption
   */
  void enter(ClassLoader definer, String internalName, GovernedType type) {
    if (!type.inheritable().isEmpty() && assumedUngoverned.contains(internalName)) {
      throw new WeaveRefused(
          "a subclass was defined before it, by a loader that could not give it as a resource, and is"
              + " not woven; let that loader answer getResourceAsStream, or load this class first");
    }
    synchronized (assumed) {
      for (Map.Entry<ClassLoader, Map<String, Map<MethodKey, List<GovernedMethod>>>> entry :
          assumed.entrySet()) {
        Map<MethodKey, List<GovernedMethod>> assumption = entry.getValue().get(internalName);
        if (assumption != null
            && isAncestor(definer, entry.getKey())
            && !assumption.equals(type.inheritable())) {
          throw new WeaveRefused(
              "its subclass was woven for what the loader ["
                  + entry.getKey()
                  + "] gave as the class file, and the loader now defines another; let it answer"
                  + " getResourceAsStream with the class that it defines");
        }
      }
    }
    map(seen, definer).put(internalName, type);
  }

  private static boolean isAncestor(ClassLoader ancestor, @Nullable ClassLoader of) {
    for (ClassLoader loader = of; loader != null; loader = loader.getParent()) {
      if (loader == ancestor) {
        return true;
      }
    }
    return false;
  }

  private static <T> Map<String, T> map(
      Map<ClassLoader, Map<String, T>> byLoader, ClassLoader loader) {
    synchronized (byLoader) {
      return byLoader.computeIfAbsent(loader, ignored -> new ConcurrentHashMap<>());
    }
  }
}
