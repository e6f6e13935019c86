package io.writ.scan.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Who extends whom, and which declaration a name leads to. */
public final class Hierarchy {
  private final Map<String, ScannedClass> classes = new LinkedHashMap<>();
  private final Map<String, List<ScannedClass>> subtypes = new HashMap<>();
  private final Map<ScannedClass, Set<ScannedClass>> superTypes = new HashMap<>();

  /** Of several classes of one name the first counts, as on a class path. */
  Hierarchy(Collection<ScannedClass> all) {
    all.forEach(scanned -> classes.putIfAbsent(scanned.name(), scanned));
    for (ScannedClass scanned : classes.values()) {
      for (String above : parents(scanned)) {
        subtypes.computeIfAbsent(above, name -> new ArrayList<>()).add(scanned);
      }
    }
  }

  /** All classes. */
  public Collection<ScannedClass> classes() {
    return Collections.unmodifiableCollection(classes.values());
  }

  /** The class of this internal name, or null. */
  public @Nullable ScannedClass find(String name) {
    return classes.get(name);
  }

  /**
   * The method that an instruction names, by the JVM's order: the class, its superclasses, then
   * their interfaces (JVMS §5.4.3.3). Null when there is none.
   */
  public @Nullable ScannedMethod resolve(String owner, String name, String descriptor) {
    ScannedClass first = classes.get(owner);
    if (first == null) {
      return null;
    }
    for (ScannedClass at = first; at != null; at = parent(at)) {
      ScannedMethod method = at.method(name, descriptor);
      if (method != null) {
        return method;
      }
    }
    ScannedMethod declared = null;
    for (ScannedClass above : superTypes(first)) {
      ScannedMethod method = above.isInterface() ? above.method(name, descriptor) : null;
      if (method != null && !method.is(Opcodes.ACC_ABSTRACT)) {
        return method;
      }
      declared = declared == null ? method : declared;
    }
    return declared;
  }

  /** The methods that a virtual call on the class can run: bodies, of it and of its subtypes. */
  Set<ScannedMethod> bodies(ScannedClass owner, String name, String descriptor) {
    Set<ScannedMethod> bodies = new LinkedHashSet<>();
    for (ScannedClass type : closure(owner, at -> subtypes.getOrDefault(at.name(), List.of()))) {
      ScannedMethod method = type.method(name, descriptor);
      if (method == null && owner.isInterface() && !type.isInterface()) {
        // Inherited from a class that does not implement the interface itself.
        method = resolve(type.name(), name, descriptor);
      }
      if (method != null && method.isOverridable() && !method.is(Opcodes.ACC_ABSTRACT)) {
        bodies.add(method);
      }
    }
    return bodies;
  }

  /** The class and everything above it. */
  public Set<ScannedClass> superTypes(ScannedClass scanned) {
    return superTypes.computeIfAbsent(
        scanned,
        from ->
            closure(
                from,
                at ->
                    parents(at).stream()
                        .map(classes::get)
                        .filter(above -> above != null)
                        .toList()));
  }

  /** The class and everything below it. */
  public Set<ScannedClass> subTypes(ScannedClass scanned) {
    return closure(scanned, at -> subtypes.getOrDefault(at.name(), List.of()));
  }

  private @Nullable ScannedClass parent(ScannedClass scanned) {
    String name = scanned.superName();
    return name == null ? null : classes.get(name);
  }

  private static List<String> parents(ScannedClass scanned) {
    List<String> names = new ArrayList<>(scanned.interfaces());
    String superName = scanned.superName();
    if (superName != null) {
      names.add(0, superName);
    }
    return names;
  }

  private static Set<ScannedClass> closure(
      ScannedClass start, Function<ScannedClass, List<ScannedClass>> next) {
    Set<ScannedClass> seen = new LinkedHashSet<>();
    seen.add(start);
    Deque<ScannedClass> left = new ArrayDeque<>(seen);
    while (!left.isEmpty()) {
      for (ScannedClass type : next.apply(left.remove())) {
        if (seen.add(type)) {
          left.add(type);
        }
      }
    }
    return seen;
  }
}
